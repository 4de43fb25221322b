// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.guard.Frame;
import org.fabcommons.profile.Profile;

/**
 * One line in flight, each with number and checksum. The firmware refuses a number it has already had, so that sending a
 * line once more is always safe; in every doubt that is what is done. And the firmware's own count is believed: a resend
 * request for a number acknowledges all lines before it, and takes back the acknowledgement of those after.
 */
final class NumberedStreamer implements Streamer {
    /** After a resend request, so long without a word before sending again: late answers must not be mistaken. */
    private static final long DRAIN_MS = 60;
    /** How many taken lines are kept for a firmware that goes back. OctoPrint keeps 50. */
    private static final int HISTORY = 64;
    /** Silent periods, each answered by sending again, before giving up. */
    private static final int PROBES = 5;

    private static final class Sent {
        private final long number;
        private final Outgoing outgoing;
        private boolean reported;
        private int resends;

        Sent(long number, Outgoing outgoing) {
            this.number = number;
            this.outgoing = outgoing;
        }
    }

    private enum Mode {
        /** Answers come as they should. */
        FLOWING,
        /** An error was heard; its resend request is due. */
        FAULTED,
        /** A resend request was heard; its ok may follow. */
        ASKED,
        /** Waiting for silence before sending again. */
        DRAINING
    }

    private final Profile.Wire wire;
    private final Dialect dialect;
    private final Deque<Sent> taken = new ArrayDeque<>();
    private final Deque<Sent> again = new ArrayDeque<>();
    private final Deque<Effect> effects = new ArrayDeque<>();
    private Optional<Sent> current = Optional.empty();
    private long nextNumber;
    private Mode mode = Mode.FLOWING;
    private long modeUntil = Long.MAX_VALUE;
    private long resumeFrom;
    private boolean garbled;
    private int doubtful;
    private int probes;
    private boolean saysBusy;
    private long heardAt;
    private long resends;
    private long errors;

    NumberedStreamer(Profile.Wire wire, Dialect dialect) {
        this.wire = wire;
        this.dialect = dialect;
    }

    @Override
    public void restart(long nowMs) {
        taken.clear();
        again.clear();
        effects.clear();
        current = Optional.empty();
        nextNumber = 0;
        flow();
        garbled = false;
        doubtful = 0;
        probes = 0;
        saysBusy = false;
        heardAt = nowMs;
    }

    private void flow() {
        mode = Mode.FLOWING;
        modeUntil = Long.MAX_VALUE;
    }

    private void enter(Mode next, long untilMs) {
        mode = next;
        modeUntil = untilMs;
    }

    @Override
    public boolean hasRoom(String command) {
        return mode == Mode.FLOWING && current.isEmpty() && again.isEmpty() && doubtful == 0;
    }

    @Override
    public boolean idle() {
        return current.isEmpty() && again.isEmpty();
    }

    @Override
    public void send(Outgoing outgoing, long nowMs) {
        transmit(new Sent(nextNumber++, outgoing), nowMs);
    }

    private void transmit(Sent sent, long nowMs) {
        current = Optional.of(sent);
        garbled = false;
        heardAt = nowMs;
        var wireText = dialect.encode(sent.number, sent.outgoing.command());
        effects.add(new Effect.Transmit(new Frame(sent.outgoing.source(), sent.outgoing.command(), wireText)));
    }

    private void transmitAgain(Sent sent, long nowMs) {
        resends++;
        sent.resends++;
        if (sent.resends > wire.resendLimit())
            effects.add(new Effect.Broken(
                    "resend-limit",
                    "\"" + sent.outgoing.command() + "\" was sent " + wire.resendLimit()
                            + " times and never arrived whole. Check the cable and what runs beside it."));
        else transmit(sent, nowMs);
    }

    @Override
    public void sentAside(long nowMs) {
        doubtful++;
        heardAt = nowMs;
    }

    @Override
    public void heard(Reply reply, long nowMs) {
        if (showsProgress(reply)) heardAt = nowMs;
        if (mode == Mode.DRAINING) modeUntil = nowMs + DRAIN_MS;
        if (reply instanceof Reply.Ok) ok(nowMs);
        else if (reply instanceof Reply.Resend wanted) resend(wanted.line(), nowMs);
        else if (reply instanceof Reply.LineFault fault) fault(fault.lastLine(), nowMs);
        else if (reply instanceof Reply.Unknown unknown) unknown(unknown.command());
        else if (reply instanceof Reply.Busy) saysBusy = true;
        else if (reply instanceof Reply.KeepAlive period) saysBusy = period.seconds() > 0;
    }

    /** Temperatures come by themselves, whatever became of a line; only beside a command that waits for heat they tell. */
    private boolean showsProgress(Reply reply) {
        boolean byItself = reply instanceof Reply.Temperatures || reply instanceof Reply.Position;
        return !byItself || current.isEmpty() || isLong(current.get());
    }

    private boolean isLong(Sent sent) {
        for (var code : wire.longCommands()) if (LongCommand.is(code, sent.outgoing.command())) return true;
        return false;
    }

    private void ok(long nowMs) {
        probes = 0;
        if (mode == Mode.ASKED) {
            enter(Mode.DRAINING, nowMs + DRAIN_MS);
        } else if (mode == Mode.FLOWING && current.isPresent()) {
            if (garbled) {
                // The firmware answered something else than what was sent, so its count has not moved.
                resumeFrom = current.get().number;
                enter(Mode.DRAINING, nowMs + DRAIN_MS);
            } else {
                take(current.get());
                current = Optional.empty();
                sendNextAgain(nowMs);
            }
        } else if (mode == Mode.FLOWING && doubtful > 0) {
            doubtful--;
        }
    }

    private void take(Sent sent) {
        taken.addLast(sent);
        if (taken.size() > HISTORY) taken.removeFirst();
        if (!sent.reported) effects.add(new Effect.Answered(sent.outgoing));
        sent.reported = true;
    }

    private void sendNextAgain(long nowMs) {
        var next = again.poll();
        if (next != null) transmit(next, nowMs);
    }

    private void fault(long lastLine, long nowMs) {
        errors++;
        if (mode != Mode.ASKED) {
            // Some firmwares name the error and then forget to ask (OctoPrint issue 2226).
            resumeFrom = lastLine + 1;
            enter(Mode.FAULTED, nowMs + wire.resendOkWaitMs());
        }
    }

    private void resend(long wanted, long nowMs) {
        probes = 0;
        resumeFrom = wanted;
        enter(Mode.ASKED, nowMs + wire.resendOkWaitMs());
    }

    private void unknown(String command) {
        if (current.isPresent()
                && mode == Mode.FLOWING
                && !command.strip().equals(current.get().outgoing.command().strip())) {
            garbled = true;
            errors++;
        }
    }

    /** The wire is quiet: put the book in the state the firmware named, and go on from there. */
    private void goOnFrom(long wanted, long nowMs) {
        flow();
        doubtful = 0;
        if (current.isPresent() && current.get().number == 0) {
            // The count itself has not begun; whatever number the firmware wants, it must be told to begin.
            transmitAgain(current.get(), nowMs);
            return;
        }
        if (current.isPresent() && current.get().number < wanted) {
            take(current.get());
            current = Optional.empty();
        }
        while (!again.isEmpty() && again.element().number < wanted) take(again.remove());
        if (wanted > nextNumber) {
            effects.add(new Effect.Broken(
                    "lost-count", "The machine asks for line " + wanted + ", which has not been sent yet."));
            return;
        }
        current.ifPresent(again::addFirst);
        current = Optional.empty();
        while (!taken.isEmpty() && taken.getLast().number >= wanted) again.addFirst(taken.removeLast());
        var first = again.poll();
        if (first == null) {
            if (wanted < nextNumber) outOfHistory(wanted);
            return;
        }
        if (first.number != wanted) outOfHistory(wanted);
        else transmitAgain(first, nowMs);
    }

    private void outOfHistory(long wanted) {
        effects.add(new Effect.Broken(
                "lost-count", "The machine asks for line " + wanted + ", which is too far back. Was it reset?"));
    }

    @Override
    public void tick(long nowMs) {
        if (nowMs >= modeUntil) {
            if (mode == Mode.FAULTED || mode == Mode.ASKED) enter(Mode.DRAINING, nowMs + DRAIN_MS);
            else if (mode == Mode.DRAINING) goOnFrom(resumeFrom, nowMs);
        } else if (mode == Mode.FLOWING && nowMs >= silentAt()) {
            if (current.isEmpty()) doubtful = 0;
            else probe(nowMs);
        }
    }

    private void probe(long nowMs) {
        probes++;
        if (probes > PROBES) {
            heardAt = nowMs;
            probes = 0;
            effects.add(new Effect.Broken("no-answer", "The machine does not answer any more."));
            return;
        }
        // Either the line or its answer was lost; the firmware tells which by taking it or by naming the next number.
        doubtful++;
        resends++;
        transmit(current.orElseThrow(), nowMs);
    }

    private long silentAt() {
        if (current.isEmpty()) return doubtful > 0 ? heardAt + wire.resendOkWaitMs() : Long.MAX_VALUE;
        if (saysBusy) return heardAt + wire.busySilenceTimeoutMs();
        if (isLong(current.get())) return Long.MAX_VALUE;
        return heardAt + wire.silenceTimeoutMs();
    }

    @Override
    public long wakeAtMs() {
        return mode == Mode.FLOWING ? silentAt() : modeUntil;
    }

    @Override
    public Optional<Effect> next() {
        return Optional.ofNullable(effects.poll());
    }

    @Override
    public long resends() {
        return resends;
    }

    @Override
    public long errors() {
        return errors;
    }
}
