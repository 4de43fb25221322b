// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.profile.Wire;

/**
 * Lines with number and checksum, one in flight, or as many as the firmware says that it has room for while its answers
 * name their lines (Marlin's ADVANCED_OK). The firmware does not take a number it has already had, so that sending a line once
 * more is always safe; in doubt it is asked for the number that it wants. And the firmware's own count is believed: a resend request
 * for a number acknowledges all lines before it, and takes back the acknowledgement of those after.
 */
final class NumberedStreamer implements Streamer {
    /** After a resend request, so long without a word before sending again: late answers must not be mistaken. */
    private static final long DRAIN_MS = 60;
    /** How many taken lines are kept for a firmware that goes back. OctoPrint keeps 50. */
    private static final int HISTORY = 64;
    /** Says what holds already. It ends a line that was begun with its letter and is not wanted any more. */
    private static final String NOTHING = "G21";
    /** Harmless, if it ever were read with another number. */
    private static final String WHERE = "M105";

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
    private final Numbering numbering;
    private final NamedAnswers names;
    private final Silence silence;
    private final Ahead ahead;
    private final Deque<Sent> taken = new ArrayDeque<>();
    private final Deque<Sent> again = new ArrayDeque<>();
    private final Deque<Effect> effects = new ArrayDeque<>();
    private final InFlight inFlight = new InFlight();
    private Mode mode = Mode.FLOWING;
    private long modeUntil = Long.MAX_VALUE;
    private long resumeFrom;
    private boolean garbled;
    private int doubtful;
    private long resends;
    private long retries;
    private long errors;

    NumberedStreamer(Wire wire, Dialect dialect) {
        this.wire = wire;
        numbering = new Numbering(wire, dialect);
        names = new NamedAnswers(wire);
        silence = new Silence(wire);
        ahead = new Ahead(wire);
    }

    @Override
    public void restart(long nowMs) {
        taken.clear();
        again.clear();
        effects.clear();
        ahead.forget();
        inFlight.clear();
        numbering.restart();
        names.restart();
        silence.restart(nowMs);
        flow();
        garbled = false;
        doubtful = 0;
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
        return inFlight.isEmpty() || !(inFlight.last().alone() || numbering.alone(command));
    }

    private boolean hasRoom(int bytes) {
        if (mode != Mode.FLOWING) return false;
        if (inFlight.isEmpty()) return true;
        // The count begins with a line of its own. And what lies in the ring must fit even if nothing is taken out of
        // it.
        return !inFlight.beginsCount()
                && inFlight.size() < names.window()
                && inFlight.bytes() + bytes < wire.rxBufferBytes();
    }

    @Override
    public boolean idle() {
        return inFlight.isEmpty() && again.isEmpty();
    }

    @Override
    public boolean homing() {
        return inFlight.any(sent -> LongCommand.is("G28", sent.outgoing().command()));
    }

    @Override
    public void send(Outgoing outgoing, long nowMs) {
        var sent = numbering.number(outgoing);
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
                && !names.given();
        if (!follows || !ahead.may(next.command())) return;
        var before = inFlight.first();
        if (before.takesLong() || before.alone() || numbering.alone(next.command())) return;
        effects.add(new Effect.TransmitPart(ahead.begin(numbering.frameOfNext(next))));
    }

    @Override
    public boolean begun() {
        return ahead.begun();
    }

    @Override
    public void endBegun(long nowMs) {
        if (!ahead.begun()) return;
        var instead = numbering.number(Outgoing.own(NOTHING));
        enterFlight(instead, nowMs);
        effects.add(new Effect.TransmitPart(ahead.rest(numbering.frame(instead))));
    }

    private void enterFlight(Sent sent, long nowMs) {
        if (inFlight.isEmpty()) silence.begin(nowMs);
        inFlight.add(sent);
    }

    private void transmit(Sent sent, long nowMs) {
        enterFlight(sent, nowMs);
        transmitOnly(sent);
    }

    private void transmitOnly(Sent sent) {
        garbled = false;
        effects.add(new Effect.Transmit(numbering.frame(sent)));
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
            silence.begin(nowMs);
            transmit(sent, nowMs);
            return;
        }
        var detail = Trouble.neverWhole(sent.outgoing(), wire.resendLimit());
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
        silence.begin(nowMs);
    }

    @Override
    public void waitsForPerson(long nowMs) {
        silence.begin(nowMs);
    }

    @Override
    public void heard(Reply reply, long nowMs) {
        silence.heard(reply, inFlight, nowMs);
        if (mode == Mode.DRAINING) modeUntil = drainedAt(nowMs);
        if (reply instanceof Reply.Ok answer) ok(answer, nowMs);
        else if (reply instanceof Reply.Resend wanted) resend(wanted.line(), nowMs);
        else if (reply instanceof Reply.LineFault fault) fault(fault.lastLine(), nowMs);
        else if (reply instanceof Reply.Unknown unknown) unknown(unknown.command());
        else if (reply instanceof Reply.Skipped passedOver) skipped(passedOver.line(), nowMs);
        else if (reply instanceof Reply.Busy) silence.saysBusy(true);
        else if (reply instanceof Reply.KeepAlive period) silence.saysBusy(period.seconds() > 0);
        // It has just started: nothing stands there that would have to be ended.
        else if (reply instanceof Reply.Greeting) ahead.forget();
    }

    private void ok(Reply.Ok answer, long nowMs) {
        silence.answered();
        names.heard(answer, doubtful > 0);
        if (mode == Mode.ASKED) {
            enter(Mode.DRAINING, drainedAt(nowMs));
        } else if (mode == Mode.FLOWING) {
            if (answer.line().isPresent()) {
                names.give();
                takeThrough(answer.line().getAsLong(), nowMs);
            } else if (doubtful > 0 && (inFlight.isEmpty() || names.given())) {
                doubtful--;
            } else if (!inFlight.isEmpty()) {
                if (garbled || names.shouldName(inFlight.first())) lostNumber(nowMs);
                else takeFirst(nowMs);
            }
        }
    }

    /** The firmware answered something else than what was sent, so its count has not moved. */
    private void lostNumber(long nowMs) {
        endAhead(nowMs);
        resumeFrom = inFlight.first().number();
        enter(Mode.DRAINING, drainedAt(nowMs));
    }

    /** The line that was sent once more had been taken before; its ok follows, without a name. */
    private void skipped(long line, long nowMs) {
        boolean asked = mode == Mode.FLOWING && silence.probed() && !inFlight.isEmpty();
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
        silence.answered();
        endAhead(nowMs);
        if (mode == Mode.HELD) return;
        // The error before it has named that line too; of two that differ one was damaged on its way.
        if (mode != Mode.FAULTED || kept(wanted)) resumeFrom = wanted;
        enter(Mode.ASKED, nowMs + wire.resendOkWaitMs());
    }

    /** Whether this line could be sent next. */
    private boolean kept(long number) {
        long oldest = numbering.next();
        if (!taken.isEmpty()) oldest = taken.getFirst().number();
        else if (!inFlight.isEmpty()) oldest = inFlight.first().number();
        return number >= oldest && number <= numbering.next();
    }

    private void unknown(String command) {
        names.refused();
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
        if (wanted > numbering.next()) {
            effects.add(Trouble.notSentYet(wanted));
            return;
        }
        while (!inFlight.isEmpty()) again.addFirst(inFlight.removeLast());
        while (!taken.isEmpty() && taken.getLast().number() >= wanted) again.addFirst(taken.removeLast());
        var first = again.poll();
        if (first == null) {
            if (wanted < numbering.next()) effects.add(Trouble.tooFarBack(wanted));
            return;
        }
        if (first.number() != wanted) {
            effects.add(Trouble.tooFarBack(wanted));
            return;
        }
        if (names.takeStrayed() && holdsForLook(first)) return;
        transmitAgain(first, nowMs);
        sendAgain(nowMs);
    }

    /** What ran out of its turn runs again now, so that a person looks first. Of the agent's own lines none matters twice. */
    private boolean holdsForLook(Sent first) {
        var ofFile = Stream.concat(Stream.of(first), again.stream())
                .filter(sent -> sent.outgoing().fileLine() > 0)
                .findFirst();
        if (ofFile.isEmpty()) return false;
        again.addFirst(first);
        enter(Mode.HELD, Long.MAX_VALUE);
        effects.add(Trouble.ranBefore(ofFile.get().outgoing()));
        return true;
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
        silence.begin(nowMs);
        if (!wire.repeatsRefused()) {
            effects.add(Trouble.lostAnswer(inFlight.first().outgoing()));
            return;
        }
        if (!silence.probe()) {
            effects.add(Trouble.noAnswer());
            return;
        }
        retries++;
        if (ahead.begun()) {
            // To be refused it must be ended, and what is said then names the next number.
            endAhead(nowMs);
            return;
        }
        // Either the line or its answer was lost. Marlin 2.1 passes over a number that it has had, without a word
        // (queue.cpp), but names the next one to whoever is ahead of it; its count begins with a line that may come
        // twice.
        doubtful++;
        resends++;
        if (inFlight.beginsCount()) transmitOnly(inFlight.first());
        else effects.add(new Effect.Transmit(numbering.frameAhead(Outgoing.own(WHERE))));
    }

    private long silentAt() {
        return silence.endsAt(inFlight, doubtful > 0);
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
