// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

/**
 * How it moves.
 *
 * @param accelerationMmPerS2 for estimates, as the next two
 * @param cornerMmPerS speed kept through a right angle
 * @param plannedMoves at most so many moves it has acknowledged and not made yet: they are lost when the board
 *     restarts or its buffers are emptied. 0 where nothing is acknowledged
 */
public record Motion(double accelerationMmPerS2, double rapidMmPerMin, double cornerMmPerS, int plannedMoves) {
    public Motion {
        InvalidValue.unless(plannedMoves >= 0, "motion.plannedMoves", "must not be negative");
        InvalidValue.unless(accelerationMmPerS2 > 0, "motion.accelerationMmPerS2", "must be above 0");
        InvalidValue.unless(rapidMmPerMin > 0, "motion.rapidMmPerMin", "must be above 0");
        InvalidValue.unless(cornerMmPerS >= 0, "motion.cornerMmPerS", "must not be negative");
    }
}
