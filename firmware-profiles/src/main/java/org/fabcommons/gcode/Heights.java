// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

/** Between which heights a tool may stand, mm in the program's coordinates as {@link Held#at}. */
public record Heights(double lowest, double highest) {
    /** Less than this nobody sees, mm. */
    private static final double SAME = 0.005;

    Heights with(double height) {
        return new Heights(Math.min(lowest, height), Math.max(highest, height));
    }

    /** Whether nobody can tell without looking. */
    public boolean differ() {
        return highest - lowest > SAME;
    }
}
