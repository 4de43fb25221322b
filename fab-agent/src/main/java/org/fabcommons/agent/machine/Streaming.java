// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.fabcommons.agent.guard.Refusal;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.stream.Effect;
import org.fabcommons.agent.stream.Outgoing;
import org.fabcommons.gcode.Line;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Profile;

/** A file's way to the machine, line after line to its last one. Of the session's thread. */
final class Streaming {
    private final Profile profile;
    private final Situation now;
    private final RunEnd runEnd;
    private final Changes changes;
    private final ToolLengths lengths;
    private final Notes notes;
    private final Consumer<String> sends;

    /** @param sends who is to know which lines are on their way, other than moves */
    Streaming(
            Profile profile,
            Situation now,
            RunEnd runEnd,
            Changes changes,
            ToolLengths lengths,
            Notes notes,
            Consumer<String> sends) {
        this.profile = profile;
        this.now = now;
        this.runEnd = runEnd;
        this.changes = changes;
        this.lengths = lengths;
        this.notes = notes;
        this.sends = sends;
    }

    /**
     * Sends as much as the firmware has room for, and hands on what follows.
     *
     * @param questions whether something else is to go first; then only a line that was begun is finished
     */
    void feed(Connection c, boolean questions, Consumer<Effect> ofTheRun) throws IOException {
        while (streams(c) && (!questions || c.streamer().begun())) {
            if (!sendNext(c, now.run().get(), ofTheRun)) break;
        }
        if (c.streamer().begun() && c.streamer().idle()) c.streamer().endBegun(now.nowMs());
        else if (!questions && streams(c)) begin(c, now.run().get());
        c.flush(ofTheRun);
        if (now.run().isPresent()) readAhead(now.run().get());
    }

    /** Whether lines of the file are going out. */
    boolean streams(Connection c) {
        return now.ready()
                && !c.scripted()
                && now.run().isPresent()
                && now.run().get().is(Run.Phase.STREAMING);
    }

    private boolean beginsAhead(Run r) {
        return profile.wire().beginsAhead() && r.health().slowLine();
    }

    /** The beginning of the next line, if it is a move and nothing stands before it. */
    private void begin(Connection c, Run r) {
        if (!beginsAhead(r) || c.streamer().begun() || r.next().isEmpty()) return;
        var next = r.next().get();
        if (!next.moves() || r.heating().isPresent() || lengths.owed()) return;
        if (c.guard().check(Source.FILE, next.text()).isPresent()) return;
        c.streamer().begin(Outgoing.ofFile(next.text(), next.line().number()));
    }

    /** Sends the run's next line; false when the firmware has no room, or nothing is left. */
    private boolean sendNext(Connection c, Run r, Consumer<Effect> ofTheRun) throws IOException {
        if (!warm(c, r)) return false;
        if (lengths.owed() && !r.request().checking() && profile.toolSetter().isPresent()) {
            if (c.streamer().idle()) changes.tools().retell(r);
            return false;
        }
        if (r.next().isEmpty()) {
            if (c.streamer().idle()) runEnd.finish(c, r);
            return false;
        }
        var next = r.next().get();
        if (!next.moves()) {
            var looksFurther = byHost(c, r, next.line());
            if (looksFurther.isPresent()) return looksFurther.get();
        }
        var instead = next.moves()
                ? Optional.<Heating.Instead>empty()
                : Heating.of(next.line(), r.tool(), c.seen().temperatures().keySet(), profile);
        var text = instead.isPresent() ? instead.get().command() : next.text();
        if (!c.streamer().hasRoom(text)) return false;
        // What was begun was looked at then.
        if (!c.streamer().begun() && refused(c, next.line(), text)) return false;
        r.listener().sent(next.line().number());
        c.send(Outgoing.ofFile(text, next.line().number()));
        // What fits beside it goes out with it, and so does the beginning of the next.
        if (!beginsAhead(r) && !c.streamer().hasRoom("")) c.flush(ofTheRun);
        r.health().sent(System.nanoTime());
        if (next.moves()) r.sent(false);
        else follow(r, next.line(), text);
        if (instead.isPresent()) r.heats(instead.get().heating());
        return advance(r);
    }

    /**
     * What is not sent: the agent does it, or nobody.
     *
     * @return empty if the line is to be sent, else whether the one after it can be looked at now
     */
    private Optional<Boolean> byHost(Connection c, Run r, Line line) {
        var codes = line.codes();
        var change = ToolChange.of(line, r.tool(), profile);
        // The count of lines is ours; a file must not change it. And in a trial nothing moves, so there is nothing to
        // stop for.
        boolean passedOver = (line.words().isEmpty() || line.words().get(0).letter() != 'G') && codes.contains("M110");
        if (passedOver || (change.isPresent() && r.request().checking())) {
            r.acknowledge(line.number());
            return Optional.of(advance(r));
        }
        boolean filamentChange = profile.commands().hostChangesFilament() && codes.contains("M600");
        boolean waits = codes.stream().anyMatch(profile.commands()::hostWaits);
        if (change.isEmpty() && !filamentChange && !waits) return Optional.empty();
        if (c.streamer().idle()) {
            if (change.isPresent()) change(r, change.get());
            else if (filamentChange) filament(r);
            else waiting(r, line);
        }
        return Optional.of(false);
    }

    /** Notes what a line that is no mere move means for what comes. */
    private void follow(Run r, Line line, String text) {
        var codes = line.codes();
        if (codes.contains("G49") || codes.contains("G43.1")) lengths.lost();
        sends.accept(text);
        r.sent(!text.startsWith("G") || text.startsWith("G4") || text.startsWith("G28") || text.startsWith("G29"));
        Question.of(line).ifPresent(asked -> r.comes(asked, line.number()));
    }

    /** The guard looks once more at what goes out; but only here is it known which line of the file that is. */
    private boolean refused(Connection c, Line line, String text) {
        var refusal = line.fault().isPresent()
                ? Optional.of(Detail.of("must-not-be-sent"))
                : c.guard().check(Source.FILE, text).map(Refusal::why);
        if (refusal.isPresent())
            runEnd.fail("guard-refused", Detail.of("line", line.number()).and(refusal.get()));
        return refusal.isPresent();
    }

    private void readAhead(Run r) {
        try {
            r.readAhead();
        } catch (IOException unreadable) {
            runEnd.unreadable(r, unreadable);
        }
    }

    /** Reads on; false when the file cannot be read. */
    private boolean advance(Run r) {
        try {
            r.advance();
            return true;
        } catch (IOException unreadable) {
            runEnd.unreadable(r, unreadable);
            return false;
        }
    }

    /** Whether the machine is as warm as the last line wanted it. */
    private boolean warm(Connection c, Run r) {
        if (r.heating().isEmpty()) return true;
        var wanted = r.heating().get();
        var warmth = c.seen().warmth();
        if (warmth.reached(wanted, now.nowMs())) {
            r.heated();
            return true;
        }
        if (warmth.stuck(wanted, now.nowMs()))
            runEnd.fail(
                    "heater-stuck",
                    Detail.of(
                            "heater-stuck",
                            wanted.sensor(),
                            Math.round(warmth.actual(wanted.sensor())),
                            Math.round(wanted.celsius())));
        return false;
    }

    /** Instead of the line that is next: all before it were answered. */
    private void change(Run r, ToolChange change) {
        long line = r.next().orElseThrow().line().number();
        r.acknowledge(line);
        r.enter(Run.Phase.PAUSING);
        if (!advance(r)) return;
        changes.tools().begin(r, change, asked -> notes.look(asked, line));
    }

    private void filament(Run r) {
        long line = r.next().orElseThrow().line().number();
        changes.filament().begin(r, line, asked -> notes.look(asked, line), () -> goOnAfter(r, line));
    }

    private void waiting(Run r, Line line) {
        var asked = Question.of(line).orElseGet(() -> Question.of(Question.Kind.WAIT, ""));
        changes.waiting().begin(r, asked, it -> notes.look(it, line.number()), () -> goOnAfter(r, line.number()));
    }

    /** Done only when it is over: a job that ends in the middle of it is taken up with the question. */
    private void goOnAfter(Run r, long line) {
        r.acknowledge(line);
        if (advance(r)) r.goneOn();
    }
}
