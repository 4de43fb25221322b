// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.Optional;

/**
 * What the machine stands.
 *
 * @param nozzleMaxC degrees Celsius; empty without a nozzle
 * @param bedMaxC degrees Celsius; empty without a heated bed
 * @param feedMaxMmPerMin fastest feed rate; the firmware slows down what is above
 * @param spindleMax highest S word: rpm of a spindle, power steps of a laser
 * @param tools number of tools, at least 1
 * @param softEnds whether the firmware itself stops a homed axis at the envelope, whatever a file says
 */
public record Limits(
        Optional<Double> nozzleMaxC,
        Optional<Double> bedMaxC,
        double feedMaxMmPerMin,
        Optional<Double> spindleMax,
        int tools,
        boolean softEnds) {
    public Limits {
        InvalidValue.unless(feedMaxMmPerMin > 0, "limits.feedMaxMmPerMin", "must be above 0");
        InvalidValue.unless(tools >= 1, "limits.tools", "must be at least 1");
    }
}
