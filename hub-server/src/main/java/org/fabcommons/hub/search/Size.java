// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.Arrays;

/**
 * What a box measures, however it is turned: the longest side first, in mm.
 *
 * @param longMm 0 where nothing was measured
 */
record Size(double longMm, double middleMm, double shortMm) {
    static final Size UNKNOWN = new Size(0, 0, 0);

    static Size of(double a, double b, double c) {
        double[] sides = {a, b, c};
        Arrays.sort(sides);
        return new Size(sides[2], sides[1], sides[0]);
    }

    /** The smallest box that both fit into; both fit exactly where this one does. */
    Size and(Size other) {
        return new Size(
                Math.max(longMm, other.longMm), Math.max(middleMm, other.middleMm), Math.max(shortMm, other.shortMm));
    }

    boolean known() {
        return longMm > 0;
    }

    boolean fits(Size room) {
        return known() && longMm <= room.longMm && middleMm <= room.middleMm && shortMm <= room.shortMm;
    }

    String wire() {
        return Math.round(longMm) + "x" + Math.round(middleMm) + "x" + Math.round(shortMm);
    }
}
