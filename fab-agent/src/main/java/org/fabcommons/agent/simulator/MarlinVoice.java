// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.List;
import java.util.Optional;

/** Marlin 2.1 as in {@code queue.cpp}; Prusa's descendant of Marlin 1 as in its {@code cmdqueue.cpp}. */
final class MarlinVoice implements RepRapVoice {
    private final boolean prusa;
    private final boolean refusesRepeats;
    private long lastLine;

    private MarlinVoice(boolean prusa, boolean refusesRepeats) {
        this.prusa = prusa;
        this.refusesRepeats = refusesRepeats;
    }

    static MarlinVoice marlin() {
        return new MarlinVoice(false, false);
    }

    /** Up to 2.0.9, which refuses a number that it has had; 2.1 says nothing to the last two. */
    static MarlinVoice marlin20() {
        return new MarlinVoice(false, true);
    }

    static MarlinVoice prusa() {
        return new MarlinVoice(true, true);
    }

    @Override
    public List<String> greeting() {
        if (prusa)
            return List.of(
                    "start", "echo: 3.13.3-7094", "echo: Last Updated: Nov 24 2026 | Author: (none, default config)");
        return List.of(
                "start",
                " External Reset",
                "Marlin 2.1.2.5",
                "",
                "echo: Last Updated: 2024-11-23 | Author: (FabCommons, simulated)",
                "echo: Free Memory: 4651  PlannerBufferBytes: 1200");
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
        if (line.number().isEmpty()) {
            if (prusa && line.sum().isPresent()) return refused("No Line Number with checksum");
            return Intake.taken(line.command(), line.number());
        }
        boolean counts = line.setsCount();
        long number = counts ? line.newCount() : line.number().getAsLong();
        boolean had = number == lastLine || number == lastLine - 1;
        if (had && !counts && !refusesRepeats) return Intake.refused(false);
        if (number != lastLine + 1 && !counts) return refused("Line Number is not Last Line Number+1");
        if (line.sum().isEmpty()) return refused("No Checksum with line number");
        if (line.sum().getAsLong() != line.xor()) return refused("checksum mismatch");
        lastLine = number;
        return Intake.taken(line.command(), line.number());
    }

    private Intake refused(String what) {
        return Intake.refused(true, "Error:" + what + ", Last Line: " + lastLine, "Resend: " + (lastLine + 1), "ok");
    }

    @Override
    public Optional<String> busy(boolean forPerson) {
        return Optional.of(forPerson ? "echo:busy: paused for user" : "echo:busy: processing");
    }

    @Override
    public boolean waitsAtStops() {
        return true;
    }

    @Override
    public List<String> unknown(String command) {
        return List.of("echo:Unknown command: \"" + command + "\"");
    }

    @Override
    public List<String> identity() {
        if (prusa)
            return List.of(
                    "FIRMWARE_NAME:Prusa-Firmware 3.13.3 based on Marlin"
                            + " FIRMWARE_URL:https://github.com/prusa3d/Prusa-Firmware PROTOCOL_VERSION:1.0"
                            + " MACHINE_TYPE:Prusa i3 MK3S EXTRUDER_COUNT:1 UUID:00000000-0000-0000-0000-000000000000",
                    "Cap:AUTOREPORT_TEMP:1",
                    "Cap:AUTOREPORT_FANS:1",
                    "Cap:AUTOREPORT_POSITION:1",
                    "Cap:EXTENDED_M20:1",
                    "Cap:PRUSA_MMU2:1");
        return List.of(
                "FIRMWARE_NAME:Marlin 2.1.2.5 (simulated) SOURCE_CODE_URL:github.com/MarlinFirmware/Marlin"
                        + " PROTOCOL_VERSION:1.0 MACHINE_TYPE:3D Printer EXTRUDER_COUNT:1"
                        + " UUID:cede2a2f-41a2-4748-9b12-c55c62f367ff",
                "Cap:EEPROM:0",
                "Cap:AUTOREPORT_POS:0",
                "Cap:AUTOREPORT_TEMP:1",
                "Cap:EMERGENCY_PARSER:0",
                "Cap:ARCS:1");
    }

    @Override
    public List<String> stopped() {
        return List.of("echo:M112 Shutdown", "Error:Printer halted. kill() called!");
    }

    @Override
    public List<String> withoutEndStop() {
        return prusa ? List.of() : List.of("Error:Printer halted. kill() called!");
    }

    /** Says what it is told to, to whoever listens. Source: Marlin 2.1, {@code M118.cpp}. */
    @Override
    public Optional<List<String>> macro(String command) {
        if (!command.startsWith("M118 ")) return Optional.empty();
        var rest = command.substring(5);
        boolean echo = false;
        boolean action = false;
        while (rest.matches("(?:[AE]1|P\\d).*")) {
            echo |= rest.charAt(0) == 'E';
            action |= rest.charAt(0) == 'A';
            rest = rest.substring(2).stripLeading();
        }
        return Optional.of(List.of((echo ? "echo:" : "") + (action ? "//" : "") + rest));
    }
}
