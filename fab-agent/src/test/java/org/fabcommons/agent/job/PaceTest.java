// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Pace pace = new Pace(1000, nanos::get);

    @Test
    void beforeAnythingMovesTheEstimateCounts() {
        passes(600); // It heats.
        assertThat(pace.remaining(0)).contains(1000L);
        assertThat(new Pace(0, nanos::get).remaining(0)).isEmpty();
    }

    @Test
    void aMachineThatIsSlowerThanThoughtIsBelievedAfterAWhile() {
        pace.moves();
        passes(10);
        assertThat(pace.remaining(0.005).orElseThrow()).isBetween(1000L, 1200L);
        passes(90);
        // A twentieth took a hundred seconds: there are 1,900 left, not 950.
        assertThat(pace.remaining(0.05)).contains(1900L);
    }

    @Test
    void pausesAreNotCounted() {
        pace.moves();
        passes(100);
        pace.paused();
        passes(5000);
        assertThat(pace.remaining(0.1)).contains(900L);
        pace.resumed();
        passes(100);
        assertThat(pace.remaining(0.2)).contains(800L);
    }

    @Test
    void whatTheMachineHoldsAtTheEndIsCountedDownAndIsNotOverBeforeItSaysSo() {
        pace.moves();
        passes(990);
        assertThat(pace.remaining(0.99, true)).contains(10L);
        passes(4);
        assertThat(pace.remaining(0.99, true)).contains(6L);
        pace.paused();
        passes(500);
        pace.resumed();
        assertThat(pace.remaining(0.99, true)).contains(6L);
        passes(60);
        assertThat(pace.remaining(0.99, true)).contains(1L);
    }

    private void passes(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
