// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;

/**
 * The newest of a list of designs.
 *
 * @param total how many there are
 */
public record Listing(List<Design> items, long total) {
    /** How many are given. */
    public static final int MOST = 24;
}
