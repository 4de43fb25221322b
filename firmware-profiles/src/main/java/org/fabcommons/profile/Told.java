// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.Optional;

/**
 * What a machine has said of itself, which goes before what its profile assumes; empty where it said nothing.
 *
 * @param envelope the build volume of {@code M115}, or the travel of grbl's soft limits
 * @param space where its coordinates lie once it is homed, if that is where the envelope says
 * @param feedMaxMmPerMin of the faster of X and Y
 * @param rapidMmPerMin of the slower of X and Y
 * @param accelerationMmPerS2 of the slower of X and Y
 * @param spindleMax highest S
 * @param tools how many
 * @param plannedMoves as many as it may have acknowledged and not made; never fewer than assumed
 */
public record Told(
        Optional<Envelope> envelope,
        Optional<Control.Space> space,
        Optional<Double> feedMaxMmPerMin,
        Optional<Double> rapidMmPerMin,
        Optional<Double> accelerationMmPerS2,
        Optional<Double> spindleMax,
        Optional<Integer> tools,
        Optional<Integer> plannedMoves) {
    /** The profile as it is for this very machine. */
    public Profile over(Profile assumed) {
        var limits = assumed.limits();
        var motion = assumed.motion();
        return new Profile(
                assumed.id(),
                assumed.family(),
                assumed.name(),
                assumed.kind(),
                assumed.sources(),
                assumed.verified(),
                envelope.orElse(assumed.envelope()),
                new Limits(
                        limits.nozzleMaxC(),
                        limits.bedMaxC(),
                        feedMaxMmPerMin.orElse(limits.feedMaxMmPerMin()),
                        spindleMax.or(limits::spindleMax),
                        tools.orElse(limits.tools()),
                        limits.softEnds()),
                new Motion(
                        accelerationMmPerS2.orElse(motion.accelerationMmPerS2()),
                        rapidMmPerMin.orElse(motion.rapidMmPerMin()),
                        motion.cornerMmPerS(),
                        Math.max(motion.plannedMoves(), plannedMoves.orElse(0))),
                assumed.serial(),
                assumed.wire(),
                assumed.status(),
                assumed.realtime(),
                assumed.sequences(),
                assumed.replies(),
                assumed.commands(),
                assumed.plotter(),
                assumed.hostLoss(),
                assumed.control().map(control -> space.map(control::in).orElse(control)),
                assumed.toolSetter(),
                assumed.filamentChange(),
                assumed.progress(),
                assumed.laser());
    }
}
