// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.guard.Frame;
import org.fabcommons.profile.Wire;

/**
 * Lines with number and checksum, one in flight, or as many as the firmware says that it has room for while its answers
 * name their lines (Marlin's ADVANCED_OK). The firmware refuses a number it has already had, so that sending a line once
 * more is always safe; in every doubt that is what is done. And the firmware's own count is believed: a resend request
 * for a number acknowledges all lines before it, and takes back the acknowledgement of those after.
 */
final class NumberedStreamer implements Streamer {
    /** After a resend request, so long without a word before sending again: late answers must not be mistaken. */
    private static final long DRAIN_MS = 60;
    /** How many taken lines are kept for a firmware that goes back. OctoPrint keeps 50. */
    private static final int HISTORY = 64;
    /** Silent periods, each answered by sending again, before giving up. */
    private static final int PROBES = 5;

    /** Says what holds already. It ends a line that was begun with its letter and is not wanted any more. */
    private static final String NOTHING = "G21";

    /** Marlin says no "busy" while these wait, unless it was built to (BUSY_WHILE_HEATING). */
    private static final List<String> HEATING = List.of("M109", "M190", "M191", "M116", "M303");

    private enum Mode {
        /** Answers come as they should. */
        FLOWING,
        /** An error was heard; its resend request is due. */
        FAULTED,
        /** A resend request was heard; its ok may follow. */
        ASKED,
        /** Waiting for silence before sending again. */
        DRAINING,
        /** A line of the file does not arrive whole; a person has to look at the cable. */
        HELD
    }

    private final Wire wire;
    private final Dialect dialect;
    private final AloneLines aloneLines;
    private final Ahead ahead;
    private final Deque<Sent> taken = new ArrayDeque<>();
    private final Deque<Sent> again = new ArrayDeque<>();
    private final Deque<Effect> effects = new ArrayDeque<>();
    private final InFlight inFlight = new InFlight();
    private boolean answersNameLines;
    private int queueFree;
    private long nextNumber;
    private Mode mode = Mode.FLOWING;
    private long modeUntil = Long.MAX_VALUE;
    private long resumeFrom;
    private boolean garbled;
    /** The firmware has said that it knows no such command, and not yet said ok to it. */
    private boolean refusedByName;
    /** A line has run that had lost its number: the book cannot tell which. */
    private boolean strayed;

    private int doubtful;
    private int probes;
    private boolean saysBusy;
    private long heardAt;
    private long resends;
    private long retries;
    private long errors;

    NumberedStreamer(Wire wire, Dialect dialect) {
        this.wire = wire;
        this.dialect = dialect;
        aloneLines = new AloneLines(wire);
        ahead = new Ahead(wire);
    }

    @Override
    public void restart(long nowMs) {
        taken.clear();
        again.clear();
        effects.clear();
        ahead.forget();
        inFlight.clear();
        answersNameLines = false;
        queueFree = 0;
        nextNumber = 0;
        flow();
        garbled = false;
        refusedByName = false;
        strayed = false;
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
        if (!again.isEmpty() || doubtful > 0 || ahead.excludes(command) || !hasRoom(command.length() + Sent.NUMBERING))
            return false;
        return inFlight.isEmpty() || !(inFlight.last().alone() || aloneLines.include(command));
    }

    private boolean hasRoom(int bytes) {
        if (mode != Mode.FLOWING) return false;
        if (inFlight.isEmpty()) return true;
        // The count begins with a line of its own. And what lies in the ring must fit even if nothing is taken out of
        // it.
        return !inFlight.beginsCount() && inFlight.size() < window() && inFlight.bytes() + bytes < wire.rxBufferBytes();
    }

    /**
     * How many lines may be unanswered. As many as the command queue was seen to have free at once: whatever is in flight
     * is in that queue or in the ring before it. Only if answers name their lines, so that a lost one changes nothing.
     */
    private int window() {
        return answersNameLines ? Math.max(wire.linesInFlight(), queueFree) : wire.linesInFlight();
    }

    @Override
    public boolean idle() {
        return inFlight.isEmpty() && again.isEmpty();
    }

    @Override
    public void send(Outgoing outgoing, long nowMs) {
        var sent = numbered(outgoing);
        if (!ahead.begun()) {
            transmit(sent, nowMs);
            return;
        }
        enterFlight(sent, nowMs);
        garbled = false;
        effects.add(new Effect.TransmitPart(ahead.rest()));
    }

    @Override
    public void begin(Outgoing next) {
        // Behind one line that is answered soon, and that is not the count's own first.
        boolean follows = mode == Mode.FLOWING
                && inFlight.size() == 1
                && !inFlight.beginsCount()
                && again.isEmpty()
                && doubtful == 0
                && !answersNameLines;
        if (!follows || !ahead.may(next.command())) return;
        var before = inFlight.first();
        if (before.takesLong() || before.alone() || aloneLines.include(next.command())) return;
        effects.add(new Effect.TransmitPart(ahead.begin(frame(nextNumber, next))));
    }

    @Override
    public boolean begun() {
        return ahead.begun();
    }

    @Override
    public void endBegun(long nowMs) {
        if (!ahead.begun()) return;
        var instead = numbered(Outgoing.own(NOTHING));
        enterFlight(instead, nowMs);
        effects.add(new Effect.TransmitPart(ahead.rest(frame(instead.number(), instead.outgoing()))));
    }

    private Sent numbered(Outgoing outgoing) {
        var command = outgoing.command();
        boolean takesLong = LongCommand.isIn(wire.longCommands(), command);
        boolean heats = takesLong && LongCommand.isIn(HEATING, command);
        return new Sent(nextNumber++, outgoing, takesLong, heats, aloneLines.include(command));
    }

    private void enterFlight(Sent sent, long nowMs) {
        if (inFlight.isEmpty()) heardAt = nowMs;
        inFlight.add(sent);
    }

    private void transmit(Sent sent, long nowMs) {
        enterFlight(sent, nowMs);
        transmitOnly(sent);
    }

    private void transmitOnly(Sent sent) {
        garbled = false;
        effects.add(new Effect.Transmit(frame(sent.number(), sent.outgoing())));
    }

    private Frame frame(long number, Outgoing outgoing) {
        return new Frame(outgoing.source(), outgoing.command(), dialect.encode(number, outgoing.command()));
    }

    /** Something is wrong: what was begun is not to stand before the line that is sent next. */
    private void endAhead(long nowMs) {
        ahead.end(nowMs).ifPresent(end -> effects.add(new Effect.TransmitPart(end)));
    }

    /** Until when it must be silent before anything is sent. */
    private long drainedAt(long nowMs) {
        return Math.max(nowMs + DRAIN_MS, ahead.settledAtMs());
    }

    private void transmitAgain(Sent sent, long nowMs) {
        if (sent.again() <= wire.resendLimit()) {
            resends++;
            heardAt = nowMs;
            transmit(sent, nowMs);
            return;
        }
        var detail = "\"" + sent.outgoing().command() + "\" was sent " + wire.resendLimit()
                + " times and never arrived whole. Check the cable and what runs beside it.";
        if (sent.outgoing().fileLine() == 0) {
            effects.add(new Effect.Broken("resend-limit", detail));
        } else {
            again.addFirst(sent);
            enter(Mode.HELD, Long.MAX_VALUE);
            effects.add(new Effect.Held(sent.outgoing(), detail));
        }
    }

    @Override
    public boolean held() {
        return mode == Mode.HELD;
    }

    @Override
    public void retry(long nowMs) {
        if (mode != Mode.HELD) return;
        flow();
        var first = again.remove();
        first.forgive();
        transmitAgain(first, nowMs);
    }

    @Override
    public void sentAside(long nowMs) {
        doubtful++;
        heardAt = nowMs;
    }

    @Override
    public void waitsForPerson(long nowMs) {
        heardAt = nowMs;
    }

    @Override
    public void heard(Reply reply, long nowMs) {
        if (showsProgress(reply)) heardAt = nowMs;
        if (mode == Mode.DRAINING) modeUntil = drainedAt(nowMs);
        if (reply instanceof Reply.Ok answer) ok(answer, nowMs);
        else if (reply instanceof Reply.Resend wanted) resend(wanted.line(), nowMs);
        else if (reply instanceof Reply.LineFault fault) fault(fault.lastLine(), nowMs);
        else if (reply instanceof Reply.Unknown unknown) unknown(unknown.command());
        else if (reply instanceof Reply.Skipped passedOver) skipped(passedOver.line(), nowMs);
        else if (reply instanceof Reply.Busy) saysBusy = true;
        else if (reply instanceof Reply.KeepAlive period) saysBusy = period.seconds() > 0;
        // It has just started: nothing stands there that would have to be ended.
        else if (reply instanceof Reply.Greeting) ahead.forget();
    }

    /** Temperatures come by themselves, whatever became of a line; only beside a command that waits for heat they tell. */
    private boolean showsProgress(Reply reply) {
        boolean byItself = reply instanceof Reply.Temperatures || reply instanceof Reply.Position;
        return !byItself || inFlight.isEmpty() || inFlight.first().heats();
    }

    private void ok(Reply.Ok answer, long nowMs) {
        probes = 0;
        queueFree = Math.max(queueFree, answer.queueFree().orElse(0));
        strayed |= toNumberless(answer) && !refusedByName;
        refusedByName = false;
        if (mode == Mode.ASKED) {
            enter(Mode.DRAINING, drainedAt(nowMs));
        } else if (mode == Mode.FLOWING) {
            if (answer.line().isPresent()) {
                answersNameLines = true;
                takeThrough(answer.line().getAsLong(), nowMs);
            } else if (doubtful > 0 && (inFlight.isEmpty() || answersNameLines)) {
                doubtful--;
            } else if (!inFlight.isEmpty()) {
                if (garbled || shouldBeNamed(inFlight.first())) lostNumber(nowMs);
                else takeFirst(nowMs);
            }
        }
    }

    /**
     * Whether something without a number was carried out. Nothing is sent so but what goes aside; of two lines in flight the
     * second is cut where it stands when the first arrives damaged, and what is left of it can be a move (decision 28).
     * The ok behind a resend request tells no room, nor does M105's (Marlin: queue.cpp, ok_to_send; M105.cpp).
     */
    private boolean toNumberless(Reply.Ok answer) {
        return answersNameLines
                && doubtful == 0
                && answer.line().isEmpty()
                && answer.queueFree().isPresent();
    }

    /**
     * Where answers name their lines, one without has read a line whose number was damaged. But Marlin writes the answer
     * to M105 by itself, and without a name (M105.cpp).
     */
    private boolean shouldBeNamed(Sent sent) {
        return answersNameLines
                && sent.number() != 0
                && !LongCommand.is("M105", sent.outgoing().command());
    }

    /** The firmware answered something else than what was sent, so its count has not moved. */
    private void lostNumber(long nowMs) {
        endAhead(nowMs);
        resumeFrom = inFlight.first().number();
        enter(Mode.DRAINING, drainedAt(nowMs));
    }

    /** The line that was sent once more had been taken before; its ok follows, without a name. */
    private void skipped(long line, long nowMs) {
        boolean asked = mode == Mode.FLOWING && probes > 0 && !inFlight.isEmpty();
        if (asked && inFlight.first().is(line)) takeFirst(nowMs);
    }

    /** This line was answered, and so were all before it, whose answers may have been lost. */
    private void takeThrough(long line, long nowMs) {
        if (!inFlight.has(line)) {
            // The answer to a line that was sent twice.
            if (doubtful > 0) doubtful--;
            return;
        }
        boolean through = false;
        while (!through) {
            through = inFlight.first().is(line);
            takeFirst(nowMs);
        }
    }

    private void takeFirst(long nowMs) {
        take(inFlight.removeFirst());
        sendAgain(nowMs);
    }

    private void take(Sent sent) {
        ahead.taken();
        taken.addLast(sent);
        if (taken.size() > HISTORY) taken.removeFirst();
        if (sent.report()) effects.add(new Effect.Answered(sent.outgoing()));
    }

    private void sendAgain(long nowMs) {
        while (!again.isEmpty() && hasRoom(again.element().bytes())) {
            resends++;
            transmit(again.remove(), nowMs);
        }
    }

    private void fault(long lastLine, long nowMs) {
        // To a line that was ended as none it says the same.
        if (nowMs >= ahead.settledAtMs()) errors++;
        endAhead(nowMs);
        if (mode == Mode.HELD || mode == Mode.ASKED) return;
        // Some firmwares name the error and then forget to ask (OctoPrint issue 2226).
        resumeFrom = lastLine + 1;
        enter(Mode.FAULTED, nowMs + wire.resendOkWaitMs());
    }

    private void resend(long wanted, long nowMs) {
        probes = 0;
        endAhead(nowMs);
        if (mode == Mode.HELD) return;
        resumeFrom = wanted;
        enter(Mode.ASKED, nowMs + wire.resendOkWaitMs());
    }

    private void unknown(String command) {
        refusedByName = true;
        if (!inFlight.isEmpty()
                && mode == Mode.FLOWING
                && !command.strip().equals(inFlight.first().outgoing().command().strip())) {
            garbled = true;
            errors++;
        }
    }

    /** The wire is quiet: put the book in the state the firmware named, and go on from there. */
    private void goOnFrom(long wanted, long nowMs) {
        flow();
        doubtful = 0;
        if (inFlight.beginsCount()) {
            // The count itself has not begun; whatever number the firmware wants, it must be told to begin.
            transmitAgain(inFlight.removeFirst(), nowMs);
            return;
        }
        while (!inFlight.isEmpty() && inFlight.first().number() < wanted) take(inFlight.removeFirst());
        while (!again.isEmpty() && again.element().number() < wanted) take(again.remove());
        if (wanted > nextNumber) {
            effects.add(new Effect.Broken(
                    "lost-count", "The machine asks for line " + wanted + ", which has not been sent yet."));
            return;
        }
        while (!inFlight.isEmpty()) again.addFirst(inFlight.removeLast());
        while (!taken.isEmpty() && taken.getLast().number() >= wanted) again.addFirst(taken.removeLast());
        var first = again.poll();
        if (first == null) {
            if (wanted < nextNumber) outOfHistory(wanted);
            return;
        }
        if (first.number() != wanted) {
            outOfHistory(wanted);
            return;
        }
        if (strayed && holdsForLook(first)) return;
        transmitAgain(first, nowMs);
        sendAgain(nowMs);
    }

    /** What ran out of its turn runs again now, so that a person looks first. Of the agent's own lines none matters twice. */
    private boolean holdsForLook(Sent first) {
        strayed = false;
        var ofFile = Stream.concat(Stream.of(first), again.stream())
                .filter(sent -> sent.outgoing().fileLine() > 0)
                .findFirst();
        if (ofFile.isEmpty()) return false;
        again.addFirst(first);
        enter(Mode.HELD, Long.MAX_VALUE);
        effects.add(new Effect.Held(
                ofFile.get().outgoing(),
                "After a damaged line the machine carried out one that had lost its number: \""
                        + ofFile.get().outgoing().command()
                        + "\" or one soon after it may have run before its turn, and runs again. Look at the work and"
                        + " at the cable, then go on or cancel."));
        return true;
    }

    private void outOfHistory(long wanted) {
        effects.add(new Effect.Broken(
                "lost-count", "The machine asks for line " + wanted + ", which is too far back. Was it reset?"));
    }

    @Override
    public void tick(long nowMs) {
        if (nowMs >= modeUntil) {
            if (mode == Mode.FAULTED || mode == Mode.ASKED) enter(Mode.DRAINING, drainedAt(nowMs));
            else if (mode == Mode.DRAINING) goOnFrom(resumeFrom, nowMs);
        } else if (mode == Mode.FLOWING && nowMs >= silentAt()) {
            if (inFlight.isEmpty()) doubtful = 0;
            else probe(nowMs);
        }
    }

    private void probe(long nowMs) {
        if (!wire.repeatsRefused()) {
            heardAt = nowMs;
            effects.add(new Effect.Broken(
                    "lost-answer",
                    "\"" + inFlight.first().outgoing().command()
                            + "\" was not answered. This firmware would carry it out"
                            + " twice if it came again, so it is not sent again: a person must look."));
            return;
        }
        probes++;
        if (probes > PROBES) {
            heardAt = nowMs;
            probes = 0;
            effects.add(new Effect.Broken("no-answer", "The machine does not answer any more."));
            return;
        }
        if (ahead.begun()) {
            // To be refused it must be ended, and what is said then names the next number.
            heardAt = nowMs;
            retries++;
            endAhead(nowMs);
            return;
        }
        // Either the line or its answer was lost; the firmware tells which by taking it or by naming the next number.
        doubtful++;
        resends++;
        retries++;
        heardAt = nowMs;
        transmitOnly(inFlight.first());
    }

    private long silentAt() {
        if (inFlight.isEmpty()) return doubtful > 0 ? heardAt + wire.resendOkWaitMs() : Long.MAX_VALUE;
        if (saysBusy) return heardAt + wire.busySilenceTimeoutMs();
        if (inFlight.first().takesLong()) return Long.MAX_VALUE;
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
    public long retries() {
        return retries;
    }

    @Override
    public long errors() {
        return errors;
    }
}
