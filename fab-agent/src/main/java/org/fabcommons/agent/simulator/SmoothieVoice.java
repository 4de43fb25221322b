// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.List;

/** Smoothieware v1, from {@code GcodeDispatch.cpp} and {@code Kernel.cpp}. */
final class SmoothieVoice implements RepRapVoice {
    private long lastLine = -1;

    @Override
    public List<String> greeting() {
        return List.of("Smoothie", "ok");
    }

    @Override
    public void forget() {
        lastLine = -1;
    }

    @Override
    public long lastLine() {
        return lastLine;
    }

    @Override
    public Intake take(String text) {
        // Lines that begin with anything else go to the shell, which does not answer reliably.
        if ("GMTN".indexOf(text.charAt(0)) < 0) return Intake.refused(false);
        var line = NumberedLine.of(text);
        if (line.number().isEmpty())
            return Intake.taken(line.command().split("[;(]", 2)[0].strip(), line.number());
        if (line.setsCount()) {
            lastLine = line.number().getAsLong();
            return Intake.taken(line.command(), line.number());
        }
        boolean whole = line.sum().isEmpty() || line.sum().getAsLong() == line.xor();
        if (!whole || line.number().getAsLong() != lastLine + 1) return Intake.refused(false, "rs N" + (lastLine + 1));
        lastLine++;
        return Intake.taken(line.command().split("[;(]", 2)[0].strip(), line.number());
    }

    @Override
    public boolean dropsCommentsFirst() {
        return false;
    }

    @Override
    public List<String> unknown(String command) {
        // It knows none that it does not know: what no module wants is answered all the same.
        return List.of();
    }

    @Override
    public List<String> identity() {
        return List.of(
                "FIRMWARE_NAME:Smoothieware, FIRMWARE_URL:http%3A//smoothieware.org, X-SOURCE_CODE_URL:https://github.com/Smoothieware/Smoothieware,"
                        + " FIRMWARE_VERSION:edge-94de12c, PROTOCOL_VERSION:1.0, X-GRBL_MODE:0, X-CNC:0, X-ARCS:1,"
                        + " X-AXES:5, X-MSD:1");
    }

    @Override
    public List<String> stopped() {
        return List.of("ok Emergency Stop Requested - reset or M999 required to exit HALT state");
    }

    /** From {@code TemperatureControl.cpp}. */
    @Override
    public List<String> halts() {
        return List.of("ERROR: Temperature runaway on T (delta temp 21.0), HALT asserted, TURN POWER OFF IMMEDIATELY"
                + " - reset or M999 required");
    }

    @Override
    public List<String> whileStopped() {
        return List.of("!!");
    }

    @Override
    public boolean releaseRestarts() {
        return false;
    }

    @Override
    public int queueLines() {
        return 1;
    }
}
