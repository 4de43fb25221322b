// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.fabcommons.agent.guard.Refusal;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.stream.Effect;
import org.fabcommons.agent.stream.Outgoing;
import org.fabcommons.agent.transport.WirePriority;
import org.fabcommons.gcode.Bounds;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.MachinePlace;
import org.fabcommons.gcode.Point;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Finding;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file's way to the machine, from the wish to its last line. Of the session's thread. */
final class Streaming {
    private static final Logger LOG = LoggerFactory.getLogger(Streaming.class);

    /** Pausing and finishing wait for motion, which may take any time. */
    private static final long MOTION_MS = TimeUnit.HOURS.toMillis(12);

    private final MachineSetup setup;
    private final Manners manners;
    private final Situation now;
    private final RunEnd runEnd;
    private final Consumer<Runnable> mailbox;
    private final ToolChanging changing;
    private final FilamentChanging filament;
    private final ToolLengths lengths;
    private Consumer<String> sends = command -> {};

    Streaming(
            MachineSetup setup,
            Manners manners,
            Situation now,
            RunEnd runEnd,
            Consumer<Runnable> mailbox,
            ToolLengths lengths) {
        this.setup = setup;
        this.manners = manners;
        this.now = now;
        this.runEnd = runEnd;
        this.mailbox = mailbox;
        this.lengths = lengths;
        filament = new FilamentChanging(setup.key(), now, runEnd, mailbox);
        changing = new ToolChanging(setup.key(), manners, now, runEnd, lengths);
    }

    /** Who is to know which lines are on their way, other than moves. */
    void onSend(Consumer<String> told) {
        sends = told;
    }

    // ---- beginning

    void begin(Run wanted) {
        var refusal = refusal(wanted);
        if (refusal.isPresent()) {
            runEnd.over(wanted, refusal.get(), false);
            return;
        }
        now.tally(now.connection().orElseThrow());
        changing.forget();
        filament.forget();
        now.begin(wanted);
        look(wanted, Optional.empty());
    }

    private void look(Run wanted, Optional<MachinePlace> place) {
        var looking = new Thread(
                () -> check(wanted, place), "check " + wanted.request().job());
        looking.setDaemon(true);
        WirePriority.behind(looking).start();
    }

    private Optional<Run.Ending> refusal(Run wanted) {
        if (wanted.request().checking() && manners.check().isEmpty())
            return refuse("no-check-mode", "This firmware has no check mode.");
        if (now.run().isPresent() || now.caring() || now.byHand())
            return refuse("machine-busy", "The machine is still busy with something else.");
        if (!now.ready())
            return refuse(
                    "machine-offline", now.trouble().map(Told::english).orElse("The machine is not connected yet."));
        var seen = now.connection().orElseThrow().seen();
        if (seen.alarmed() || seen.fatal().isPresent())
            return refuse(
                    "machine-alarm",
                    "The machine is locked. "
                            + now.lastAlarm().map(Told::english).orElse("")
                            + " Make sure that it is clear, then unlock it and try again.");
        if (seen.busy() || seen.held())
            return refuse("machine-busy", "The machine is moving, and not by this program.");
        return Optional.empty();
    }

    private static Optional<Run.Ending> refuse(String reason, String detail) {
        return Optional.of(new Run.Ending(Outcome.FAILED, reason, detail));
    }

    /** On a thread of its own, since a file may be large. */
    private void check(Run wanted, Optional<MachinePlace> place) {
        try (var in = Files.newInputStream(wanted.request().file())) {
            var found = Preflight.check(in, now.profile(), setup.policy(), place);
            mailbox.accept(() -> looked(wanted, found));
        } catch (IOException unreadable) {
            mailbox.accept(() -> unreadable(wanted, unreadable));
        } catch (RuntimeException fault) {
            mailbox.accept(() -> {
                throw fault;
            });
        }
    }

    private void looked(Run wanted, Checked found) {
        if (!now.is(wanted) || !wanted.is(Run.Phase.CHECKING)) return;
        if (found.goesPastItsZero() && !found.refused()) {
            lookAtItsPlace(wanted);
            return;
        }
        if (found.refused()) {
            runEnd.over(wanted, new Run.Ending(Outcome.FAILED, "preflight-refused", first(found)), false);
            return;
        }
        if (!wanted.request().allowed().containsAll(found.needs())) {
            var asks = found.asks().get(0);
            var detail = "Line " + asks.line() + ": " + asks.message(Locale.ENGLISH);
            runEnd.over(wanted, new Run.Ending(Outcome.FAILED, "policy-asks", detail), false);
            return;
        }
        now.connection()
                .ifPresent(c -> c.guard().allow(Source.FILE, wanted.request().allowed()));
        try {
            wanted.open(found, now.profile());
        } catch (IOException unreadable) {
            unreadable(wanted, unreadable);
            return;
        }
        wanted.enter(Run.Phase.STARTING);
        runEnd.steps(beginning(wanted), RunEnd.STEPS_MS, () -> {
            wanted.enter(Run.Phase.STREAMING);
            wanted.listener().started();
            Runnable begins = () -> {
                if (wanted.pauseWanted()) pause();
            };
            if (wanted.request().checking() || !changing.looksFirst(wanted, begins)) begins.run();
        });
    }

    /** Once more, with what the machine says of its travel and of the positions that are stored in it. */
    private void lookAtItsPlace(Run wanted) {
        var c = now.connection().orElseThrow();
        // $$ was not asked where it was locked when it was met.
        runEnd.steps(List.of(Step.ask("$$"), Offsets.ASK), RunEnd.STEPS_MS, () -> {
            now.learn(c.told().over(setup.profile()));
            var none = new MachinePlace(Set.of(), new Bounds(Point.ZERO, Point.ZERO), Map.of());
            look(wanted, c.place(now.profile()).or(() -> Optional.of(none)));
        });
    }

    private List<Step> beginning(Run wanted) {
        if (wanted.request().checking()) return manners.check();
        return setup.profile().sequences().start().stream().map(Step::say).toList();
    }

    private static String first(Checked found) {
        return found.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.REFUSE)
                .findFirst()
                .map(f -> (f.line() > 0 ? "Line " + f.line() + ": " : "") + f.message(Locale.ENGLISH))
                .orElse("The file does not fit this machine.");
    }

    private void unreadable(Run wanted, IOException why) {
        LOG.warn("{}: {}", setup.key(), wanted.request().file(), why);
        if (now.is(wanted)) runEnd.fail("file-unreadable", "The file cannot be read: " + why.getMessage());
    }

    // ---- line after line

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
        return setup.profile().wire().beginsAhead() && r.health().slowLine();
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
        if (lengths.owed()
                && !r.request().checking()
                && setup.profile().toolSetter().isPresent()) {
            if (c.streamer().idle()) changing.retell(r);
            return false;
        }
        if (r.next().isEmpty()) {
            if (c.streamer().idle()) finish(c, r);
            return false;
        }
        var next = r.next().get();
        if (!next.moves()) {
            var looksFurther = byHost(c, r, next.line());
            if (looksFurther.isPresent()) return looksFurther.get();
        }
        var instead = next.moves()
                ? Optional.<Heating.Instead>empty()
                : Heating.of(next.line(), r.tool(), c.seen().temperatures().keySet(), setup.profile());
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
        var change = ToolChange.of(line, r.tool(), setup.profile());
        // The count of lines is ours; a file must not change it. And in a trial nothing moves, so there is nothing to
        // stop
        // for.
        boolean passedOver = (line.words().isEmpty() || line.words().get(0).letter() != 'G') && codes.contains("M110");
        if (passedOver || (change.isPresent() && r.request().checking())) {
            r.acknowledge(line.number());
            return Optional.of(advance(r));
        }
        boolean filamentChange = setup.profile().commands().hostChangesFilament() && codes.contains("M600");
        if (change.isEmpty() && !filamentChange) return Optional.empty();
        if (c.streamer().idle()) {
            if (change.isPresent()) change(r, change.get());
            else filament(r);
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
                ? Optional.of("This line must not be sent.")
                : c.guard().check(Source.FILE, text).map(Refusal::detail);
        if (refusal.isPresent()) runEnd.fail("guard-refused", "Line " + line.number() + ": " + refusal.get());
        return refusal.isPresent();
    }

    private void readAhead(Run r) {
        try {
            r.readAhead();
        } catch (IOException unreadable) {
            unreadable(r, unreadable);
        }
    }

    /** Reads on; false when the file cannot be read. */
    private boolean advance(Run r) {
        try {
            r.advance();
            return true;
        } catch (IOException unreadable) {
            unreadable(r, unreadable);
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
                    String.format(
                            Locale.ROOT,
                            "%s stands at %.0f °C and comes no nearer to %.0f °C. Look at its heater and its sensor.",
                            wanted.sensor(),
                            warmth.actual(wanted.sensor()),
                            wanted.celsius()));
        return false;
    }

    /** Instead of the line that is next: all before it were answered. */
    private void change(Run r, ToolChange change) {
        long line = r.next().orElseThrow().line().number();
        r.acknowledge(line);
        r.enter(Run.Phase.PAUSING);
        if (!advance(r)) return;
        changing.begin(r, change, asked -> note(asked, line));
    }

    private void filament(Run r) {
        long line = r.next().orElseThrow().line().number();
        // Done only when it is over: a job that ends in the middle of it is taken up with the change.
        filament.begin(r, line, asked -> note(asked, line), () -> {
            r.acknowledge(line);
            if (advance(r)) r.goneOn();
        });
    }

    /** Looks up what the file says about that line, on a thread of its own, since the file may be large. */
    private void note(Run r, long line) {
        var looking = new Thread(
                () -> {
                    try {
                        var comment = Comments.about(r.request().file(), line);
                        comment.ifPresent(text -> mailbox.accept(() -> r.note(text)));
                    } catch (IOException unreadable) {
                        LOG.warn("{}: {}", setup.key(), r.request().file(), unreadable);
                    }
                },
                "comments " + r.request().job());
        looking.setDaemon(true);
        looking.start();
    }

    private void finish(Connection c, Run r) {
        r.enter(Run.Phase.FINISHING);
        // Out of check mode there is only a reset; nothing has moved.
        var last = r.request().checking() ? manners.stop(c) : manners.finish();
        runEnd.steps(last, MOTION_MS, () -> {
            now.tally(c);
            runEnd.finished(r);
        });
    }

    // ---- pausing

    void pause() {
        now.run().ifPresent(r -> {
            if (r.is(Run.Phase.CHECKING) || r.is(Run.Phase.STARTING)) r.wantPause(true);
            if (changing.pause()) return;
            if (!r.is(Run.Phase.STREAMING)) return;
            r.wantPause(false);
            r.enter(Run.Phase.PAUSING);
            runEnd.steps(manners.pause(), MOTION_MS, () -> {
                r.enter(Run.Phase.PAUSED);
                r.listener().paused();
            });
        });
    }

    /** The machine comes no further: it is brought to rest as far as it can be, and a person is asked. */
    void hold(String detail) {
        now.liveRun().filter(r -> r.is(Run.Phase.STREAMING)).ifPresent(r -> {
            // Whatever such a firmware is told would wait behind the line that is stuck; it gets no more of them.
            if (setup.profile().language() == Language.REPRAP) {
                r.stuck(detail);
                return;
            }
            r.enter(Run.Phase.PAUSING);
            runEnd.steps(manners.pause(), RunEnd.STEPS_MS, () -> r.stuck(detail));
        });
    }

    void resume() {
        now.run().ifPresent(r -> {
            r.wantPause(false);
            if (!r.is(Run.Phase.PAUSED)) return;
            if (changing.waits()) {
                changing.answer(r, 0);
                return;
            }
            if (filament.waits()) {
                filament.answer(r, 0);
                return;
            }
            if (r.held().isPresent()) {
                now.connection().ifPresent(c -> c.streamer().retry(now.nowMs()));
                r.goneOn();
                return;
            }
            if (r.stuck() && setup.profile().language() == Language.REPRAP) {
                r.goneOn();
                return;
            }
            r.enter(Run.Phase.RESUMING);
            boolean marlinWaits = r.pausedByMachine() && setup.profile().language() == Language.REPRAP;
            var steps = r.isPausedByMacro()
                    // It moves back to the work first.
                    ? List.of(Step.say("RESUME"))
                    : marlinWaits ? List.<Step>of(new Step.Aside("M108")) : manners.resume();
            runEnd.steps(steps, MOTION_MS, r::goneOn);
        });
    }

    /** A person has chosen one of the choices of what the run asks. */
    void answer(int choice) {
        now.run().filter(r -> r.is(Run.Phase.PAUSED)).ifPresent(r -> {
            int choices = Math.max(
                    1, r.question().map(asked -> asked.choices().size()).orElse(0));
            if (choice < 0 || choice >= choices) return;
            if (changing.waits()) changing.answer(r, choice);
            else if (filament.waits()) filament.answer(r, choice);
        });
    }

    /**
     * A macro of the firmware's owner has paused: the firmware would take more lines and carry them out where the head is
     * parked. Source: Klipper, {@code pause_resume.py}.
     */
    void pausedThere() {
        if (now.profile().family() != Family.KLIPPER) return;
        now.liveRun().ifPresent(r -> {
            if (r.is(Run.Phase.STREAMING)) r.pausedByMacro();
        });
    }

    /** The firmware has gone on by itself. */
    void resumedThere() {
        now.liveRun().ifPresent(r -> {
            if (r.is(Run.Phase.PAUSED) && r.isPausedByMacro()) r.goneOn();
        });
    }

    /** Notices that the machine waits for a person of itself, or that it waits no more. */
    void settle(Connection c) throws IOException {
        changing.look(c);
        if (c.scripted() || !now.ready()) return;
        filament.look(c);
        now.run().ifPresent(r -> {
            boolean waits = c.seen().held() || c.seen().waitsForPerson();
            if (r.is(Run.Phase.STREAMING) && waits) {
                r.setPausedByMachine(true);
                r.enter(Run.Phase.PAUSED);
                r.asksWhatCame();
                r.askingLine().ifPresent(line -> note(r, line));
                r.listener().paused();
            } else if (r.is(Run.Phase.PAUSED) && r.pausedByMachine() && !waits) {
                r.goneOn();
            }
        });
    }
}
