// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

/** A place in millimetres. */
public record Point(double x, double y, double z) {
    public static final Point ZERO = new Point(0, 0, 0);

    double distance(Point other) {
        double dx = other.x - x;
        double dy = other.y - y;
        double dz = other.z - z;
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    double axis(int axis) {
        return switch (axis) {
            case 0 -> x;
            case 1 -> y;
            default -> z;
        };
    }

    static Point of(double[] axes) {
        return new Point(axes[0], axes[1], axes[2]);
    }
}
