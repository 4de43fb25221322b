// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Klipper's pseudo-terminal, from {@code gcode.py}: numbers are skipped, checksums not compared. */
final class KlipperVoice implements RepRapVoice {
    private static final Pattern MOVE = Pattern.compile("^G[01](?!\\d)");
    private static final Pattern WORD = Pattern.compile("[XYZEF]([^A-Z]*)");
    private static final Pattern NUMBER = Pattern.compile("\\s*[-+]?(?:\\d+\\.?\\d*|\\.\\d+)\\s*");

    @Override
    public List<String> greeting() {
        return List.of("// Klipper state: Ready");
    }

    @Override
    public void forget() {
        // It keeps no count.
    }

    @Override
    public long lastLine() {
        return 0;
    }

    @Override
    public Intake take(String text) {
        return Intake.taken(NumberedLine.of(text).command(), OptionalLong.empty());
    }

    @Override
    public List<String> unknown(String command) {
        return List.of("// Unknown command:\"" + command.split(" ", 2)[0] + "\"");
    }

    /** Source: {@code gcode_move.py}, cmd_G1. */
    @Override
    public Optional<String> refuses(String command) {
        if (!MOVE.matcher(command).find()) return Optional.empty();
        var words = WORD.matcher(command);
        while (words.find())
            if (!NUMBER.matcher(words.group(1)).matches())
                return Optional.of("!! Unable to parse move '" + command + "'");
        return Optional.empty();
    }

    /**
     * A change of filament as many set it up, with {@code [pause_resume]} and {@code [respond]} (source: pause_resume.py), and
     * macros around a print that leave heating and homing to the file.
     */
    @Override
    public Optional<List<String>> macro(String command) {
        var name = command.split(" ", 2)[0];
        return switch (name) {
            case "PRINT_START", "PRINT_END", "SET_VELOCITY_LIMIT", "SET_PRESSURE_ADVANCE", "EXCLUDE_OBJECT_START" ->
                Optional.of(List.of());
            case "M600" ->
                Optional.of(List.of(
                        "// action:paused",
                        "// action:prompt_begin Change the filament",
                        "// action:prompt_text The head is parked.",
                        "// action:prompt_button Purge 20 mm|PURGE|info",
                        "// action:prompt_footer_button RESUME",
                        "// action:prompt_show"));
            case "PURGE" -> Optional.of(List.of());
            case "RESUME" -> Optional.of(List.of("// action:prompt_end", "// action:resumed"));
            default -> Optional.empty();
        };
    }

    @Override
    public List<String> identity() {
        return List.of(" FIRMWARE_NAME:Klipper FIRMWARE_VERSION:v0.12.0-404-g80d185c9");
    }

    @Override
    public List<String> stopped() {
        return List.of("// Klipper state: Shutdown", "ok");
    }

    /** What stopped it is in the answer to the next line. */
    @Override
    public List<String> halts() {
        return List.of("// Klipper state: Shutdown");
    }

    @Override
    public List<String> whileStopped() {
        return List.of("// Shutdown due to M112 command", "!! Shutdown due to M112 command", "ok");
    }

    @Override
    public String released() {
        return "FIRMWARE_RESTART";
    }

    @Override
    public int queueLines() {
        return 20;
    }
}
