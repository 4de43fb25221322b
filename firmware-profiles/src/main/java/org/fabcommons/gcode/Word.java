// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

/**
 * A letter and its number, such as {@code X10.5}.
 *
 * @param letter A to Z; {@link #NAME} for a command that is called by a name
 * @param value the number; NaN where the letter stands alone, as in {@code G28 X}
 */
public record Word(char letter, double value) {
    /** Stands for a command such as {@code PRINT_START BED=60}: what it says is in the line's text. */
    static final char NAME = '_';

    private static final String[] MOTION = {"G0", "G1", "G2", "G3"};

    public boolean hasValue() {
        return !Double.isNaN(value);
    }

    /** The canonical code of a G, M or T word: {@code G01} is {@code G1}, {@code G38.20} is {@code G38.2}. */
    public String code() {
        if (!hasValue()) return String.valueOf(letter);
        if (letter == 'G' && value >= 0 && value < MOTION.length && value == (int) value) return MOTION[(int) value];
        var tenths = Math.round(value * 10);
        // Firmwares cut off what follows: M81.96 is M81 to them, and nothing like M82.
        if (Math.abs(value * 10 - tenths) > 1e-6) return letter + String.valueOf(value);
        return tenths % 10 == 0 ? letter + String.valueOf(tenths / 10) : letter + String.valueOf(tenths / 10.0);
    }
}
