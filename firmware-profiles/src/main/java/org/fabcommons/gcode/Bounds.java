// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

/** The box around a path, in millimetres. */
public record Bounds(Point min, Point max) {
    static Bounds around(Point a, Point b) {
        return new Bounds(
                new Point(Math.min(a.x(), b.x()), Math.min(a.y(), b.y()), Math.min(a.z(), b.z())),
                new Point(Math.max(a.x(), b.x()), Math.max(a.y(), b.y()), Math.max(a.z(), b.z())));
    }

    Bounds with(Bounds other) {
        return new Bounds(around(min, other.min).min(), around(max, other.max).max());
    }

    public double width() {
        return max.x() - min.x();
    }

    public double depth() {
        return max.y() - min.y();
    }

    public double height() {
        return max.z() - min.z();
    }
}
