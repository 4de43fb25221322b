// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.Optional;

/** The box around all that was added, in millimetres. */
final class Reach {
    private final double[] min = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    private final double[] max = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};

    void add(double[] from, double[] to) {
        for (int i = 0; i < 3; i++) {
            if (from[i] < min[i]) min[i] = from[i];
            if (from[i] > max[i]) max[i] = from[i];
            if (to[i] < min[i]) min[i] = to[i];
            if (to[i] > max[i]) max[i] = to[i];
        }
    }

    void add(Bounds box) {
        for (int i = 0; i < 3; i++) {
            min[i] = Math.min(min[i], box.min().axis(i));
            max[i] = Math.max(max[i], box.max().axis(i));
        }
    }

    /** Empty while nothing was added. */
    Optional<Bounds> all() {
        return max[0] < min[0] ? Optional.empty() : Optional.of(new Bounds(Point.of(min), Point.of(max)));
    }
}
