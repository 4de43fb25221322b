// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.group.Owner;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.mesh.MeshFacts;
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
 */
public record DesignPage(
        Design design,
        Owner owner,
        Revision revision,
        boolean newest,
        boolean mine,
        boolean maintained,
        Optional<Licence> licence,
        Optional<String> readme,
        List<Look> stage,
        List<DesignFile> files,
        long totalBytes,
        List<Part> actions,
        List<Part> side,
        List<Part> main) {

    /**
     * Something to look at.
     *
     * @param address where its content is
     * @param facts what the mesh measures
     */
    public record Look(DesignFile file, String address, Optional<MeshFacts> facts) {
        public boolean mesh() {
            return file.kind() == FileKind.MESH;
        }

        /** The file's name without its folders and ending. */
        public String label() {
            var name = file.path().substring(file.path().lastIndexOf('/') + 1);
            return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        }
    }

    /** Where a file of the revision shown can be fetched. */
    public String address(DesignFile file) {
        return design.filePath(revision.id(), file.path());
    }
}
