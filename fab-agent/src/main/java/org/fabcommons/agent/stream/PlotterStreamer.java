// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.guard.Frame;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Flow;
import org.fabcommons.profile.Profile;

/**
 * For machines that acknowledge nothing. An instruction counts as answered when it has been drawn: by the machine's own
 * word for how much room its buffer has, or, where it says nothing, by reckoning ({@link Reckoning}).
 */
final class PlotterStreamer implements Streamer {
    private static final char ESC = 0x1b;
    private static final String ASK_ROOM = "\u001b.B";
    private static final String ASK_ERROR = "\u001b.E";
    /** How long to leave the machine between two questions for its room. Milliseconds. */
    private static final long ASK_MS = 50;
    /** How often it is asked whether bytes were lost. Milliseconds. */
    private static final long ERROR_MS = 2000;
    /** So much may wait within this computer for a line that is held up: what a pause cannot take back. Bytes. */
    private static final long HELD_BYTES = 128;

    private record Sent(Outgoing outgoing, long end) {}

    private record Question(Outgoing outgoing, boolean own) {
        /** Answered only when all before it has been drawn. */
        boolean inTurn() {
            return outgoing.command().charAt(0) != ESC;
        }
    }

    private final Profile profile;
    private final Dialect dialect;
    private final boolean asks;
    private final Flow flow;
    private final Reckoning reckoning;
    private final Deque<Sent> undrawn = new ArrayDeque<>();
    private final Map<Long, Question> questions = new LinkedHashMap<>();
    private final Deque<Effect> effects = new ArrayDeque<>();
    private long number;
    private long sentBytes;
    private int capacity;
    private int free;
    /** Bytes sent before the question whose answer {@link #free} is. */
    private long freeAsOf;

    /** Of each question for its room that is not answered yet, the bytes sent before it. */
    private final Deque<Long> roomAsked = new ArrayDeque<>();

    private boolean wantsRoom;
    private long askAtMs;
    private long errorAtMs;
    private long heardAtMs;
    private long heldBytes;
    private boolean fileSent;
    private long errors;

    /** @param asks for room and errors of its own; else all questions are sent to it */
    PlotterStreamer(Profile profile, Dialect dialect, boolean asks) {
        this.profile = profile;
        this.dialect = dialect;
        this.asks = asks;
        flow = profile.wire().flow();
        capacity = profile.plotter().orElseThrow().bufferBytes();
        reckoning = new Reckoning(profile);
    }

    @Override
    public void restart(long nowMs) {
        undrawn.clear();
        questions.clear();
        effects.clear();
        reckoning.forget(nowMs);
        sentBytes = 0;
        free = 0;
        freeAsOf = 0;
        roomAsked.clear();
        heardAtMs = nowMs;
        fileSent = false;
    }

    @Override
    public boolean hasRoom(String command) {
        if (dialect.answers(command) && command.charAt(0) == ESC) return questions.size() < 4;
        boolean room =
                switch (flow) {
                    case SPACE -> size(command) <= free - (sentBytes - freeAsOf);
                    case HANDSHAKE -> heldBytes + size(command) <= HELD_BYTES;
                    default -> reckoning.bytes() + size(command) <= capacity;
                };
        if (!room) wantsRoom = true;
        return room;
    }

    private static int size(String command) {
        return command.length() + 1;
    }

    @Override
    public boolean idle() {
        return undrawn.isEmpty() && questions.isEmpty();
    }

    @Override
    public void send(Outgoing outgoing, long nowMs) {
        if (idle()) heardAtMs = nowMs;
        boolean answered = dialect.answers(outgoing.command());
        boolean asks = answered && outgoing.command().charAt(0) == ESC;
        transmit(outgoing, answered ? Optional.of(new Question(outgoing, false)) : Optional.empty());
        if (asks) return;
        sentBytes += size(outgoing.command());
        heldBytes += size(outgoing.command());
        if (answered) return;
        undrawn.add(new Sent(outgoing, sentBytes));
        reckoning.add(outgoing, nowMs);
        fileSent |= outgoing.source() == Source.FILE;
        // Those that are asked nothing have nothing else to wait for.
        if (!profile.plotter().orElseThrow().queries()) heardAtMs = nowMs;
    }

    private void transmit(Outgoing outgoing, Optional<Question> question) {
        number++;
        if (outgoing.command().equals(ASK_ROOM)) roomAsked.add(sentBytes);
        question.ifPresent(asked -> questions.put(number, asked));
        var wire = dialect.encode(number, outgoing.command());
        effects.add(new Effect.Transmit(new Frame(outgoing.source(), outgoing.command(), wire)));
    }

    private void ask(String what) {
        transmit(Outgoing.own(what), Optional.of(new Question(Outgoing.own(what), true)));
    }

    @Override
    public void sentAside(long nowMs) {
        // Nothing is owed for it.
    }

    @Override
    public Optional<String> restoring() {
        return reckoning.restoring();
    }

    @Override
    public void lineHolds(long bytes, long nowMs) {
        heldBytes = bytes;
        reckoning.lineHolds(bytes, nowMs);
    }

    @Override
    public void heard(Reply reply, long nowMs) {
        heardAtMs = nowMs;
        if (reply instanceof Reply.BufferSize size) {
            capacity = Math.max(capacity, size.bytes());
        } else if (reply instanceof Reply.BufferFree said) {
            capacity = Math.max(capacity, said.bytes());
            free = said.bytes();
            if (!roomAsked.isEmpty()) freeAsOf = roomAsked.remove();
            drawn(freeAsOf - (capacity - free));
        } else if (reply instanceof Reply.LineTrouble trouble) {
            trouble(trouble.code());
        } else if (reply instanceof Reply.Ok ok && ok.line().isPresent()) {
            var question = Optional.ofNullable(questions.remove(ok.line().getAsLong()));
            question.filter(asked -> !asked.own())
                    .ifPresent(asked -> effects.add(new Effect.Answered(asked.outgoing())));
        }
    }

    private void trouble(int code) {
        errors++;
        // What went wrong before the job is over and done with.
        if (!fileSent) return;
        var meaning = Optional.ofNullable(profile.replies().errors().get(code)).orElse("error " + code);
        effects.add(new Effect.Broken("bytes-lost", Detail.of("plotter-reports", code, meaning)));
    }

    private void drawn(long bytes) {
        while (!undrawn.isEmpty() && undrawn.element().end() <= bytes) {
            reckoning.drawn();
            effects.add(new Effect.Answered(undrawn.remove().outgoing()));
        }
    }

    @Override
    public void tick(long nowMs) {
        if (flow == Flow.SPACE && asks) {
            if (roomAsked.isEmpty() && nowMs >= askAtMs && watches()) {
                wantsRoom = false;
                askAtMs = nowMs + ASK_MS;
                ask(ASK_ROOM);
            }
            if (fileSent && nowMs >= errorAtMs && questions.size() < 4) {
                errorAtMs = nowMs + ERROR_MS;
                if (!undrawn.isEmpty()) ask(ASK_ERROR);
            }
        } else if (flow != Flow.SPACE) {
            while (!undrawn.isEmpty() && reckoning.drawnBy(nowMs)) {
                reckoning.drawn();
                effects.add(new Effect.Answered(undrawn.remove().outgoing()));
            }
        }
        if (!questions.isEmpty() && nowMs - heardAtMs >= profile.wire().silenceTimeoutMs()) {
            heardAtMs = nowMs;
            effects.add(new Effect.Broken(
                    "no-answer", Detail.of("answered-nothing", profile.wire().silenceTimeoutMs() / 1000)));
        }
    }

    /** Whether what the machine has drawn is of interest. */
    private boolean watches() {
        return wantsRoom || !undrawn.isEmpty() || questions.values().stream().anyMatch(Question::inTurn);
    }

    @Override
    public long wakeAtMs() {
        long wake = Long.MAX_VALUE;
        if (!questions.isEmpty()) wake = heardAtMs + profile.wire().silenceTimeoutMs();
        if (flow == Flow.SPACE) {
            if (asks && roomAsked.isEmpty() && watches()) wake = Math.min(wake, askAtMs);
        } else if (!undrawn.isEmpty()) {
            wake = Math.min(wake, reckoning.nextMs());
            // Nothing tells when the line lets go.
            if (heldBytes > 0) wake = Math.min(wake, reckoning.nowMs() + 20);
        }
        return wake;
    }

    @Override
    public Optional<Effect> next() {
        return Optional.ofNullable(effects.poll());
    }

    @Override
    public long resends() {
        return 0;
    }

    @Override
    public long errors() {
        return errors;
    }
}
