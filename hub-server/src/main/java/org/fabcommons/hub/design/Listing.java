// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;

/**
 * A page of a list of designs.
 *
 * @param page from 1
 * @param total how many there are on all pages
 */
public record Listing(List<Design> items, int page, long total) {
    /** How many stand on a page. */
    public static final int PAGE = 24;

    public boolean hasNext() {
        return (long) page * PAGE < total;
    }
}
