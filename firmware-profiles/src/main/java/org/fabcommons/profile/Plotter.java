// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

/**
 * What a machine needs to know that reads HPGL or RML.
 *
 * @param unitsPerMm of the coordinates
 * @param bufferBytes what the machine holds of instructions not yet drawn; a pause takes effect only after them
 * @param queries whether it answers {@code ESC .} instructions, such as that for the free space in its buffer
 * @param maxSpeedMmPerS fastest speed with the tool down, for estimates
 */
public record Plotter(double unitsPerMm, int bufferBytes, boolean queries, double maxSpeedMmPerS) {
    public Plotter {
        Profile.require(unitsPerMm > 0, "plotter.unitsPerMm", "must be above 0");
        Profile.require(bufferBytes >= 16, "plotter.bufferBytes", "must be at least 16");
        Profile.require(maxSpeedMmPerS > 0, "plotter.maxSpeedMmPerS", "must be above 0");
    }
}
