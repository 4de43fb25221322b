// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import org.fabcommons.gcode.Point;

/**
 * A straight way of the tool.
 *
 * @param down whether it draws or cuts
 * @param mmPerS the speed asked for
 */
public record Stroke(boolean down, Point from, Point to, double mmPerS) {
    double lengthMm() {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double dz = to.z() - from.z();
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
}
