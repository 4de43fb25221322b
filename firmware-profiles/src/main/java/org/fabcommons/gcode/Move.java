// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.List;
import java.util.Optional;

/**
 * A motion of the tool.
 *
 * @param rapid as fast as the machine can, not at the feed rate
 * @param lengthMm along the path; 0 for an extrusion on the spot
 * @param feedMmPerMin the feed rate asked for
 * @param extrudedMm filament pushed forward, negative when pulled back
 * @param bounds what the path covers; an arc may reach further than its ends
 * @param from where it begins
 * @param to where it ends
 * @param asked where the line says it ends; the firmware may stop it before, at its own limits
 * @param arc its way where that is no straight one
 */
public record Move(
        boolean rapid,
        Point from,
        Point to,
        double lengthMm,
        double feedMmPerMin,
        double extrudedMm,
        Bounds bounds,
        Point asked,
        Optional<Arc> arc) {
    public boolean isArc() {
        return arc.isPresent();
    }

    /** Places on the way between its ends; none on a straight one. */
    List<Point> between(double step) {
        return arc.map(round -> round.between(from, to, step)).orElse(List.of());
    }
}
