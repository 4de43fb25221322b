// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.Arrays;

/**
 * Something upright that a probe or a tool comes upon, in machine millimetres; material up to its top. The probe is a rod
 * of some radius.
 *
 * @param kind what it is
 * @param x of a box its least X, else of the middle
 * @param y as {@code x}
 * @param wide of a box its greatest X, else the diameter
 * @param deep of a box its greatest Y, else the diameter
 * @param top height
 */
public record Shape(Kind kind, double x, double y, double wide, double deep, double top) {
    /** Which. */
    public enum Kind {
        /** A block with straight sides: {@code box:MINX,MINY,MAXX,MAXY,TOP}. */
        BOX,
        /** A round pillar: {@code boss:X,Y,DIAMETER,TOP}. */
        BOSS,
        /** Material all around a round hole: {@code hole:X,Y,DIAMETER,TOP}. */
        HOLE
    }

    /** @throws IllegalArgumentException when it is none */
    public static Shape parse(String text) {
        var parts = text.split(":", 2);
        for (var kind : Kind.values()) {
            if (parts.length != 2 || !kind.name().equalsIgnoreCase(parts[0])) continue;
            var n = Arrays.stream(parts[1].split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            if (n.length != (kind == Kind.BOX ? 5 : 4)) break;
            return kind == Kind.BOX
                    ? new Shape(kind, n[0], n[1], n[2], n[3], n[4])
                    : new Shape(kind, n[0], n[1], n[2], n[2], n[3]);
        }
        throw new IllegalArgumentException(
                "A shape is box:MINX,MINY,MAXX,MAXY,TOP or boss:X,Y,DIAMETER,TOP or hole:X,Y,DIAMETER,TOP, not "
                        + text);
    }

    /** Whether a rod of this radius, its end at this place, touches it. */
    boolean touches(double atX, double atY, double tip, double radius) {
        if (tip > top) return false;
        double away = Math.hypot(atX - x, atY - y);
        return switch (kind) {
            case BOSS -> away <= wide / 2 + radius;
            case HOLE -> away >= wide / 2 - radius;
            case BOX ->
                Math.hypot(Math.max(0, Math.max(x - atX, atX - wide)), Math.max(0, Math.max(y - atY, atY - deep)))
                        <= radius;
        };
    }
}
