// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.ArrayList;
import java.util.List;

/** A running program: its modes, and what one block after the other makes of them. */
final class GrblProgram {
    private GrblModes modes;
    private boolean awaitingPerson;
    /** Where the probe touched last, machine millimetres. */
    private double[] touched = new double[3];

    private boolean contact;

    GrblProgram(GrblFlavour flavour) {
        this(new GrblModes(flavour));
    }

    private GrblProgram(GrblModes modes) {
        this.modes = modes;
    }

    GrblModes modes() {
        return modes;
    }

    /** What is left of it after a soft reset. */
    GrblProgram afterReset() {
        return new GrblProgram(modes.afterReset());
    }

    /** Reads a block of upper-case words without blanks and comments; nothing changes before it is applied. */
    GrblBlock read(String text, double[] from) {
        return new GrblBlockReader(modes, from).read(text);
    }

    void apply(GrblBlock block) {
        modes = block.after();
    }

    double feed() {
        return modes.feed;
    }

    /** Revolutions per minute, or laser power; 0 when off. */
    double spindle() {
        return modes.spindleMode == 5 ? 0 : modes.speed;
    }

    double[] offset() {
        return modes.offset();
    }

    void probed(double[] at, boolean touchedSomething) {
        touched = at.clone();
        contact = touchedSomething;
    }

    String probeReport(boolean inches) {
        return "[PRB:" + GrblReports.axes(touched, inches) + ":" + (contact ? 1 : 0) + "]";
    }

    /** The answer to {@code $#}. */
    List<String> offsets(boolean inches) {
        var lines = new ArrayList<>(modes.offsets(inches));
        lines.add(probeReport(inches));
        return lines;
    }

    boolean pausedForPerson() {
        return awaitingPerson;
    }

    void waitForPerson() {
        awaitingPerson = true;
    }

    void personSaysGo() {
        awaitingPerson = false;
    }
}
