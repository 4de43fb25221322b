// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.OptionalDouble;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Profile;

/**
 * The highest temperature that a line may bring about, whichever of its words the firmware goes by. Sources: Marlin 2.1
 * {@code planner.cpp} (autotemp, B), M145; RepRapFirmware, G10 and M568.
 */
public final class Heat {
    private Heat() {}

    /** Degrees Celsius of a nozzle; empty where the line says nothing of one. */
    public static OptionalDouble nozzle(Line line, Profile profile) {
        if (line.named()) return NamedHeat.nozzle(line);
        return switch (code(line)) {
            case "M104", "M109" -> highest(line, "SRB");
            case "M145" -> highest(line, "H");
            case "M303" -> tunesBed(line) ? OptionalDouble.empty() : highest(line, "S");
            case "M568" -> highest(line, "SR");
            case "G10" -> profile.family() == Family.REPRAPFIRMWARE ? highest(line, "SR") : OptionalDouble.empty();
            default -> OptionalDouble.empty();
        };
    }

    /** The same of the bed. */
    public static OptionalDouble bed(Line line, Profile profile) {
        if (line.named()) return NamedHeat.bed(line);
        return switch (code(line)) {
            case "M140", "M190" -> highest(line, "SR");
            case "M145" -> highest(line, "B");
            case "M303" -> tunesBed(line) ? highest(line, "S") : OptionalDouble.empty();
            default -> OptionalDouble.empty();
        };
    }

    private static String code(Line line) {
        var codes = line.codes();
        return codes.isEmpty() ? "" : codes.get(0);
    }

    private static boolean tunesBed(Line line) {
        return line.value('E').orElse(0) < 0;
    }

    private static OptionalDouble highest(Line line, String letters) {
        return line.words().stream()
                .filter(word -> letters.indexOf(word.letter()) >= 0 && word.hasValue())
                .mapToDouble(Word::value)
                .max();
    }
}
