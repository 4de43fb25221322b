// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.fabcommons.agent.stream.Outgoing;

/** Regular questions to the machine: how hot, where, in which state. Of the session's thread. */
final class Asking {
    /** How often the temperature is asked for while the job waits for it. Milliseconds. */
    private static final long HEAT_MS = 1000;

    private static final int MOST = 16;

    private final Manners manners;
    private final Situation now;
    private final int everyMs;
    private final Deque<Outgoing> questions = new ArrayDeque<>();
    private long askAtMs;
    private long heatAtMs;

    Asking(Manners manners, Situation now, int everyMs) {
        this.manners = manners;
        this.now = now;
        this.everyMs = everyMs;
    }

    /** Nothing is owed an answer any more; the next question has time. */
    void begin() {
        questions.clear();
        askAtMs = now.nowMs() + everyMs;
    }

    /** What a person wants sent as soon as there is room, in the middle of a job too. */
    void also(Outgoing outgoing) {
        if (questions.size() < MOST) questions.add(outgoing);
    }

    void ask(Connection c) throws IOException {
        if (now.nowMs() >= heatAtMs && now.ready() && questions.isEmpty() && !c.scripted()) {
            heatAtMs = now.nowMs() + HEAT_MS;
            if (now.run().flatMap(Run::heating).isPresent()) questions.add(Outgoing.own("M105"));
        }
        if (now.nowMs() >= askAtMs) {
            askAtMs = now.nowMs() + everyMs;
            boolean alive = now.ready() || c.seen().greetings() > 0;
            if (alive && manners.statusByte().isPresent())
                c.shout(manners.statusByte().get());
            boolean listens = now.ready() && c.seen().fatal().isEmpty();
            if (listens && questions.isEmpty() && !c.scripted())
                manners.questions(c).forEach(question -> questions.add(Outgoing.own(question)));
        }
        while (pending(c) && c.streamer().hasRoom(questions.element().command())) c.send(questions.remove());
    }

    /** Whether a question waits for room, which lines of a file must leave to it. */
    boolean pending(Connection c) {
        return !questions.isEmpty() && !c.scripted() && now.ready();
    }

    long wakeAtMs() {
        return now.run().flatMap(Run::heating).isPresent() ? Math.min(askAtMs, heatAtMs) : askAtMs;
    }
}
