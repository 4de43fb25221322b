// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A drilling cycle as the plain moves it stands for, in the file's own unit. Sources: NIST RS274/NGC 3, section 3.5.16;
 * LinuxCNC's G-code reference for G73.
 *
 * @param code G73, G81, G82, G83, G85 or G89
 * @param bottom Z of the hole's bottom
 * @param clear Z to which the tool goes quickly, R
 * @param step depth of one peck, Q; 0 for none
 * @param dwell at the bottom, P, as the firmware counts it
 */
record DrillingCycle(String code, double bottom, double clear, double step, Optional<Word> dwell) {
    static final Set<String> CODES = Set.of("G73", "G81", "G82", "G83", "G85", "G89");

    /** How far above the last depth a peck begins, and how far a chip is broken; LinuxCNC's 0.01 inch. */
    private static final double BREAK_MM = 0.254;
    /** More pecks than any hole takes: a slip of the pen, or malice. */
    private static final int MOST_PECKS = 1000;

    /** Whether the hole can be made: the bottom below R, with not too many pecks. */
    boolean possible() {
        boolean pecks = code.equals("G83") || code.equals("G73");
        return bottom < clear && (!pecks || (step > 0 && (clear - bottom) / step <= MOST_PECKS));
    }

    /**
     * The moves at one hole.
     *
     * @param z where the tool is
     * @param back where it goes in the end
     * @param across the words that lead to the hole; empty where it is at it
     */
    List<String> moves(double z, double back, String across, boolean inches) {
        var moves = new ArrayList<String>();
        if (z < clear) moves.add("G0 Z" + number(clear));
        if (!across.isEmpty()) moves.add("G0 " + across);
        if (z > clear) moves.add("G0 Z" + number(clear));
        if (code.equals("G83") || code.equals("G73")) pecks(moves, inches ? BREAK_MM / 25.4 : BREAK_MM);
        else moves.add("G1 Z" + number(bottom));
        boolean waits = code.equals("G82") || code.equals("G89");
        if (waits) dwell.ifPresent(p -> moves.add("G4 P" + number(p.value())));
        boolean slowly = code.equals("G85") || code.equals("G89");
        if (slowly) moves.add("G1 Z" + number(clear));
        if (!slowly || back > clear) moves.add("G0 Z" + number(back));
        return moves;
    }

    private void pecks(List<String> moves, double chip) {
        double depth = clear;
        while (depth > bottom) {
            double next = Math.max(bottom, depth - step);
            moves.add("G1 Z" + number(next));
            depth = next;
            if (depth <= bottom) return;
            if (code.equals("G73")) {
                moves.add("G0 Z" + number(depth + chip));
            } else {
                moves.add("G0 Z" + number(clear));
                // Not above R: there the hole has not begun.
                moves.add("G0 Z" + number(Math.min(clear, depth + chip)));
            }
        }
    }

    static String number(double value) {
        var rounded =
                BigDecimal.valueOf(value).setScale(5, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
