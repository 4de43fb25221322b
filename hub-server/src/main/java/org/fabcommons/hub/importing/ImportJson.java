// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.vault.Tag;
import org.fabcommons.hub.web.Viewer;

/**
 * An import, for programs.
 *
 * @param state waiting, running, ready, publishing, failed, cancelled or published
 * @param same whether it was a design of a hub and stays the same one, so that only owner, name and visibility are asked
 * @param tags names of revisions that become releases
 * @param design owner/name, once it is published
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ImportJson(
        String id,
        String kind,
        String source,
        String state,
        Progress progress,
        Proposal proposal,
        int files,
        long bytes,
        List<String> leftOut,
        int revisions,
        boolean same,
        List<String> tags,
        String origin,
        List<String> faults,
        Optional<String> design,
        Instant createdAt,
        Instant expiresAt) {
    /**
     * @param step fetching, large-files, unpacking, reading, looking, keeping or publishing
     * @param done bytes, files of git-lfs, revisions that were looked through, or files that are kept
     * @param total 0 where it is not known
     */
    record Progress(String step, long done, long total, String words) {}

    static ImportJson of(Import each, Viewer viewer) {
        var found = Found.read(each.found());
        return new ImportJson(
                each.id(),
                each.kind(),
                each.source(),
                each.state(),
                new Progress(found.step(), found.done(), found.total(), ImportPage.words(each, found, viewer)),
                found.proposal(),
                found.files().size(),
                found.bytes(),
                found.leftOut(),
                found.revisions(),
                found.same(),
                found.tags().stream().map(Tag::name).toList(),
                found.origin(),
                ImportPage.faults(found, viewer),
                each.design(),
                Instant.ofEpochMilli(each.createdAt()),
                Instant.ofEpochMilli(each.expiresAt()));
    }
}
