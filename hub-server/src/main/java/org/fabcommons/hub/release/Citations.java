// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Revision;

/** Finds out what a citation says: of a release, or of the newest revision where there is none. */
record Citations(URI base, Designs designs, Releases releases) {
    /** More authors than a citation can name; the ledger of credit names them all. */
    private static final int MOST_AUTHORS = 50;

    private static final int REVISIONS = 500;

    /** Of the newest release, otherwise of the newest revision. */
    Citation of(Design design) {
        var newest = releases.newest(design);
        if (newest.isPresent()) return of(design, newest.get());
        var revision = designs.revisions(design, Designs.HEAD, 1).get(0);
        return of(design, revision.id(), revision.shortId(), revision.createdAt(), design.path());
    }

    Citation of(Design design, Release release) {
        return of(design, release.revision(), release.name(), release.createdAt(), release.path(design));
    }

    private Citation of(Design design, String revision, String version, long at, String path) {
        return new Citation(
                design,
                authors(design, revision),
                version,
                revision,
                designs.licence(design, revision),
                at,
                base.resolve(path));
    }

    /** Everybody who made a revision, the first one first; of what it was made of as well, since its history is here. */
    private List<Citation.Author> authors(Design design, String revision) {
        var revisions = new ArrayList<>(designs.revisions(design, revision, REVISIONS));
        java.util.Collections.reverse(revisions);
        Map<String, Citation.Author> authors = new LinkedHashMap<>();
        for (var each : revisions)
            authors.putIfAbsent(
                    each.authorHandle().isEmpty() ? each.author() : "@" + each.authorHandle(), author(each));
        return authors.values().stream().limit(MOST_AUTHORS).toList();
    }

    private Citation.Author author(Revision revision) {
        return new Citation.Author(
                revision.author(),
                Optional.of(revision.authorHandle())
                        .filter(handle -> !handle.isEmpty())
                        .map(handle -> base.resolve("/people/" + handle).toString())
                        .orElse(""));
    }
}
