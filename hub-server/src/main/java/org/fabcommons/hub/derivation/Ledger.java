// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.design.Design;

/**
 * Who contributed what to a design, its ancestors included. Facts, by the rule in docs/credit.md; no score.
 *
 * @param people in the order in which they first contributed
 * @param entries the newest first
 * @param cut whether there is more history than was read
 */
public record Ledger(Design design, List<Contributor> people, List<Entry> entries, boolean cut) {

    /** How the design where something was made belongs to the one that is asked about. */
    public enum Place {
        /** It is the one asked about. */
        SELF,
        /** The one asked about derives from it. */
        ANCESTOR,
        /** It came along as a part, or as an ancestor of a part. */
        PART;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where something was made.
     *
     * @param name {@code owner/name} today, or as it was recorded where it cannot be looked at
     * @param path of its page, where whoever looks may see it
     */
    public record Made(String id, String name, String title, Optional<String> path, Place place) {}

    /** @param handle empty for somebody who is not of this hub */
    public record Author(String name, String handle) {}

    /**
     * A person's contributions.
     *
     * @param present how many of the design's files today have their content from them
     * @param firstAt UTC epoch milliseconds, as is {@code lastAt}
     */
    public record Contributor(
            Author author,
            int revisions,
            int added,
            int changed,
            int removed,
            int present,
            long firstAt,
            long lastAt,
            List<Made> where) {}

    /**
     * A revision.
     *
     * @param authors its author, then those that its message names as co-authors
     * @param subject the first line of its message
     * @param at UTC epoch milliseconds
     */
    public record Entry(
            String revision,
            List<Author> authors,
            String subject,
            long at,
            Made made,
            int added,
            int changed,
            int removed) {
        public String shortRevision() {
            return revision.substring(0, 10);
        }
    }
}
