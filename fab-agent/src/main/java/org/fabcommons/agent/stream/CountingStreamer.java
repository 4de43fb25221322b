// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.guard.Frame;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Flow;
import org.fabcommons.profile.Wire;

/**
 * Character counting: the bytes of all unanswered lines together fit into the firmware's receive buffer, and every line
 * gets exactly one answer. Or, for firmwares that keep whole lines, only so many lines unanswered. There is no checksum, so an answer that is missing cannot be repaired, only noticed.
 */
final class CountingStreamer implements Streamer {
    /** Idle for so long with a line unanswered: its answer, or the line, was lost. Milliseconds. A guess. */
    private static final long IDLE_WITHOUT_ANSWER_MS = 2000;
    /** So long a question may be the first of all before it can be lost. Milliseconds. A guess. */
    private static final long QUESTION_MS = 100;

    private final Wire wire;
    private final Dialect dialect;
    private final AloneLines alone;
    private final Deque<Outgoing> unanswered = new ArrayDeque<>();
    private final Deque<Effect> effects = new ArrayDeque<>();
    private final Pace pace = new Pace();
    private int bytes;
    private int rxBytes;
    private long heardAt;
    private long answeredAt;
    /** Since when the first of those unanswered is that. */
    private long firstSince;
    /**
     * Since when some question has waited. Where questions follow each other an answer that was lost makes each answer that of
     * the question before: then there is always one that waits.
     */
    private long questionsSince;

    private Optional<Long> idleSince = Optional.empty();
    private long errors;
    private int aside;
    private boolean aloneNow;
    /** The next answer is to something in JSON. */
    private boolean toJson;
    /** Since the book was begun something of a file was sent. */
    private boolean ofFile;

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
        toJson = false;
        ofFile = false;
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
            firstSince = nowMs;
        }
        if (isJson(outgoing) && unanswered.stream().noneMatch(CountingStreamer::isJson)) questionsSince = nowMs;
        unanswered.add(outgoing);
        bytes += size(outgoing.command());
        aloneNow = alone.include(outgoing.command());
        ofFile |= outgoing.fileLine() > 0;
        // A question moves nothing.
        if (!isJson(outgoing)) idleSince = Optional.empty();
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
        if (reply instanceof Reply.ToJson) {
            toJson = true;
        } else if (reply instanceof Reply.Ok) {
            var taken = answered(nowMs);
            if (taken.isPresent()) effects.add(new Effect.Answered(taken.get()));
        } else if (reply instanceof Reply.Refused refused) {
            errors++;
            answered(nowMs).ifPresent(outgoing -> effects.add(new Effect.Rejected(outgoing, refused.code())));
        } else if (reply instanceof Reply.Unknown unknown) {
            unknown(unknown.command());
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
        var first = takeAnswered(nowMs);
        boolean late = toJson && first.isEmpty();
        toJson = false;
        if (late) return first;
        if (first.isEmpty()) {
            if (aside > 0) aside--;
            else if (ofFile) tooMany();
        } else {
            int size = size(first.get().command());
            bytes -= size;
            pace.answered(size, nowMs);
        }
        if (first.isEmpty() || !isJson(first.get())) answeredAt = nowMs;
        return first;
    }

    /**
     * The first of its kind, since answers to questions do not wait for those to lines. An answer to no question that is
     * known comes late; one to no line belongs to the first question, which says less than it should.
     */
    private Optional<Outgoing> takeAnswered(long nowMs) {
        int before = 0;
        for (var waiting = unanswered.iterator(); waiting.hasNext(); before++) {
            var outgoing = waiting.next();
            if (isJson(outgoing) != toJson) continue;
            waiting.remove();
            if (before == 0) firstSince = nowMs;
            return Optional.of(outgoing);
        }
        if (toJson) return Optional.empty();
        firstSince = nowMs;
        return Optional.ofNullable(unanswered.poll());
    }

    private static boolean isJson(Outgoing outgoing) {
        return outgoing.command().startsWith("{");
    }

    /** The first that is waiting and no question. */
    private Optional<Outgoing> firstLine() {
        for (var outgoing : unanswered) if (!isJson(outgoing)) return Optional.of(outgoing);
        return Optional.empty();
    }

    /** What it does not know is passed over; if nothing of the kind was sent, that was a line of the file. */
    private void unknown(String command) {
        var sent = Optional.ofNullable(unanswered.peek()).filter(first -> first.fileLine() > 0);
        if (sent.isEmpty() || begins(sent.get().command(), command)) return;
        errors++;
        effects.add(new Effect.Broken(
                "bytes-lost", Detail.of("read-otherwise", command, sent.get().command())));
    }

    private static boolean begins(String line, String command) {
        return line.toUpperCase(Locale.ROOT).startsWith(command.strip().toUpperCase(Locale.ROOT));
    }

    /** Something answered twice, or a line became two: room was counted that there was not, and bytes may be lost. */
    private void tooMany() {
        ofFile = false;
        effects.add(new Effect.Broken("bytes-lost", Detail.of("answered-too-often")));
    }

    @Override
    public long restMicros() {
        return aloneNow ? 0 : pace.restMicros(bytes, unanswered.size());
    }

    @Override
    public void tick(long nowMs) {
        if (unanswered.isEmpty()) return;
        if (nowMs - heardAt >= wire.silenceTimeoutMs()) {
            heardAt = nowMs;
            effects.add(new Effect.Broken("no-answer", Detail.of("said-nothing", wire.silenceTimeoutMs() / 1000)));
        } else if (questionLostAt() <= nowMs) {
            // It moves nothing, and is asked again soon.
            errors++;
            bytes -= size(unanswered.remove().command());
            firstSince = nowMs;
            questionsSince = nowMs;
        } else if (lostAt() <= nowMs) {
            idleSince = Optional.empty();
            effects.add(new Effect.Broken(
                    "lost-answer",
                    Detail.of("idle-unanswered", firstLine().orElseThrow().command())));
        }
    }

    /** All that was sent before the question was answered, and the machine talks. */
    private long questionLostAt() {
        boolean asked = !unanswered.isEmpty() && isJson(unanswered.element());
        if (!asked || heardAt <= questionsSince) return Long.MAX_VALUE;
        return Math.max(questionsSince + IDLE_WITHOUT_ANSWER_MS, firstSince + QUESTION_MS);
    }

    private long lostAt() {
        var first = firstLine();
        // A dwell counts as idle while it lasts.
        if (first.isEmpty()
                || idleSince.isEmpty()
                || LongCommand.isIn(wire.longCommands(), first.get().command())) return Long.MAX_VALUE;
        return Math.max(idleSince.get(), answeredAt) + IDLE_WITHOUT_ANSWER_MS;
    }

    @Override
    public long wakeAtMs() {
        return unanswered.isEmpty()
                ? Long.MAX_VALUE
                : Math.min(heardAt + wire.silenceTimeoutMs(), Math.min(questionLostAt(), lostAt()));
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
