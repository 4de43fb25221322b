// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which machines a person has said to be clear before a file came. It holds for one job and for a while, and not over a
 * restart: something may have been put there since.
 */
final class Cleared {
    /** Long enough to go back to the desk and slice. */
    static final Duration HOLDS = Duration.ofMinutes(30);

    private final InstantSource clock;
    private final Map<String, Instant> until = new HashMap<>();

    Cleared(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void say(String machine) {
        until.put(machine, clock.instant().plus(HOLDS));
    }

    synchronized Optional<Instant> until(String machine) {
        return Optional.ofNullable(until.get(machine)).filter(clock.instant()::isBefore);
    }

    /** Uses it up; false where there was nothing to use. */
    synchronized boolean use(String machine) {
        boolean held = until(machine).isPresent();
        until.remove(machine);
        return held;
    }
}
