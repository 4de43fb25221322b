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
 */
public record Draft(
        Optional<String> base,
        String authorName,
        String authorEmail,
        String message,
        Map<String, Blob> put,
        Set<String> remove,
        long at) {
    public Draft {
        put = Map.copyOf(put);
        remove = Set.copyOf(remove);
    }
}
