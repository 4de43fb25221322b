// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A circular or helical motion in one plane. Source: NIST RS274/NGC, 3.5.3, and grbl's limit for the two radii (error
 * 33: more than 0.5 mm apart, or more than 0.005 mm and 0.1 per cent).
 */
record Arc(double lengthMm, Bounds bounds, Round round) {
    /**
     * The way itself.
     *
     * @param a first axis of the plane, 0 X, 1 Y, 2 Z
     * @param b second axis
     * @param cu centre along the first axis, mm
     * @param cv centre along the second axis, mm
     * @param start angle where it begins, radians
     * @param sweep how far it turns, radians; below 0 clockwise
     */
    record Round(int a, int b, double cu, double cv, double start, double sweep) {}

    /**
     * @param plane 17 XY, 18 ZX, 19 YZ
     * @param centre offsets from the start by axis (I, J, K), 0 where absent
     * @return empty if there is no such arc
     */
    static Optional<Arc> of(
            int plane, boolean clockwise, double[] from, double[] to, double[] centre, OptionalDouble radius) {
        int a = plane == 17 ? 0 : plane == 18 ? 2 : 1;
        int b = plane == 17 ? 1 : plane == 18 ? 0 : 2;
        int up = 3 - a - b;
        double[] offset = {centre[a], centre[b]};
        double du = to[a] - from[a];
        double dv = to[b] - from[b];
        if (radius.isPresent()) {
            double chord = Math.hypot(du, dv);
            double r = radius.getAsDouble();
            double h2 = 4 * r * r - chord * chord;
            if (chord == 0 || h2 < -1e-6) return Optional.empty();
            double h = Math.sqrt(Math.max(0, h2)) / chord / 2;
            // Left or right of the chord: R above 0 is the short way round.
            boolean left = clockwise == (r < 0);
            offset[0] = du / 2 - (left ? h : -h) * dv;
            offset[1] = dv / 2 + (left ? h : -h) * du;
        }
        double r = Math.hypot(offset[0], offset[1]);
        double cu = from[a] + offset[0];
        double cv = from[b] + offset[1];
        double endRadius = Math.hypot(to[a] - cu, to[b] - cv);
        double apart = Math.abs(r - endRadius);
        if (r < 1e-9 || apart > 0.5 || (apart > 0.005 && apart > 0.001 * r)) return Optional.empty();
        double start = Math.atan2(from[b] - cv, from[a] - cu);
        double end = Math.atan2(to[b] - cv, to[a] - cu);
        double sweep = clockwise ? start - end : end - start;
        if (sweep <= 1e-9) sweep += 2 * Math.PI;
        var box = Bounds.around(Point.of(from), Point.of(to));
        for (int quarter = -4; quarter <= 8; quarter++) {
            double angle = quarter * Math.PI / 2;
            double along = clockwise ? start - angle : angle - start;
            if (along < 0 || along > sweep) continue;
            double[] reach = new double[3];
            reach[a] = cu + r * Math.cos(angle);
            reach[b] = cv + r * Math.sin(angle);
            reach[up] = from[up];
            box = box.with(Bounds.around(Point.of(reach), Point.of(reach)));
        }
        var round = new Round(a, b, cu, cv, start, clockwise ? -sweep : sweep);
        return Optional.of(new Arc(Math.hypot(r * sweep, to[up] - from[up]), box, round));
    }

    /**
     * Places on the way from one end to the other, without the ends.
     *
     * @param step at most so far apart, radians
     */
    List<Point> between(Point from, Point to, double step) {
        double[] begin = {from.x(), from.y(), from.z()};
        double[] end = {to.x(), to.y(), to.z()};
        int up = 3 - round.a - round.b;
        // The two ends may lie a little nearer or farther from the centre; the way goes evenly from one to the other.
        double first = Math.hypot(begin[round.a] - round.cu, begin[round.b] - round.cv);
        double last = Math.hypot(end[round.a] - round.cu, end[round.b] - round.cv);
        int pieces = (int) Math.ceil(Math.abs(round.sweep) / step);
        var places = new ArrayList<Point>();
        for (int i = 1; i < pieces; i++) {
            double part = (double) i / pieces;
            double angle = round.start + part * round.sweep;
            double radius = first + part * (last - first);
            var place = new double[3];
            place[round.a] = round.cu + radius * Math.cos(angle);
            place[round.b] = round.cv + radius * Math.sin(angle);
            place[up] = begin[up] + part * (end[up] - begin[up]);
            places.add(Point.of(place));
        }
        return places;
    }
}
