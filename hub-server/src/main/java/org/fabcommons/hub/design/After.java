// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

/**
 * The design after which a list goes on, the newest first.
 *
 * @param at what the list is ordered by, UTC epoch milliseconds
 * @param design its id, of those of the same moment
 */
public record After(long at, String design) {
    /** A list's beginning. */
    public static final After NOTHING = new After(Long.MAX_VALUE, "");

    /** As {@link #toString} gives it; what nobody could have been given begins at the beginning. */
    public static After parse(String text) {
        if (!text.matches("\\d{1,15}-[a-z0-9]{1,40}")) return NOTHING;
        var words = text.split("-", 2);
        return new After(Long.parseLong(words[0]), words[1]);
    }

    @Override
    public String toString() {
        return at + "-" + design;
    }
}
