// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What lasts from one block to the next: grbl's {@code gc_state} and the offsets it stores. Machine millimetres. */
final class GrblModes {
    final GrblFlavour flavour;
    double motion;
    int plane = 17;
    boolean inches;
    boolean relative;
    boolean inverseTime;
    double feed;
    double speed;
    int spindleMode = 5;
    int coolant = 9;
    int tool;
    int system;
    double[][] systems = new double[6][3];
    double[] shift = new double[3];
    /** Where G28 and G30 lead. */
    double[][] stored = new double[2][3];
    /** How much longer the tool is, by G43.1; Z only, as grbl is built. */
    double toolLength;
    /** What {@code $#} says of it: FluidNC's own record of it, which a reset leaves as it was. */
    double toolLengthTold;

    GrblModes(GrblFlavour flavour) {
        this.flavour = flavour;
    }

    GrblModes copy() {
        var copy = new GrblModes(flavour);
        copy.motion = motion;
        copy.plane = plane;
        copy.inches = inches;
        copy.relative = relative;
        copy.inverseTime = inverseTime;
        copy.feed = feed;
        copy.speed = speed;
        copy.spindleMode = spindleMode;
        copy.coolant = coolant;
        copy.tool = tool;
        copy.system = system;
        for (int i = 0; i < 6; i++) copy.systems[i] = systems[i].clone();
        copy.shift = shift.clone();
        for (int i = 0; i < 2; i++) copy.stored[i] = stored[i].clone();
        copy.toolLength = toolLength;
        copy.toolLengthTold = toolLengthTold;
        return copy;
    }

    /** A soft reset keeps only what is stored. */
    GrblModes afterReset() {
        var fresh = new GrblModes(flavour);
        for (int i = 0; i < 6; i++) fresh.systems[i] = systems[i].clone();
        for (int i = 0; i < 2; i++) fresh.stored[i] = stored[i].clone();
        // grblHAL's gc_init() takes it over; FluidNC's forgets it, but not what it says of it.
        if (flavour.keepsToolLength()) fresh.toolLength = toolLength;
        fresh.toolLengthTold = flavour.keepsToolLength() || flavour.remembersToolLength() ? toolLengthTold : 0;
        return fresh;
    }

    /** M2 and M30 put these back. Source: grbl {@code gcode.c}, PROGRAM_FLOW_COMPLETED. */
    void endProgram() {
        motion = 1;
        spindleMode = 5;
        coolant = 9;
        relative = false;
    }

    /** Whether the motion mode is one of G38. */
    boolean probes() {
        return motion > 38 && motion < 39;
    }

    /** G38.2 and G38.4 raise an alarm when nothing is touched. */
    boolean probeMustTouch() {
        return motion == 38.2 || motion == 38.4;
    }

    /** G38.4 and G38.5 go until nothing is touched any more. */
    boolean probesAway() {
        return motion > 38.35;
    }

    double[] offset() {
        var sum = shift.clone();
        for (int i = 0; i < 3; i++) sum[i] += systems[system][i];
        sum[2] += toolLength;
        return sum;
    }

    /** As {@code $G} tells them. */
    String told() {
        return String.format(
                Locale.ROOT,
                "%s G%d G%d G%d G%d G%d%s M%d M%d T%d F%.0f S%.0f",
                probes() ? "G" + motion : String.format(Locale.ROOT, "G%.0f", motion),
                54 + system,
                plane,
                inches ? 20 : 21,
                relative ? 91 : 90,
                inverseTime ? 93 : 94,
                flavour.tellsLengthMode() ? " G40 " + (toolLength == 0 ? "G49" : "G43.1") + " G98 G50" : "",
                spindleMode,
                coolant,
                tool,
                feed,
                speed);
    }

    /** As {@code $#} tells them. */
    List<String> offsets(boolean inches) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 6; i++) lines.add("[G" + (54 + i) + ":" + GrblReports.axes(systems[i], inches) + "]");
        lines.add("[G28:" + GrblReports.axes(stored[0], inches) + "]");
        lines.add("[G30:" + GrblReports.axes(stored[1], inches) + "]");
        lines.add("[G92:" + GrblReports.axes(shift, inches) + "]");
        lines.add("[TLO:"
                + (flavour.eachAxis()
                        ? GrblReports.axes(new double[] {0, 0, toolLengthTold}, inches)
                        : GrblReports.length(toolLengthTold, inches))
                + "]");
        return lines;
    }
}
