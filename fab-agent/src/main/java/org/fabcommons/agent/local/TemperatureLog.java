// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fabcommons.link.Telemetry;

/** How warm each machine was in the last half hour, so that a page that is opened later shows it too. */
final class TemperatureLog {
    static final Duration KEPT = Duration.ofMinutes(30);
    /** Finer than anybody sees in a plot of half an hour. */
    private static final Duration STEP = Duration.ofSeconds(2);

    private final Map<String, Deque<Sample>> byMachine = new HashMap<>();

    /** Degrees Celsius by sensor, at a moment. */
    record Sample(Instant at, Map<String, Telemetry.Temperature> bySensor) {}

    /** Notes what a machine reports now. */
    synchronized void note(Telemetry.Machine now, Instant at) {
        var samples = byMachine.computeIfAbsent(now.key(), key -> new ArrayDeque<>());
        while (!samples.isEmpty() && samples.peekFirst().at().isBefore(at.minus(KEPT))) samples.removeFirst();
        // A clock that was set back would keep the old ones for ever.
        while (!samples.isEmpty() && samples.peekLast().at().isAfter(at)) samples.removeLast();
        if (now.temperatures().isEmpty()) return;
        if (!samples.isEmpty() && samples.peekLast().at().plus(STEP).isAfter(at)) return;
        samples.addLast(new Sample(at, now.temperatures()));
    }

    /** What was noted of this machine, oldest first. */
    synchronized List<Sample> of(String machine) {
        return List.copyOf(byMachine.getOrDefault(machine, new ArrayDeque<>()));
    }
}
