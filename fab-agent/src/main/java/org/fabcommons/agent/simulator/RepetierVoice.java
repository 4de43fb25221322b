// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Repetier-Firmware 1.0, from {@code gcode.cpp}: {@code checkAndPushCommand} and {@code requestResend}. */
final class RepetierVoice implements RepRapVoice {
    /** Lines passed over after a request to send again, since they were under way already. */
    private static final int PASSED_OVER = 14;

    private static final int SEEN = 40;

    private long lastLine;
    private int waitingForResend = -1;
    private boolean numbered;

    @Override
    public List<String> greeting() {
        return List.of("start", "Info:External Reset", "Free RAM:3712", "Info:Autoretract:0", "SelectExtruder:0");
    }

    @Override
    public void forget() {
        lastLine = 0;
        waitingForResend = -1;
        numbered = false;
    }

    @Override
    public long lastLine() {
        return lastLine;
    }

    @Override
    public Intake take(String text) {
        var line = NumberedLine.of(text);
        if (line.sum().isPresent() && line.sum().getAsLong() != line.xor()) return resend("Error:Wrong checksum");
        // Once checksums have been used, a line without one is taken for a damaged one.
        if (line.sum().isEmpty() && numbered && line.number().isPresent()) return resend("Error:Missing checksum");
        if (line.number().isEmpty()) return Intake.taken(line.command(), line.number());
        numbered = true;
        if (line.setsCount()) {
            lastLine = line.newCount();
            waitingForResend = -1;
            return Intake.taken(line.command(), line.number());
        }
        long number = line.number().getAsLong();
        if (((lastLine + 1) & 0xffff) == (number & 0xffff)) {
            lastLine = number;
            waitingForResend = -1;
            return Intake.taken(line.command(), line.number());
        }
        if (((lastLine - number) & 0xffff) < SEEN) return Intake.refused(false, "skip " + number, "ok");
        if (waitingForResend < 0) return resend("Error:expected line " + (lastLine + 1) + " got " + number);
        waitingForResend--;
        return Intake.refused(false, "skip " + number, "ok");
    }

    private Intake resend(String why) {
        waitingForResend = PASSED_OVER;
        return Intake.refused(true, why, "", "Resend:" + (lastLine + 1), "ok");
    }

    @Override
    public String ok(OptionalLong number, String more) {
        return "ok" + (number.isPresent() ? " " + number.getAsLong() : "");
    }

    @Override
    public boolean answersFirst() {
        return true;
    }

    @Override
    public Optional<String> busy(boolean forPerson) {
        return Optional.of(forPerson ? "busy:paused for user interaction" : "busy:processing");
    }

    @Override
    public List<String> unknown(String command) {
        return List.of("Unknown command:" + command);
    }

    @Override
    public List<String> identity() {
        return List.of(
                "FIRMWARE_NAME:Repetier_1.0.4 COMPILED:Nov 24 2026 FIRMWARE_URL:https://github.com/repetier/Repetier-Firmware/"
                        + " PROTOCOL_VERSION:1.0 MACHINE_TYPE:Mendel EXTRUDER_COUNT:1 REPETIER_PROTOCOL:3",
                "Cap:PROGRESS:1",
                "Cap:AUTOREPORT_TEMP:1",
                "Cap:HOST_RESCUE:0",
                "Cap:EMERGENCY_PARSER:0");
    }

    @Override
    public List<String> stopped() {
        return List.of("fatal:Emergency stop by M112");
    }

    @Override
    public List<String> halts() {
        return List.of(
                "Error:One heater seems decoupled from thermistor - disabling all for safety!",
                "fatal:Heater/sensor error");
    }

    @Override
    public List<String> whileStopped() {
        return List.of("fatal:Emergency stop by M112");
    }
}
