// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.List;
import java.util.Optional;

/** RepRapFirmware 3.5 on USB, set to answer as Marlin does; from {@code StringParser.cpp} and {@code GCodes2.cpp}. */
final class DuetVoice implements RepRapVoice {
    private long lastLine;

    @Override
    public List<String> greeting() {
        return List.of("RepRapFirmware for Duet 3 Mini 5+ version 3.5.4 is up and running.");
    }

    @Override
    public void forget() {
        lastLine = 0;
    }

    @Override
    public long lastLine() {
        return lastLine;
    }

    @Override
    public Intake take(String text) {
        var line = NumberedLine.of(text);
        if (line.sum().isPresent()) {
            long expected = line.sumFigures() == 5 ? crc(text.substring(0, text.lastIndexOf('*'))) : line.xor();
            // Neither an error nor a request to send it again: the line is as if it had not come.
            if (line.sum().getAsLong() != expected) return Intake.refused(false);
        }
        line.number().ifPresent(number -> lastLine = number);
        return Intake.taken(line.command(), line.number());
    }

    private static long crc(String text) {
        int crc = 0;
        for (int i = 0; i < text.length(); i++)
            for (int bit = 7; bit >= 0; bit--) {
                int in = (text.charAt(i) >> bit & 1) ^ (crc >> 15 & 1);
                crc = (crc << 1 & 0xffff) ^ (in == 0 ? 0 : 0x1021);
            }
        return crc;
    }

    @Override
    public List<String> unknown(String command) {
        return List.of("Warning: Command is not supported: " + command);
    }

    /** To a host there is no print to be ended or paused. */
    @Override
    public Optional<String> refuses(String command) {
        return switch (command.split(" ", 2)[0]) {
            case "M0", "M1", "M2" -> Optional.of("Error: Pause the print before attempting to cancel it");
            case "M226", "M600", "M601" -> Optional.of("Error: use M226 and M601 only within a file being printed");
            default -> Optional.empty();
        };
    }

    @Override
    public boolean opensBoxes() {
        return true;
    }

    @Override
    public List<String> identity() {
        return List.of(
                "FIRMWARE_NAME: RepRapFirmware for Duet 3 Mini 5+ FIRMWARE_VERSION: 3.5.4 ELECTRONICS: Duet 3 Mini5plus WiFi"
                        + " FIRMWARE_DATE: 2024-11-24 12:00:00");
    }

    @Override
    public List<String> stopped() {
        return List.of("Emergency Stop! Reset the controller to continue.");
    }

    @Override
    public List<String> halts() {
        return List.of("Error: Heater 1 fault: temperature excursion exceeded 15.0\u00b0C");
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public List<String> whileStopped() {
        return List.of("ok");
    }

    @Override
    public int queueLines() {
        return 8;
    }
}
