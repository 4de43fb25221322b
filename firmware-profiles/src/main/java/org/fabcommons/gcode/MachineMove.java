// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A move of grbl and its kin past the zero that was set: to a place in the machine's own coordinates (G53), or to one
 * that is stored in the machine (G28, G30). Source: grbl 1.1, {@code gcode.c}.
 *
 * @param code G53, G28 or G30
 * @param axes those that move, 0 X, 1 Y, 2 Z
 * @param to where G53 leads, mm by axis; the others' place only the machine knows
 * @param straight false for G53 while arcs are drawn or a probe is under way, which the firmware refuses
 */
public record MachineMove(String code, Set<Integer> axes, Map<Integer, Double> to, boolean straight) {
    private static final char[] AXES = {'X', 'Y', 'Z'};
    public static final Set<String> CODES = Set.of("G53", "G28", "G30");

    public MachineMove {
        axes = Set.copyOf(axes);
        to = Map.copyOf(to);
    }

    /**
     * What a line asks for, whatever the lines before it said but for their unit.
     *
     * @param motion the motion that axis words alone repeat, 0 to 3; -1 for none
     */
    static Optional<MachineMove> of(Line line, double mmPerUnit, int motion) {
        var code = line.codes().stream().filter(CODES::contains).findFirst();
        if (code.isEmpty()) return Optional.empty();
        var axes = new TreeSet<Integer>();
        var to = new TreeMap<Integer, Double>();
        for (int i = 0; i < 3; i++) {
            var value = line.value(AXES[i]);
            if (value.isEmpty()) continue;
            axes.add(i);
            if (code.get().equals("G53")) to.put(i, value.getAsDouble() * mmPerUnit);
        }
        if (axes.isEmpty() && !code.get().equals("G53")) axes.addAll(Set.of(0, 1, 2));
        boolean straight = !code.get().equals("G53") || motion <= 1;
        return axes.isEmpty() ? Optional.empty() : Optional.of(new MachineMove(code.get(), axes, to, straight));
    }

    /** What a line by itself asks for, in millimetres: in inches it goes less far. */
    public static Optional<MachineMove> of(Line line) {
        return of(line, 1, 0);
    }
}
