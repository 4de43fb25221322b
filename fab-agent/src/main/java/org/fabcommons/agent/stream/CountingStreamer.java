// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.guard.Frame;
import org.fabcommons.profile.Flow;
import org.fabcommons.profile.Wire;

/**
 * Character counting: the bytes of all unanswered lines together fit into the firmware's receive buffer, and every line
 * gets exactly one answer. Or, for firmwares that keep whole lines, only so many lines unanswered. There is no checksum, so an answer that is missing cannot be repaired, only noticed.
 */
final class CountingStreamer implements Streamer {
    /** Idle for so long with a line unanswered: its answer, or the line, was lost. Milliseconds. A guess. */
    private static final long IDLE_WITHOUT_ANSWER_MS = 2000;

    private final Wire wire;
    private final Dialect dialect;
    private final AloneLines alone;
    private final Deque<Outgoing> unanswered = new ArrayDeque<>();
    private final Deque<Effect> effects = new ArrayDeque<>();
    private int bytes;
    private int rxBytes;
    private long heardAt;
    private long answeredAt;
    private Optional<Long> idleSince = Optional.empty();
    private long errors;
    private int aside;
    private boolean aloneNow;

    CountingStreamer(Wire wire, Dialect dialect) {
        this.wire = wire;
        this.dialect = dialect;
        alone = new AloneLines(wire);
        rxBytes = wire.rxBufferBytes();
    }

    @Override
    public void restart(long nowMs) {
        unanswered.clear();
        effects.clear();
        bytes = 0;
        aside = 0;
        heardAt = nowMs;
        answeredAt = nowMs;
        idleSince = Optional.empty();
    }

    @Override
    public boolean hasRoom(String command) {
        if (!unanswered.isEmpty() && (aloneNow || alone.include(command))) return false;
        boolean fewEnough = wire.flow() != Flow.WINDOW || unanswered.size() < wire.linesInFlight();
        return fewEnough && bytes + size(command) <= rxBytes;
    }

    private static int size(String command) {
        return command.length() + 1;
    }

    @Override
    public boolean idle() {
        return unanswered.isEmpty();
    }

    @Override
    public void send(Outgoing outgoing, long nowMs) {
        if (unanswered.isEmpty()) {
            heardAt = Math.max(heardAt, nowMs);
            answeredAt = nowMs;
        }
        unanswered.add(outgoing);
        bytes += size(outgoing.command());
        aloneNow = alone.include(outgoing.command());
        idleSince = Optional.empty();
        effects.add(new Effect.Transmit(
                new Frame(outgoing.source(), outgoing.command(), dialect.encode(0, outgoing.command()))));
    }

    @Override
    public void sentAside(long nowMs) {
        aside++;
    }

    @Override
    public void heard(Reply reply, long nowMs) {
        heardAt = nowMs;
        if (reply instanceof Reply.Ok) {
            answered(nowMs).ifPresent(outgoing -> effects.add(new Effect.Answered(outgoing)));
        } else if (reply instanceof Reply.Refused refused) {
            errors++;
            answered(nowMs).ifPresent(outgoing -> effects.add(new Effect.Rejected(outgoing, refused.code())));
        } else if (reply instanceof Reply.BufferSize said) {
            // One byte less than the ring holds, as grbl's own stream.py does; and never more than was sent to it
            // before.
            rxBytes = Math.max(16, said.bytes() - 1);
        } else if (reply instanceof Reply.Status status) {
            if (status.state() != Reply.State.IDLE) idleSince = Optional.empty();
            else if (idleSince.isEmpty()) idleSince = Optional.of(nowMs);
        }
    }

    private Optional<Outgoing> answered(long nowMs) {
        var first = Optional.ofNullable(unanswered.poll());
        if (first.isEmpty() && aside > 0) aside--;
        first.ifPresent(outgoing -> bytes -= size(outgoing.command()));
        answeredAt = nowMs;
        return first;
    }

    @Override
    public void tick(long nowMs) {
        if (unanswered.isEmpty()) return;
        if (nowMs - heardAt >= wire.silenceTimeoutMs()) {
            heardAt = nowMs;
            effects.add(new Effect.Broken(
                    "no-answer", "The machine has said nothing for " + wire.silenceTimeoutMs() / 1000 + " seconds."));
        } else if (lostAt() <= nowMs) {
            idleSince = Optional.empty();
            effects.add(new Effect.Broken(
                    "lost-answer",
                    "The machine is idle, but has not answered \""
                            + unanswered.element().command()
                            + "\": something was lost on the wire."));
        }
    }

    private long lostAt() {
        // A dwell counts as idle while it lasts.
        if (unanswered.isEmpty()
                || idleSince.isEmpty()
                || isLong(unanswered.element().command())) return Long.MAX_VALUE;
        return Math.max(idleSince.get(), answeredAt) + IDLE_WITHOUT_ANSWER_MS;
    }

    private boolean isLong(String command) {
        for (var code : wire.longCommands()) if (LongCommand.is(code, command)) return true;
        return false;
    }

    @Override
    public long wakeAtMs() {
        return unanswered.isEmpty() ? Long.MAX_VALUE : Math.min(heardAt + wire.silenceTimeoutMs(), lostAt());
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
