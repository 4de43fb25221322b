// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.sharing;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Revision;

/**
 * What the hub can say about whether a toolpath belongs to a design.
 *
 * @param found the newest revision that has this very file, where one of the latest does
 * @param revisions those that a person may choose from, the newest first
 */
public record Belonging(Design design, Optional<Place> found, List<Revision> revisions) {
    private static final int MOST_REVISIONS = 60;

    /** A file of a revision. */
    public record Place(String revision, String path) {}

    static Belonging of(Designs designs, Design design, String sha256) {
        var revisions = designs.revisions(design, Designs.HEAD, MOST_REVISIONS);
        var found = revisions.stream()
                .flatMap(revision -> place(designs, design, revision.id(), sha256).stream())
                .findFirst();
        return new Belonging(design, found, revisions);
    }

    /** Where the file lies in this very revision. */
    static Optional<Place> place(Designs designs, Design design, String revision, String sha256) {
        return designs.files(design, revision).stream()
                .filter(file -> file.sha256().equals(sha256))
                .findFirst()
                .map(file -> new Place(revision, file.path()));
    }
}
