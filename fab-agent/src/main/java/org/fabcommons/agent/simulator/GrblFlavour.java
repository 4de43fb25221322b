// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.List;
import java.util.Map;
import org.fabcommons.profile.Profile;

/**
 * In what grbl and its descendants differ on the wire.
 *
 * @param kin whose child it is
 * @param banner after each reset
 * @param ringBytes of the receive buffer
 * @param lineBytes longest line, its end included
 * @param blocks of the planner
 * @param version the answer to {@code $I}
 */
record GrblFlavour(Kin kin, String banner, int ringBytes, int lineBytes, int blocks, List<String> version) {
    /** Who it is. */
    private enum Kin {
        GRBL09,
        GRBL,
        GRBLHAL,
        FLUIDNC
    }

    /** grbl 1.1h. */
    static final GrblFlavour PLAIN = new GrblFlavour(
            Kin.GRBL, "Grbl 1.1h ['$' for help]", 128, 80, 15, List.of("[VER:1.1h.20190830:]", "[OPT:V,15,128]"));

    private static final Map<Integer, String> WORDS_OF_09 = Map.ofEntries(
            Map.entry(1, "Expected command letter"),
            Map.entry(2, "Bad number format"),
            Map.entry(3, "Invalid statement"),
            Map.entry(4, "Value < 0"),
            Map.entry(5, "Setting disabled"),
            Map.entry(8, "Not idle"),
            Map.entry(9, "Alarm lock"),
            Map.entry(10, "Homing not enabled"),
            Map.entry(11, "Line overflow"),
            Map.entry(20, "Unsupported command"),
            Map.entry(21, "Modal group violation"),
            Map.entry(22, "Undefined feed rate"));
    private static final List<String> ALARMS_OF_09 =
            List.of("", "Hard limit", "Soft limit", "Abort during cycle", "Probe fail", "Homing fail");

    static GrblFlavour of(Profile profile) {
        return switch (profile.family()) {
            // grbl 0.9j: serial.h, planner.h, report.c.
            case GRBL09 ->
                new GrblFlavour(Kin.GRBL09, "Grbl 0.9j ['$' for help]", 128, 80, 17, List.of("[0.9j.20160317:]"));
            // grblHAL core: report.c, stream.h, config.h.
            case GRBLHAL ->
                new GrblFlavour(
                        Kin.GRBLHAL,
                        "GrblHAL 1.1f ['$' or '$HELP' for help]",
                        1024,
                        257,
                        100,
                        List.of(
                                "[VER:1.1f.20241124:]",
                                "[OPT:VNMGPHS,100,1024,3,0]",
                                "[AXS:3:XYZ]",
                                "[NEWOPT:ENUMS,RT+,SED]",
                                "[FIRMWARE:grblHAL]",
                                "[DRIVER:Simulator]"));
            // FluidNC: Report.cpp, Channel.h.
            case FLUIDNC ->
                new GrblFlavour(
                        Kin.FLUIDNC,
                        "Grbl 3.9 [FluidNC v3.9.1 (wifi) '$' for help]",
                        256,
                        256,
                        16,
                        List.of("[VER:3.9 FluidNC v3.9.1:]", "[OPT:MPHSW,15,256]", "[MSG:Machine: simulated]"));
            default -> PLAIN;
        };
    }

    /** Whether errors and alarms are told in words and reports separated by commas, as grbl 0.9 does. */
    boolean words() {
        return kin == Kin.GRBL09;
    }

    /** A soft reset leaves the tool's length in force. Source: grblHAL {@code gc_init}. */
    boolean keepsToolLength() {
        return kin == Kin.GRBLHAL;
    }

    /** {@code $#} goes on telling a length that a reset has ended. Source: FluidNC GCode.cpp, {@code coords[TLO]}. */
    boolean remembersToolLength() {
        return kin == Kin.FLUIDNC;
    }

    /** Three lengths instead of the one of Z. Source: grblHAL config.h, TOOL_LENGTH_OFFSET_AXIS; FluidNC Report.cpp. */
    boolean eachAxis() {
        return kin == Kin.GRBLHAL || kin == Kin.FLUIDNC;
    }

    /** {@code $G} tells whether a length is in force. Source: grblHAL {@code report_gcode_modes}. */
    boolean tellsLengthMode() {
        return kin == Kin.GRBLHAL;
    }

    /** Offsets that have changed are in the next report. Source: FluidNC Channel.cpp tells them so only to who has asked for reports by themselves. */
    boolean tellsChangedOffsets() {
        return kin != Kin.FLUIDNC;
    }

    /** What touches: the probe, or FluidNC's input of a tool setter. Source: FluidNC Report.cpp. */
    char probePin() {
        return kin == Kin.FLUIDNC ? 'T' : 'P';
    }

    /** Whether each byte that speeds up or slows down counts, however soon it follows the one before. */
    boolean queuesOverrides() {
        return kin == Kin.GRBLHAL || kin == Kin.FLUIDNC;
    }

    /** Whether its configuration is asked for by {@code $/axes/…}. */
    boolean tellsAxes() {
        return kin == Kin.FLUIDNC;
    }

    /** Whether M6 is a command. */
    boolean knowsToolChange() {
        return kin == Kin.GRBLHAL || kin == Kin.FLUIDNC;
    }

    /** Whether M6 stops and waits for a person. Source: grblHAL {@code gcode.c}, with $341=0. */
    boolean waitsForTool() {
        return kin == Kin.GRBLHAL;
    }

    String error(int code) {
        if (!words()) return "error:" + code;
        return "error: " + WORDS_OF_09.getOrDefault(code, "Invalid gcode ID:" + code);
    }

    String alarm(int code) {
        return words() ? "ALARM: " + ALARMS_OF_09.get(code) : "ALARM:" + code;
    }

    String message(String text) {
        return words() ? "[" + text + "]" : "[MSG:" + text + "]";
    }

    /** Whether it tells what its codes mean. */
    boolean enumerates() {
        return kin == Kin.GRBLHAL;
    }
}
