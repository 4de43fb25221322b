// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fabcommons.hub.design.After;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.group.Owner;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.web.Viewer;

/** What feeds tell: of a design its releases and revisions, of a list of designs those that changed last. */
public record Feeds(URI base, Designs designs, Releases releases, Owners owners) {
    private static final int ENTRIES = 30;

    Feed of(Design design, Viewer viewer) {
        List<Feed.Entry> entries = new ArrayList<>();
        for (var release : releases.of(design, 1))
            entries.add(new Feed.Entry(
                    id(design) + ":release:" + release.name(),
                    viewer.text("release.feed.release", release.title()),
                    base.resolve(release.path(design)),
                    release.author(),
                    release.notes(),
                    release.createdAt()));
        for (var revision : designs.revisions(design, Designs.HEAD, ENTRIES))
            entries.add(new Feed.Entry(
                    id(design) + ":revision:" + revision.id(),
                    revision.message().lines().findFirst().orElse(revision.shortId()),
                    base.resolve(design.path() + "?revision=" + revision.id()),
                    revision.author(),
                    revision.message(),
                    revision.createdAt()));
        entries.sort(Comparator.comparingLong(Feed.Entry::at).reversed());
        return new Feed(
                id(design),
                design.title(),
                base.resolve(design.path() + "/feed.atom"),
                base.resolve(design.path()),
                design.updatedAt(),
                entries.stream().limit(ENTRIES).toList());
    }

    Feed of(Owner owner, Viewer viewer) {
        return list(
                "urn:fabcommons:owner:" + owner.id(),
                viewer.text("release.feed.owner", owner.displayName()),
                "/@" + owner.handle() + "/feed.atom",
                owner.path(),
                designs.by(owner.id(), viewer, After.NOTHING).items());
    }

    /** Of a list of designs, those that changed last first. */
    public Feed list(String id, String title, String self, String page, List<Design> found) {
        var names =
                owners.names(found.stream().map(Design::ownerHandle).distinct().toList());
        return new Feed(
                id,
                title,
                base.resolve(self),
                base.resolve(page),
                0,
                found.stream()
                        .map(design -> changed(design, names.getOrDefault(design.ownerHandle(), design.ownerHandle())))
                        .toList());
    }

    /** One entry a revision, so that a reader hears of each. */
    private Feed.Entry changed(Design design, String author) {
        return new Feed.Entry(
                id(design) + ":revision:" + design.headRevision(),
                design.title(),
                base.resolve(design.path()),
                author,
                design.summary(),
                design.updatedAt());
    }

    private static String id(Design design) {
        return "urn:fabcommons:design:" + design.id();
    }
}
