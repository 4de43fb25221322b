// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long a job will still take. At first the estimate of its motion counts, then what was measured since the motion
 * began, pauses left out: heating is in neither. Safe to call from any thread.
 */
final class Pace {
    /** After so much motion only the measure counts. */
    private static final Duration SURE = Duration.ofSeconds(90);

    private final double estimateSeconds;
    private final LongSupplier nanos;
    private Optional<Long> since = Optional.empty();
    private Optional<Long> pausedSince = Optional.empty();
    /** Since when the machine has all that it is to make. */
    private Optional<Long> allTakenSince = Optional.empty();

    /** @param nanos a clock that only goes forward */
    Pace(double estimateSeconds, LongSupplier nanos) {
        this.estimateSeconds = estimateSeconds;
        this.nanos = nanos;
    }

    /** The machine moves along its file. */
    synchronized void moves() {
        if (since.isEmpty()) since = Optional.of(nanos.getAsLong());
    }

    synchronized void paused() {
        if (pausedSince.isEmpty()) pausedSince = Optional.of(nanos.getAsLong());
    }

    synchronized void resumed() {
        long pause = pausedSince.map(began -> nanos.getAsLong() - began).orElse(0L);
        since = since.map(began -> began + pause);
        allTakenSince = allTakenSince.map(began -> began + pause);
        pausedSince = Optional.empty();
    }

    /**
     * Seconds to the end when this part of the motion is made for certain.
     *
     * @param allTaken whether the machine has acknowledged all of it: what it holds is counted down until it says that it
     *     is done, and is never 0 before that
     */
    synchronized Optional<Long> remaining(double fraction, boolean allTaken) {
        var left = remaining(fraction);
        if (!allTaken) return left;
        if (allTakenSince.isEmpty()) allTakenSince = Optional.of(nanos.getAsLong());
        double seconds = (pausedSince.orElseGet(nanos::getAsLong) - allTakenSince.get()) / 1e9;
        return left.map(estimate -> Math.max(1, estimate - Math.round(seconds)));
    }

    /** Seconds to the end when this part of the motion is done; empty when nothing is known. */
    synchronized Optional<Long> remaining(double fraction) {
        double estimated = estimateSeconds * (1 - fraction);
        if (since.isEmpty() || fraction <= 0)
            return estimated > 0 ? Optional.of(Math.round(estimated)) : Optional.empty();
        double elapsed = (pausedSince.orElseGet(nanos::getAsLong) - since.get()) / 1e9;
        double measured = elapsed / fraction * (1 - fraction);
        double sure = Math.min(1, elapsed / SURE.toSeconds());
        return Optional.of(Math.round(estimated * (1 - sure) + measured * sure));
    }
}
