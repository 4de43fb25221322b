// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list of designs, those first that changed last.
 *
 * @param total how many there are on all pages
 * @param next where the next page goes on, where there is one
 */
public record Listing(List<Design> items, long total, Optional<After> next) {
    /** How many a page shows. */
    public static final int MOST = 24;

    /** @param found one more than a page shows, where there are so many */
    static Listing of(List<Design> found, long total) {
        if (found.size() <= MOST) return new Listing(found, total, Optional.empty());
        var last = found.get(MOST - 1);
        return new Listing(found.subList(0, MOST), total, Optional.of(new After(last.updatedAt(), last.id())));
    }
}
