// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Files to make, of any length. */
public final class Toolpaths {
    private Toolpaths() {}

    /** A hollow cylinder for a printer, in so many lines to send. */
    public static Path printed(Path folder, int lines) {
        var commands =
                new ArrayList<>(List.of("G21", "G90", "M83", "M140 S60", "M104 S200", "G28", "M190 S60", "M109 S200"));
        for (int i = 0; commands.size() < lines; i++)
            commands.add(String.format(
                    Locale.ROOT,
                    "G1 X%.3f Y%.3f Z%.2f E0.03 F3000",
                    110 + 60 * Math.cos(i * 0.1),
                    110 + 60 * Math.sin(i * 0.1),
                    0.2 + 0.2 * Math.floorDiv(i, 200)));
        return write(folder.resolve("printed.gcode"), commands);
    }

    /** A round pocket for a mill, in so many lines to send. */
    public static Path milled(Path folder, int lines) {
        var commands = new ArrayList<>(List.of("G21", "G90", "G17", "M3 S800", "F600"));
        for (int i = 0; commands.size() < lines - 1; i++)
            commands.add(String.format(
                    Locale.ROOT,
                    "G1 X%.3f Y%.3f Z%.3f",
                    40 + 30 * Math.cos(i * 0.05),
                    40 + 30 * Math.sin(i * 0.05),
                    -0.001 * (i % 500)));
        commands.add("G0 Z5");
        return write(folder.resolve("milled.gcode"), commands);
    }

    /** Any lines. */
    public static Path write(Path file, List<String> commands) {
        try {
            return Files.writeString(file, "; a file for a test\n\n" + String.join("\n", commands) + "\n");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** What of a file should be executed, as {@link Executed} writes it. */
    public static List<String> commands(Path file) {
        try {
            return Executed.of(Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith(";"))
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
