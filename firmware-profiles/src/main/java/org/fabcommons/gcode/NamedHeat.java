// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Which parameters of macros are temperatures, by the names that slicers' start G-code gives them: {@code BED=60},
 * {@code BED_TEMP}, {@code EXTRUDER=210}, {@code HOTEND}, {@code EXTRUDER_TEMP}, {@code T_EXTRUDER}. What a macro does
 * with them is the printer's own configuration; Klipper holds to its {@code max_temp} as well.
 */
public final class NamedHeat {
    private NamedHeat() {}

    /** The highest temperature that a named command asks of a nozzle, in degrees Celsius; empty where it names none. */
    public static OptionalDouble nozzle(Line line) {
        return highest(line, NamedHeat::isNozzle);
    }

    /** The same of the bed. */
    public static OptionalDouble bed(Line line) {
        return highest(line, NamedHeat::isBed);
    }

    private static OptionalDouble highest(Line line, Predicate<String> which) {
        return line.parameters().entrySet().stream()
                .filter(told -> which.test(told.getKey()))
                .mapToDouble(told -> told.getValue())
                .max();
    }

    private static boolean isBed(String name) {
        return name.contains("BED") && !name.contains("MESH");
    }

    private static boolean isNozzle(String name) {
        boolean other = isBed(name) || name.contains("CHAMBER");
        return !other
                && (name.contains("EXTRUDER")
                        || name.contains("NOZZLE")
                        || name.contains("HOTEND")
                        || name.contains("TEMP"));
    }
}
