// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.OptionalLong;

/**
 * A line taken apart: {@code N12 G1 X1*33}.
 *
 * @param number after the first N; empty without one
 * @param command between number and checksum
 * @param sum what stands behind the last {@code *}; empty without one
 * @param sumFigures how many figures it has
 * @param xor of all characters before that {@code *}
 */
record NumberedLine(OptionalLong number, String command, OptionalLong sum, int sumFigures, int xor) {
    static NumberedLine of(String text) {
        int start = 0;
        var number = OptionalLong.empty();
        if (text.startsWith("N")) {
            start = 1;
            while (start < text.length() && "-0123456789".indexOf(text.charAt(start)) >= 0) start++;
            number = OptionalLong.of(leading(text, 1));
        }
        int star = text.lastIndexOf('*');
        var command = text.substring(start, star < start ? text.length() : star).strip();
        if (star < 0) return new NumberedLine(number, command, OptionalLong.empty(), 0, 0);
        int xor = 0;
        for (int i = 0; i < star; i++) xor ^= text.charAt(i);
        int end = star + 1;
        while (end < text.length() && Character.isDigit(text.charAt(end))) end++;
        return new NumberedLine(number, command, OptionalLong.of(leading(text, star + 1)), end - star - 1, xor & 0xff);
    }

    /** As strtol: 0 when there is no number. */
    static long leading(String text, int from) {
        int end = from;
        if (end < text.length() && text.charAt(end) == '-') end++;
        while (end < text.length() && Character.isDigit(text.charAt(end)) && end - from < 18) end++;
        try {
            return Long.parseLong(text.substring(from, end));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** The number that M110 sets: that inside the command, else that before it. */
    long newCount() {
        int inside = command.indexOf('N', 4);
        return inside < 0 ? number.orElse(0) : leading(command, inside + 1);
    }

    boolean setsCount() {
        return command.startsWith("M110");
    }
}
