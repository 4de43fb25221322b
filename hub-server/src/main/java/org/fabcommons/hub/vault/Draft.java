// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A revision to be made: what changes; files not named stay as they were.
 *
 * @param base the revision its author looked at; empty for a repository's first
 * @param put content by path
 * @param at UTC epoch milliseconds
 * @param merged what else it goes back to
 */
public record Draft(
        Optional<String> base,
        String authorName,
        String authorEmail,
        String message,
        Map<String, Blob> put,
        Set<String> remove,
        long at,
        Optional<Merged> merged) {
    public Draft {
        put = Map.copyOf(put);
        remove = Set.copyOf(remove);
    }

    /** A draft that takes over from no other repository. */
    public Draft(
            Optional<String> base,
            String authorName,
            String authorEmail,
            String message,
            Map<String, Blob> put,
            Set<String> remove,
            long at) {
        this(base, authorName, authorEmail, message, put, remove, at, Optional.empty());
    }

    /** A commit of another repository that becomes a parent of the revision, with its history. */
    public record Merged(String repository, String commit) {}

    /** The same with this content. */
    public Draft with(Map<String, Blob> content) {
        return new Draft(base, authorName, authorEmail, message, content, remove, at, merged);
    }

    /** The same on top of another revision. */
    Draft on(String revision) {
        return new Draft(Optional.of(revision), authorName, authorEmail, message, put, remove, at, merged);
    }
}
