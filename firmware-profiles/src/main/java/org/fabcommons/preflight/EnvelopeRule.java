// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import org.fabcommons.gcode.Bounds;
import org.fabcommons.gcode.PlainMove;
import org.fabcommons.gcode.Point;
import org.fabcommons.gcode.Step;
import org.fabcommons.plot.Stroke;
import org.fabcommons.profile.Envelope;
import org.fabcommons.profile.Profile;

/**
 * Where the tool goes against where it can go. With {@link Envelope.Origin#MACHINE} each move must stay inside; with
 * {@link Envelope.Origin#STOCK} the whole must not be larger than the envelope, since only the person at the machine
 * knows where the stock lies.
 */
final class EnvelopeRule {
    /** Rounding in a file's numbers, in mm. */
    private static final double TOLERANCE = 0.01;

    private static final String[] AXIS = {"X", "Y", "Z"};

    private final Profile profile;
    private final long[] firstBelow = new long[3];
    private final long[] firstAbove = new long[3];
    private final double[] low = {0, 0, 0};
    private final double[] high = {0, 0, 0};
    private final long[] extentLine = new long[3];
    /** Where the firmware stops a move that makes nothing. */
    private final long[] heldLine = new long[3];

    private final double[] heldAt = new double[3];
    private boolean any;

    EnvelopeRule(Profile profile) {
        this.profile = profile;
    }

    void check(Step step) {
        step.move().ifPresent(move -> {
            for (int axis = 0; axis < 3; axis++) {
                double min = min(move.bounds(), axis);
                double max = max(move.bounds(), axis);
                double asked = axis(move.asked(), axis);
                if (asked != axis(move.to(), axis)) {
                    if (move.extrudedMm() <= 0) held(step.line().number(), axis, asked);
                    else check(step.line().number(), axis, Math.min(min, asked), Math.max(max, asked));
                }
                check(step.line().number(), axis, min, max);
            }
            any = true;
        });
    }

    private void held(long line, int axis, double asked) {
        if (heldLine[axis] > 0) return;
        heldLine[axis] = line;
        heldAt[axis] = asked;
    }

    void check(long line, Stroke stroke) {
        for (int axis = 0; axis < 3; axis++) {
            double from = axis(stroke.from(), axis);
            double to = axis(stroke.to(), axis);
            check(line, axis, Math.min(from, to), Math.max(from, to));
        }
        any = true;
    }

    void check(PlainMove move) {
        if (!move.moves()) return;
        for (int axis = 0; axis < 3; axis++) {
            double from = move.from(axis);
            double to = move.to(axis);
            if (move.asked(axis) != to) {
                if (move.extruded() <= 0) held(move.line(), axis, move.asked(axis));
                else to = move.asked(axis);
            }
            // Nearly every move stays where others have been.
            if (any && from >= low[axis] && from <= high[axis] && to >= low[axis] && to <= high[axis]) continue;
            check(move.line(), axis, Math.min(from, to), Math.max(from, to));
        }
        any = true;
    }

    private void check(long line, int axis, double min, double max) {
        boolean wider = !any || min < low[axis] || max > high[axis];
        if (!any || min < low[axis]) low[axis] = min;
        if (!any || max > high[axis]) high[axis] = max;
        if (profile.envelope().origin() == Envelope.Origin.STOCK) {
            if (wider && extentLine[axis] == 0 && high[axis] - low[axis] > size(axis) + TOLERANCE)
                extentLine[axis] = line;
        } else {
            if (firstBelow[axis] == 0 && min < from(axis) - TOLERANCE) firstBelow[axis] = line;
            if (firstAbove[axis] == 0 && max > to(axis) + TOLERANCE) firstAbove[axis] = line;
        }
    }

    void end(Findings findings) {
        for (int axis = 0; axis < 3; axis++) {
            if (firstBelow[axis] > 0)
                findings.add(Finding.refuse("below-envelope", firstBelow[axis], AXIS[axis], low[axis], from(axis)));
            if (firstAbove[axis] > 0)
                findings.add(Finding.refuse("above-envelope", firstAbove[axis], AXIS[axis], high[axis], to(axis)));
            if (heldLine[axis] > 0 && Math.abs(heldAt[axis] - clear(axis)) > TOLERANCE)
                findings.add(Finding.warn("held-at-envelope", heldLine[axis], AXIS[axis], heldAt[axis], clear(axis)));
            if (extentLine[axis] > 0)
                findings.add(
                        Finding.refuse("too-large", extentLine[axis], AXIS[axis], high[axis] - low[axis], size(axis)));
        }
    }

    /** The end of the envelope that was to be passed. */
    private double clear(int axis) {
        return heldAt[axis] < from(axis) ? from(axis) : to(axis);
    }

    private double from(int axis) {
        var envelope = profile.envelope();
        return axis == 0 ? envelope.minX() : axis == 1 ? envelope.minY() : envelope.minZ();
    }

    private double to(int axis) {
        var envelope = profile.envelope();
        return axis == 0 ? envelope.maxX() : axis == 1 ? envelope.maxY() : envelope.maxZ();
    }

    private double size(int axis) {
        return to(axis) - from(axis);
    }

    private static double min(Bounds bounds, int axis) {
        return axis(bounds.min(), axis);
    }

    private static double max(Bounds bounds, int axis) {
        return axis(bounds.max(), axis);
    }

    private static double axis(Point point, int axis) {
        return axis == 0 ? point.x() : axis == 1 ? point.y() : point.z();
    }
}
