// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A straight move in the form nearly every line of a file has: G0 or G1, or neither where that is modal, and X, Y, Z, E,
 * F and S. One object shows them all, one after the other, so that a large file is read without making any garbage; it is
 * good only while it is shown.
 */
public final class PlainMove {
    long line;
    int code;
    int textLength;
    boolean moves;
    boolean rapid;
    boolean setsFeed;
    boolean setsSpindle;
    boolean hasE;
    double spindle;
    boolean notHomed;
    boolean noFeed;
    final double[] from = new double[3];
    final double[] to = new double[3];
    final double[] asked = new double[3];
    double feed;
    double length;
    double extruded;
    Supplier<Line> source = () -> Line.parse(0, "");

    PlainMove() {}

    /** Its number in the file. */
    public long line() {
        return line;
    }

    /** 0 for G0, 1 for G1, -1 where the line names no command. */
    public int code() {
        return code;
    }

    /** Characters of {@link Line#text}. */
    public int textLength() {
        return textLength;
    }

    /** Whether the tool or the extruder moves at all. */
    public boolean moves() {
        return moves;
    }

    /** Whether it only goes somewhere, G0. */
    public boolean rapid() {
        return rapid;
    }

    /** Whether something is wrong with it, see {@link #asStep}. */
    public boolean faulty() {
        return notHomed || noFeed;
    }

    /** Millimetres on this axis (0 X, 1 Y, 2 Z), where the move begins. */
    public double from(int axis) {
        return from[axis];
    }

    /** Millimetres on this axis (0 X, 1 Y, 2 Z), where the move ends. */
    public double to(int axis) {
        return to[axis];
    }

    /** Where on this axis the line says that it ends; the firmware may stop it before, at its own limits. */
    public double asked(int axis) {
        return asked[axis];
    }

    /** Millimetres of filament; negative when pulled back. */
    public double extruded() {
        return extruded;
    }

    /** Whether the line sets a feed rate. */
    public boolean setsFeed() {
        return setsFeed;
    }

    public double feedMmPerMin() {
        return feed;
    }

    /** Whether the line sets the speed or power of a spindle or laser. */
    public boolean setsSpindle() {
        return setsSpindle;
    }

    /** Whether the line has an E word, whatever the machine makes of it. */
    public boolean hasE() {
        return hasE;
    }

    /** Speed or power it then has; 0 while it is off. */
    public double spindle() {
        return spindle;
    }

    /** The same, to keep. */
    public Step asStep() {
        var faults = EnumSet.noneOf(Step.Fault.class);
        if (notHomed) faults.add(Step.Fault.NOT_HOMED);
        if (noFeed) faults.add(Step.Fault.NO_FEED);
        var none = OptionalDouble.empty();
        return new Step(
                source.get(),
                moves ? Optional.of(move()) : Optional.empty(),
                0,
                none,
                none,
                setsSpindle ? OptionalDouble.of(spindle) : none,
                setsFeed ? OptionalDouble.of(feed) : none,
                Set.copyOf(faults),
                Optional.empty());
    }

    private Move move() {
        var begin = Point.of(from);
        var end = Point.of(to);
        return new Move(
                rapid,
                begin,
                end,
                length,
                feed,
                extruded,
                Bounds.around(begin, end),
                Point.of(asked),
                Optional.empty());
    }
}
