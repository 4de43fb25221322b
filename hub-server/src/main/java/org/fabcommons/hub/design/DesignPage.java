// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.group.Owner;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.model.Model;
import org.fabcommons.hub.model.ModelView;
import org.fabcommons.hub.web.Part;

/**
 * What a design's page shows.
 *
 * @param revision the revision shown
 * @param newest whether it is the newest one
 * @param mine whether the viewer may change the design
 * @param maintained whether the viewer may say who can see it and how it is called
 * @param readme the README as HTML that was made safe
 * @param stage what can be looked at, the best first
 * @param models all models among the files
 */
public record DesignPage(
        Design design,
        Owner owner,
        Revision revision,
        boolean newest,
        boolean mine,
        boolean maintained,
        Optional<Licence> licence,
        Optional<Licence> documentationLicence,
        Optional<Licence> softwareLicence,
        Optional<String> readme,
        List<Look> stage,
        List<Shown> models,
        List<DesignFile> files,
        long totalBytes,
        List<Part> actions,
        List<Part> underLicence,
        List<Part> side,
        List<Part> main) {

    /** How a model is looked at; in the order of the stage. */
    public enum Kind {
        MESH,
        EXACT,
        DRAWING,
        TOOLPATH;

        static Kind of(ModelFormat format) {
            return switch (format) {
                case STL, THREE_MF, OBJ, PLY, GLTF -> MESH;
                case STEP -> EXACT;
                case SVG, DXF -> DRAWING;
                case GCODE, PLOT -> TOOLPATH;
            };
        }
    }

    /**
     * A model among the files.
     *
     * @param address where its content is
     * @param picture where the picture is that the hub drew of it
     * @param card where a smaller one is, as is {@code row}
     */
    public record Shown(
            DesignFile file,
            Kind kind,
            ModelView view,
            String address,
            Optional<String> picture,
            Optional<String> card,
            Optional<String> row) {
        /** What the viewer in the browser reads it as. */
        public String format() {
            return view.format().map(Enum::name).orElse("");
        }
    }

    /**
     * Something to look at: a picture, or a model.
     *
     * @param address where its content is
     * @param row where a small picture of it is
     * @param label the file's name without its folders, and without its ending where no other one is called so
     */
    public record Look(
            DesignFile file,
            String address,
            Optional<String> row,
            Optional<String> stage,
            Optional<Shown> model,
            String label) {
        static Look of(Shown model) {
            return new Look(
                    model.file(),
                    model.address(),
                    model.row(),
                    Optional.empty(),
                    Optional.of(model),
                    shortName(model.file()));
        }

        /** A picture. */
        static Look of(DesignFile file, String address, String row, String stage) {
            // What moves would stand still, and drawings are sharp at any size.
            boolean asItIs = file.kind() != FileKind.JPEG && file.kind() != FileKind.PNG;
            return new Look(
                    file,
                    address,
                    Optional.of(row),
                    Optional.of(asItIs ? address : stage),
                    Optional.empty(),
                    shortName(file));
        }

        private static String shortName(DesignFile file) {
            return name(file).replaceFirst("(?<=.)\\.[^.]*$", "");
        }

        /** The same with its whole name, where one of the others has the same label. */
        Look among(List<Look> others) {
            var alike =
                    others.stream().filter(other -> other.label.equals(label)).count();
            return alike > 1 ? new Look(file, address, row, stage, model, name(file)) : this;
        }

        private static String name(DesignFile file) {
            return file.path().substring(file.path().lastIndexOf('/') + 1);
        }
    }

    /** Whether something is still being looked at, so that the page will know more soon. */
    public boolean waiting() {
        return models.stream().anyMatch(shown -> shown.view().model().state() == Model.State.WAITING);
    }

    /** Where a file of the revision shown can be fetched. */
    public String address(DesignFile file) {
        return design.filePath(revision.id(), file.path());
    }
}
