// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

/**
 * A search that somebody keeps.
 *
 * @param query the part of its address after the question mark
 * @param createdAt UTC epoch milliseconds
 */
public record SavedSearch(String id, String name, String query, long createdAt) {
    public String link() {
        return "/designs?" + query;
    }

    public String feed() {
        return "/designs.atom?" + query;
    }
}
