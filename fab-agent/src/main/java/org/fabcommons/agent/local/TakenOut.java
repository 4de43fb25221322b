// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.job.Waiting;

/** What somebody took out of a queue a moment ago, so that they can put it back. */
final class TakenOut {
    private static final Duration HOLDS = Duration.ofMinutes(2);

    private final InstantSource clock;
    private final Map<String, Last> last = new HashMap<>();

    TakenOut(InstantSource clock) {
        this.clock = clock;
    }

    private record Last(Waiting waiting, Instant until) {}

    synchronized void note(Waiting waiting) {
        last.put(waiting.machine(), new Last(waiting, clock.instant().plus(HOLDS)));
    }

    synchronized Optional<Waiting> of(String machine) {
        return Optional.ofNullable(last.get(machine))
                .filter(one -> clock.instant().isBefore(one.until()))
                .map(Last::waiting);
    }

    synchronized void forget(String machine) {
        last.remove(machine);
    }
}
