// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.whole;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fabcommons.agent.Executed;

/** G-code as slicers and CAM programs write it: comments, blank lines and all. */
final class Programs {
    private Programs() {}

    /** Prints a spiral vase of as many moves. */
    static byte[] vase(int moves) {
        var lines = new ArrayList<>(List.of(
                "; a spiral vase",
                "G21",
                "G90",
                "M83",
                "M140 S60",
                "M104 S200",
                "G28",
                "M190 S60",
                "M109 S200",
                "",
                "G92 E0"));
        for (int i = 0; i < moves; i++) {
            double angle = i * Math.PI / 36;
            lines.add(String.format(
                    Locale.ROOT,
                    "G1 X%.3f Y%.3f Z%.3f E0.05 F3000",
                    110 + 30 * Math.cos(angle),
                    110 + 30 * Math.sin(angle),
                    0.2 + i * 0.0025));
            if (i % 500 == 0) lines.add("; layer " + i / 500);
        }
        lines.addAll(List.of("M104 S0", "M140 S0", "M84"));
        return bytes(lines);
    }

    /** Engraves a spiral of as many moves. */
    static byte[] engraving(int moves) {
        var lines = new ArrayList<>(
                List.of("(an engraving)", "G21", "G90", "G0 Z5", "M3 S800", "G0 X0 Y0", "G1 Z-0.5 F200"));
        for (int i = 0; i < moves; i++) {
            double angle = i * Math.PI / 36;
            double radius = 2 + i * 0.005;
            lines.add(String.format(
                    Locale.ROOT, "G1 X%.3f Y%.3f F1200", radius * Math.cos(angle), radius * Math.sin(angle)));
        }
        lines.addAll(List.of("G0 Z5", "M5", "G0 X0 Y0", "M2"));
        return bytes(lines);
    }

    /** The moves of a program as the machine must execute them, in order, as {@link Executed} writes them. */
    static List<String> moves(byte[] program) {
        return moves(new String(program, StandardCharsets.US_ASCII).lines().toList());
    }

    static List<String> moves(List<String> commands) {
        return Executed.of(commands.stream()
                        .filter(command -> !command.isBlank() && !command.startsWith(";") && !command.startsWith("("))
                        .toList())
                .stream()
                .filter(command -> command.matches("G1[A-Z].*"))
                .toList();
    }

    private static byte[] bytes(List<String> lines) {
        return String.join("\n", lines).concat("\n").getBytes(StandardCharsets.US_ASCII);
    }
}
