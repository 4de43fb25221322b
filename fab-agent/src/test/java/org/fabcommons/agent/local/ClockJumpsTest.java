// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The computer's clock is set, forward or back, while something holds for a time. */
class ClockJumpsTest {
    private final AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-11-27T10:00:00Z"));
    private final AtomicLong nanos = new AtomicLong(-17);
    private final Steady steady = new Steady(wall::get, nanos::get);

    private void pass(Duration time) {
        wall.updateAndGet(now -> now.plus(time));
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void thatAMachineIsClearHoldsHalfAnHourWhereverTheClockIsSet() {
        var cleared = new Cleared(steady);
        cleared.say("printer");
        pass(Duration.ofMinutes(10));
        wall.set(Instant.parse("1970-01-01T00:00:00Z"));
        assertThat(cleared.until("printer")).isPresent();
        pass(Duration.ofMinutes(21));
        // Set back, the clock would still call it true for years.
        assertThat(cleared.use("printer")).isFalse();

        cleared.say("printer");
        wall.set(Instant.parse("2031-01-01T00:00:00Z"));
        pass(Duration.ofMinutes(1));
        assertThat(cleared.use("printer")).isTrue();
    }
}
