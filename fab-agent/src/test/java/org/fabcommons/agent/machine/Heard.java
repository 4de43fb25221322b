// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Message;

/** Remembers what a run said. */
final class Heard implements RunListener {
    /** How a run ended. */
    record Over(Outcome outcome, String reason, String detail, Message.Result result) {}

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final List<String> measured = new CopyOnWriteArrayList<>();
    private volatile long lastLine;
    private volatile Optional<Over> over = Optional.empty();

    @Override
    public void started() {
        events.add("started");
    }

    @Override
    public void acknowledged(long fileLine, long count) {
        lastLine = fileLine;
    }

    @Override
    public void paused() {
        events.add("paused");
    }

    @Override
    public void resumed() {
        events.add("resumed");
    }

    @Override
    public void noted(String reason, Detail detail) {
        notes.add(reason);
    }

    @Override
    public void measured(String tool, double longerMm) {
        measured.add(String.format(Locale.ROOT, "%s %.3f", tool, longerMm));
    }

    @Override
    public void over(Outcome outcome, Optional<String> reason, Optional<Detail> detail, Message.Result result) {
        events.add(outcome.name());
        over = Optional.of(
                new Over(outcome, reason.orElse(""), detail.map(Detail::english).orElse(""), result));
    }

    /** What happened while it rested. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    List<String> measured() {
        return List.copyOf(measured);
    }

    List<String> events() {
        return List.copyOf(events);
    }

    long lastLine() {
        return lastLine;
    }

    void awaitLine(long line) {
        await().atMost(Duration.ofMinutes(1)).until(() -> lastLine >= line);
    }

    void awaitEvent(String event) {
        await().atMost(Duration.ofMinutes(1)).until(() -> events.contains(event));
    }

    void awaitEvents(String event, int times) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> events.stream().filter(event::equals).count() == times);
    }

    Over awaitOver() {
        await().atMost(Duration.ofMinutes(1)).until(() -> over.isPresent());
        return over.orElseThrow();
    }
}
