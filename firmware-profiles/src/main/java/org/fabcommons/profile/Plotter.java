// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.List;

/**
 * What a machine needs to know that reads HPGL or RML.
 *
 * @param unitsPerMm of the coordinates
 * @param bufferBytes what the machine holds of instructions not yet drawn; a pause takes effect only after them
 * @param queries whether it answers {@code ESC .} instructions, such as that for the free space in its buffer
 * @param abort whether {@code ESC .K} makes it forget what it holds
 * @param maxSpeedMmPerS fastest speed with the tool down, for estimates
 * @param speedUnitMmPerS what 1 means after {@code VS}: 10 where it counts in cm/s
 * @param liftMs how long the tool takes up or down
 * @param setUp device-control instructions sent when the machine is met, such as those that set the handshake
 */
public record Plotter(
        double unitsPerMm,
        int bufferBytes,
        boolean queries,
        boolean abort,
        double maxSpeedMmPerS,
        double speedUnitMmPerS,
        int liftMs,
        List<String> setUp) {
    public Plotter {
        InvalidValue.unless(unitsPerMm > 0, "plotter.unitsPerMm", "must be above 0");
        InvalidValue.unless(bufferBytes >= 16, "plotter.bufferBytes", "must be at least 16");
        InvalidValue.unless(maxSpeedMmPerS > 0, "plotter.maxSpeedMmPerS", "must be above 0");
        InvalidValue.unless(speedUnitMmPerS > 0, "plotter.speedUnitMmPerS", "must be above 0");
        InvalidValue.unless(liftMs >= 0, "plotter.liftMs", "must not be negative");
        setUp = setUp == null ? List.of() : List.copyOf(setUp);
    }
}
