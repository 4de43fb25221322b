// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.gcode.Line;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * A wait for heat that the host does instead of the firmware: the target is set by a command that is answered at once,
 * and the next line waits here. So nothing blocks the firmware's queue, and a job is cancelled within a second while it
 * heats (OctoPrint issue 1587, Marlin issue 14864).
 *
 * @param sensor as the machine reports it, such as {@code T0} or {@code B}
 * @param celsius target
 * @param alsoCooling whether a machine that is too hot is waited for too
 */
record Heating(String sensor, double celsius, boolean alsoCooling) {
    private static final Map<String, String> SETS = Map.of("M109", "M104", "M190", "M140", "M191", "M141");
    private static final Set<Character> UNDERSTOOD = Set.of('M', 'S', 'R', 'T');

    /** The line of a file that waits, and what to send instead. */
    record Instead(String command, Heating heating) {}

    /**
     * @param tool that is in use
     * @param reported sensors that the machine has reported; what it does not report only the firmware can wait for
     * @return empty if this line is to be sent as it is
     */
    static Optional<Instead> of(Line line, int tool, Set<String> reported, Profile profile) {
        var codes = line.codes();
        if (codes.size() != 1 || profile.language() != Language.REPRAP) return Optional.empty();
        var set = SETS.get(codes.get(0));
        if (set == null || !profile.commands().allowed().contains(set)) return Optional.empty();
        for (var word : line.words()) if (!UNDERSTOOD.contains(word.letter())) return Optional.empty();
        var target = line.value('R').isPresent() ? line.value('R') : line.value('S');
        var sensor = sensor(set, (int) line.value('T').orElse(tool), reported);
        if (target.isEmpty() || sensor.isEmpty()) return Optional.empty();
        var number =
                BigDecimal.valueOf(target.getAsDouble()).stripTrailingZeros().toPlainString();
        var which = line.value('T').isPresent() ? " T" + (int) line.value('T').getAsDouble() : "";
        return Optional.of(new Instead(
                set + which + " S" + number,
                new Heating(sensor.get(), target.getAsDouble(), line.value('R').isPresent())));
    }

    private static Optional<String> sensor(String set, int tool, Set<String> reported) {
        var name =
                switch (set) {
                    case "M140" -> "B";
                    case "M141" -> "C";
                    default -> "T" + tool;
                };
        return reported.contains(name) ? Optional.of(name) : Optional.empty();
    }
}
