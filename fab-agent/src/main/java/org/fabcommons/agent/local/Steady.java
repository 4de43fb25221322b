// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time that only goes forward, and at its own pace, whatever is done to the computer's clock: for how long something
 * holds. A small computer without a battery begins in the past and jumps when it reaches the network.
 */
final class Steady implements InstantSource {
    private final Instant begun;
    private final long begunNanos;
    private final LongSupplier nanos;

    /**
     * @param clock looked at once
     * @param nanos as {@link System#nanoTime}
     */
    Steady(InstantSource clock, LongSupplier nanos) {
        begun = clock.instant();
        begunNanos = nanos.getAsLong();
        this.nanos = nanos;
    }

    @Override
    public Instant instant() {
        return begun.plusNanos(nanos.getAsLong() - begunNanos);
    }
}
