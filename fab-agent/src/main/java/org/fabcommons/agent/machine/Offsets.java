// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.gcode.MachineMove;
import org.fabcommons.gcode.Point;

/**
 * What a machine of grbl's kind says with {@code $#}: of its zeros what concerns Z, and where G28 and G30 lead. Of the session's thread.
 *
 * <p>The tool's length is what is left of the whole offset once the work coordinate system and G92 are taken away: what
 * {@code [TLO:…]} says is one number on grbl and one for each axis on grblHAL and FluidNC, and on FluidNC it outlives the
 * reset that has ended the length. Sources: their {@code report.c}, Report.cpp and GCode.cpp.
 */
final class Offsets {
    /** After this question the next report tells the whole offset: FluidNC lets it wait for up to thirty reports else. */
    static final Step ASK = Step.ask("$#");

    private static final Pattern SYSTEM = Pattern.compile("G5[4-9](?:\\.[1-3])?");
    private static final String SHIFT = "G92";

    private final Map<String, Double> z = new HashMap<>();
    private final Map<String, Point> stored = new HashMap<>();

    void take(Map<String, String> said) {
        said.forEach((name, values) -> {
            var axes = values.split(",");
            if (MachineMove.CODES.contains(name) && axes.length > 2)
                stored.put(name, new Point(Numbers.of(axes[0]), Numbers.of(axes[1]), Numbers.of(axes[2])));
            else if (name.equals("TLO")) z.put(name, Numbers.of(axes[axes.length > 2 ? 2 : 0]));
            else if (axes.length > 2
                    && (name.equals(SHIFT) || SYSTEM.matcher(name).matches())) z.put(name, Numbers.of(axes[2]));
        });
    }

    /** Where G28 and G30 lead, by their names, from the machine's zero. */
    Map<String, Point> stored() {
        return Map.copyOf(stored);
    }

    /**
     * How much longer the machine reckons its tool to be, mm.
     *
     * @param whole machine minus work coordinates of Z, where it was told
     * @param modes the answer to {@code $G}
     */
    double toolLength(Optional<Double> whole, String modes) {
        var system = SYSTEM.matcher(modes);
        if (whole.isEmpty() || !system.find() || !z.containsKey(system.group())) return z.getOrDefault("TLO", 0.0);
        double length = whole.get() - z.get(system.group()) - z.getOrDefault(SHIFT, 0.0);
        return Math.round(length * 10_000) / 10_000.0;
    }
}
