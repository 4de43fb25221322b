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

    private boolean paused;
    /** Who was paused by PAUSE, as Mainsail sets it up, pushes the filament back first. */
    private boolean retracted;

    private String why = "";

    @Override
    public List<String> greeting() {
        return List.of("// Klipper state: Ready");
    }

    @Override
    public void forget() {
        paused = false;
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

    /** Source: {@code gcode.py}, cmd_STATUS; {@code pause_resume.py}. */
    @Override
    public Optional<List<String>> told(String command) {
        if (command.equals("CLEAR_PAUSE")) paused = false;
        else if (!command.equals("STATUS")) return Optional.empty();
        return Optional.of(command.equals("STATUS") ? greeting() : List.of());
    }

    /** As the sample configuration of a beginning, which homes and heats. */
    @Override
    public List<String> script(String command) {
        if (!command.startsWith("START_PRINT")) return List.of();
        return List.of("G28", "M190 S" + parameter(command, "BED", 60), "M109 S" + parameter(command, "EXTRUDER", 200));
    }

    private static int parameter(String command, String name, int usual) {
        var found = Pattern.compile("\\b" + name + "=(\\d{1,3})").matcher(command);
        return found.find() ? Integer.parseInt(found.group(1)) : usual;
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
            case "PAUSE" -> {
                var first = paused ? "// Print already paused" : "// action:paused";
                paused = true;
                retracted = true;
                yield Optional.of(List.of(first));
            }
            case "M600" -> {
                var first = paused ? "// Print already paused" : "// action:paused";
                paused = true;
                yield Optional.of(List.of(
                        first,
                        "// action:prompt_begin Change the filament",
                        "// action:prompt_text The head is parked.",
                        "// action:prompt_button Purge 20 mm|PURGE|info",
                        "// action:prompt_footer_button RESUME",
                        "// action:prompt_show"));
            }
            case "PURGE" -> Optional.of(List.of());
            case "RESUME" -> {
                paused = false;
                yield Optional.of(List.of("// action:prompt_end", "// action:resumed"));
            }
            default -> Optional.empty();
        };
    }

    @Override
    public boolean extrudes(String command) {
        return retracted && command.equals("RESUME");
    }

    @Override
    public String temperatures(RepRapHeat heat) {
        return heat.sensors();
    }

    @Override
    public String heating(RepRapHeat heat) {
        return heat.sensors().strip();
    }

    @Override
    public List<String> identity() {
        return List.of(" FIRMWARE_NAME:Klipper FIRMWARE_VERSION:v0.12.0-404-g80d185c9");
    }

    @Override
    public List<String> stopped() {
        why = "Shutdown due to M112 command";
        return List.of("// Klipper state: Shutdown", "ok");
    }

    /** What stopped it is told to whom asks. Source: {@code extras/verify_heater.py}. */
    @Override
    public List<String> halts() {
        why = "Heater extruder not heating at expected rate";
        return List.of("// Klipper state: Shutdown");
    }

    @Override
    public List<String> whileStopped() {
        return List.of("// " + why, "// Klipper state: Not ready", "!! " + why, "ok");
    }

    /** Their handlers stay when it is not ready. */
    @Override
    public boolean answersStopped(String command) {
        return command.startsWith("M105") || command.startsWith("M114") || command.startsWith("M115");
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
