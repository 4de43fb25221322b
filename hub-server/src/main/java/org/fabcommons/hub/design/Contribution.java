// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;

/**
 * What a revision did.
 *
 * @param email of its author as git recorded it; to tell people apart, not to be shown
 * @param added how many files it added; {@code changed} and {@code removed} likewise
 * @param present the files of the revision asked about that have their content from this one
 * @param madeIn the id of the design it was made in, which may be an ancestor
 * @param madeInName that one's {@code owner/name} then
 */
public record Contribution(
        Revision revision,
        String email,
        int added,
        int changed,
        int removed,
        List<String> present,
        String madeIn,
        String madeInName) {}
