// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.mesh.MeshFacts;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.model.Model;
import org.fabcommons.hub.model.ModelView;
import org.fabcommons.hub.model.Models;
import org.fabcommons.hub.web.Viewer;

/** Which files of a design are models, and what is known of them. */
public final class DesignModels implements DesignListener {
    private static final int MOST = 2_000;

    private final Designs designs;
    private final Models models;

    DesignModels(Designs designs, Models models) {
        this.designs = designs;
        this.models = models;
    }

    /** A model among a design's files. */
    public record Found(DesignFile file, Model model) {
        /** What it is, or what its name says while nobody has looked. */
        public Optional<ModelFormat> format() {
            return model.format().or(() -> ModelFormat.named(file.path()));
        }
    }

    /** Has the files of the newest revision looked at. */
    @Override
    public void indexed(Design design, Manifest manifest) {
        if (!design.tombstone()) want(design, design.headRevision(), candidates(design, design.headRevision()));
    }

    private void want(Design design, String revision, List<DesignFile> files) {
        models.want(files.stream()
                .map(file -> new Models.Source(file.sha256(), design.id(), revision, file.path()))
                .toList());
    }

    private List<DesignFile> candidates(Design design, String revision) {
        return designs.files(design, revision).stream()
                .filter(file -> maybe(file.kind()))
                .limit(MOST)
                .toList();
    }

    /** What a file holds decides, so only what is surely none is left out. */
    private static boolean maybe(FileKind kind) {
        return switch (kind) {
            case MESH, OTHER_MESH, TOOLPATH, PLOT, SVG, STEP, DXF, TEXT, JSON, OTHER -> true;
            case SOURCE, PNG, JPEG, WEBP, GIF, MARKDOWN, PDF -> false;
        };
    }

    /** The models of a revision, in the order people look for: parts, drawings, toolpaths. */
    public List<Found> of(Design design, String revision) {
        var files = candidates(design, revision);
        var known = models.find(files.stream().map(DesignFile::sha256).toList());
        // Of an older revision nobody may have asked yet.
        want(
                design,
                revision,
                files.stream().filter(file -> !known.containsKey(file.sha256())).toList());
        List<Found> found = new ArrayList<>();
        for (var file : files) {
            var model = Optional.ofNullable(known.get(file.sha256())).orElse(Model.waiting(file.sha256()));
            var each = new Found(file, model);
            if (each.format().isPresent()) found.add(each);
        }
        found.sort(Comparator.comparingInt((Found each) -> rank(each.format().orElseThrow()))
                .thenComparing(each -> each.file().path()));
        return found;
    }

    private static int rank(ModelFormat format) {
        return switch (format) {
            case STL, THREE_MF, OBJ, PLY, GLTF -> 0;
            case STEP -> 1;
            case SVG, DXF -> 2;
            case GCODE, PLOT -> 3;
        };
    }

    /** As a person is told of it. */
    ModelView view(Found found, Viewer viewer) {
        return ModelView.of(found.model(), found.file().path(), viewer);
    }

    /** What a file measures, where it is a mesh and was measured. */
    public Optional<MeshFacts> facts(DesignFile file) {
        return models.facts(file.sha256());
    }

    /** What is known of these files, by the SHA-256 of their content. */
    public Map<String, Model> known(List<DesignFile> files) {
        return models.find(files.stream().map(DesignFile::sha256).toList());
    }

    Optional<Path> picture(DesignFile file) {
        return models.picture(file.sha256());
    }
}
