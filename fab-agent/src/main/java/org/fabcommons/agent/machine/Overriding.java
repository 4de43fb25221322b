// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.stream.Outgoing;
import org.fabcommons.profile.Control.PercentOverride;

/**
 * Speeding up and slowing down while something runs. grbl keeps one flag for each of its bytes, and counts those that come
 * before it looks as one: so each waits until a report says what the one before it did. Source: grbl 1.1 {@code serial.c},
 * system_set_exec_motion_override_flag. Of the session's thread.
 */
final class Overriding {
    private static final int STEP_PERCENT = 10;
    /** From the least to the most, and some that got lost. */
    private static final int MOST_BYTES = 30;
    /** When no report has told of it by then, the byte got lost. Milliseconds. */
    private static final long TOLD_MS = 2500;

    /** @param reports how often the firmware had told its overrides when the last byte went out */
    private record Wanted(int percent, int bytes, long reports, long sentAtMs) {}

    private final Situation now;
    private final ByHand byHand;
    private final Asking asking;
    private final Map<String, Wanted> wanted = new LinkedHashMap<>();
    private int greetings;

    Overriding(Situation now, ByHand byHand, Asking asking) {
        this.now = now;
        this.byHand = byHand;
        this.asking = asking;
    }

    CompletionStage<Hand.Done> set(String what, int percent) {
        var override = byHand.control().overrides().get(what);
        if (override == null)
            throw new ByHand.Refused("not-offered", "This machine has no override of \"" + what + "\".");
        if (percent < override.minPercent() || percent > override.maxPercent())
            throw new ByHand.Refused(
                    "range",
                    new Wrong(
                            "overrideRange",
                            "This override goes from %d to %d %%.",
                            override.minPercent(),
                            override.maxPercent()));
        if (!now.ready() || now.connection().isEmpty())
            throw new ByHand.Refused("machine-offline", "The machine is not connected.");
        var c = now.connection().get();
        var bytes = override.bytes();
        try {
            if (bytes.containsKey(Integer.toString(percent))) shout(c, bytes.get(Integer.toString(percent)));
            else if (bytes.containsKey("plus")) {
                wanted.put(what, new Wanted(percent, 0, -1, 0));
                look(c);
            } else if (!bytes.isEmpty())
                throw new ByHand.Refused(
                        "range",
                        new Wrong(
                                "overrideOnly", "This override knows only %s %%.", String.join(", ", bytes.keySet())));
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
        override.line()
                .ifPresent(line -> asking.also(
                        Outgoing.byHand(line.replace("{value}", Integer.toString(percent)), Source.CONTROL)));
        override.ask().ifPresent(line -> asking.also(Outgoing.byHand(line, Source.CONTROL)));
        return CompletableFuture.completedFuture(Hand.Done.WELL);
    }

    /** The next byte of each that is not yet as it is wanted. */
    void look(Connection c) throws IOException {
        if (wanted.isEmpty()) return;
        // A machine that has restarted has forgotten them.
        if (c.seen().greetings() != greetings && wanted.values().stream().anyMatch(one -> one.bytes() > 0))
            wanted.clear();
        greetings = c.seen().greetings();
        for (var what : wanted.keySet().toArray(String[]::new)) {
            var one = wanted.get(what);
            boolean told = one.bytes() == 0
                    || c.seen().overrideReports() > one.reports()
                    || now.nowMs() >= one.sentAtMs() + TOLD_MS;
            if (!told) continue;
            var next = next(
                    byHand.control().overrides().get(what),
                    c.seen().overrides().getOrDefault(what, 100),
                    one.percent());
            if (next.isEmpty() || one.bytes() == MOST_BYTES) {
                wanted.remove(what);
                continue;
            }
            shout(c, next.get());
            wanted.put(what, new Wanted(one.percent(), one.bytes() + 1, c.seen().overrideReports(), now.nowMs()));
        }
    }

    private void shout(Connection c, String name) throws IOException {
        c.shout(now.profile().realtime().find(name).orElseThrow());
    }

    /** From what the firmware says towards what is wanted; empty when it is there. */
    private static Optional<String> next(PercentOverride override, int from, int to) {
        if (from != to && Math.abs(100 - to) < Math.abs(from - to))
            return Optional.of(override.bytes().get("reset"));
        if (from + STEP_PERCENT <= to) return Optional.of(override.bytes().get("plus"));
        return from - STEP_PERCENT >= to ? Optional.of(override.bytes().get("minus")) : Optional.empty();
    }
}
