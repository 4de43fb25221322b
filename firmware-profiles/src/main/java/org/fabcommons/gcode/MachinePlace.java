// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of where a machine is and can go, in its own coordinates.
 *
 * @param known the axes that are homed, 0 X, 1 Y, 2 Z
 * @param reach where they can go
 * @param stored where G28 and G30 lead, as the machine has told
 */
public record MachinePlace(Set<Integer> known, Bounds reach, Map<String, Point> stored) {
    /** Rounding in numbers, mm. */
    private static final double TOLERANCE = 0.01;

    public MachinePlace {
        known = Set.copyOf(known);
        stored = Map.copyOf(stored);
    }

    /** Why a move must not be made. */
    public sealed interface Trouble {
        /** An axis has not been homed: nobody knows where it is. */
        record NotHomed(char axis) implements Trouble {}

        /** The machine has not said where the code leads. */
        record NotTold() implements Trouble {}

        /** @param to where the axis would go, mm */
        record Beyond(char axis, double to, double from, double until) implements Trouble {}
    }

    /** Why this move must not be made; empty when it may. */
    public Optional<Trouble> against(MachineMove move) {
        for (int axis : new TreeSet<>(move.axes()))
            if (!known.contains(axis)) return Optional.of(new Trouble.NotHomed("XYZ".charAt(axis)));
        boolean told = move.code().equals("G53") || stored.containsKey(move.code());
        if (!told) return Optional.of(new Trouble.NotTold());
        for (int axis : new TreeSet<>(move.axes())) {
            double to = move.to().containsKey(axis)
                    ? move.to().get(axis)
                    : stored.get(move.code()).axis(axis);
            double from = reach.min().axis(axis);
            double until = reach.max().axis(axis);
            if (!(to >= from - TOLERANCE && to <= until + TOLERANCE))
                return Optional.of(new Trouble.Beyond("XYZ".charAt(axis), to, from, until));
        }
        return Optional.empty();
    }
}
