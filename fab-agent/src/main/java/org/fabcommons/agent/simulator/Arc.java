// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

/** The length of an arc in the XY plane, helix included. */
final class Arc {
    private Arc() {}

    /** @param i from the start to the centre along X, {@code j} along Y; millimetres */
    static double length(double[] from, double[] to, double i, double j, boolean clockwise) {
        double radius = Math.hypot(i, j);
        double start = Math.atan2(-j, -i);
        double end = Math.atan2(to[1] - from[1] - j, to[0] - from[0] - i);
        double sweep = clockwise ? start - end : end - start;
        if (sweep <= 1e-9) sweep += 2 * Math.PI;
        return Math.hypot(radius * sweep, to[2] - from[2]);
    }

    /**
     * The centre of an arc given by its radius, seen from the start.
     *
     * @return i and j, or an empty array when the ends are further apart than twice the radius
     */
    static double[] centre(double[] from, double[] to, double radius, boolean clockwise) {
        double x = to[0] - from[0];
        double y = to[1] - from[1];
        double chord = Math.hypot(x, y);
        double square = 4 * radius * radius - chord * chord;
        if (chord == 0 || square < -1e-6) return new double[0];
        double height = -Math.sqrt(Math.max(0, square)) / chord;
        if (!clockwise) height = -height;
        if (radius < 0) height = -height;
        return new double[] {(x - y * height) / 2, (y + x * height) / 2};
    }
}
