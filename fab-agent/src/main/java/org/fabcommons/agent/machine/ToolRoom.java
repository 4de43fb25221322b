// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Optional;
import org.fabcommons.gcode.Bounds;
import org.fabcommons.preflight.Checked;
import org.fabcommons.profile.Profile;

/** Whether the machine can take a tool as long as this to where the file takes it, and back to where it was. */
final class ToolRoom {
    private static final double TOLERANCE = 0.01;

    private final double lowest;
    private final double highest;

    ToolRoom(Profile profile) {
        int z = Whereabouts.Axis.Z.number();
        var control = profile.control().orElseThrow();
        lowest = control.min(profile.envelope(), z) - TOLERANCE;
        highest = control.max(profile.envelope(), z) + TOLERANCE;
    }

    /**
     * @param backZ where it is to go back to, from the machine's zero
     * @param offset machine minus work coordinates of Z, with this tool
     */
    Optional<Measuring.Trouble> lacks(double backZ, double offset, Optional<Checked> file) {
        var bounds = file.map(Checked::toolpath).flatMap(path -> path.bounds());
        double top = bounds.map(Bounds::max).map(max -> max.z() + offset).orElse(backZ);
        double bottom = bounds.map(Bounds::min).map(min -> min.z() + offset).orElse(backZ);
        if (Math.max(backZ, top) > highest) return Optional.of(Measuring.Trouble.TOO_LONG);
        return Math.min(backZ, bottom) < lowest ? Optional.of(Measuring.Trouble.TOO_SHORT) : Optional.empty();
    }
}
