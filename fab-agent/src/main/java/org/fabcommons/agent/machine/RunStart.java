// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.transport.WirePriority;
import org.fabcommons.gcode.Bounds;
import org.fabcommons.gcode.Interpreter;
import org.fabcommons.gcode.MachinePlace;
import org.fabcommons.gcode.Point;
import org.fabcommons.link.Detail;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Preflight;

/** How runs begin: whether the machine is free, whether the file fits it, and what is sent before it. Of the session's thread. */
final class RunStart {
    private final MachineSetup setup;
    private final Manners manners;
    private final Situation now;
    private final RunEnd runEnd;
    private final Consumer<Runnable> mailbox;
    private final Changes changes;
    private final Pausing pausing;

    RunStart(
            MachineSetup setup,
            Manners manners,
            Situation now,
            RunEnd runEnd,
            Consumer<Runnable> mailbox,
            Changes changes,
            Pausing pausing) {
        this.setup = setup;
        this.manners = manners;
        this.now = now;
        this.runEnd = runEnd;
        this.mailbox = mailbox;
        this.changes = changes;
        this.pausing = pausing;
    }

    void begin(Run wanted) {
        var refusal = refusal(wanted);
        if (refusal.isPresent()) {
            runEnd.over(wanted, refusal.get(), false);
            return;
        }
        now.tally(now.connection().orElseThrow());
        changes.forget();
        pausing.forget();
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
            return refuse("no-check-mode", Detail.of("no-check-mode"));
        if (now.run().isPresent() || now.caring() || now.byHand())
            return refuse("machine-busy", Detail.of("machine-busy"));
        if (!now.ready())
            return refuse("machine-offline", now.trouble().map(Told::detail).orElse(Detail.of("not-connected")));
        var seen = now.connection().orElseThrow().seen();
        if (seen.alarmed() || seen.fatal().isPresent()) return refuse("machine-alarm", locked());
        if (seen.in(Reply.State.CHECK)) return refuse("machine-busy", Detail.of("check-mode"));
        if (seen.busy() || seen.held()) return refuse("machine-busy", Detail.of("machine-moves"));
        return Optional.empty();
    }

    private Detail locked() {
        var locked = Detail.of("locked");
        return now.lastAlarm()
                .map(alarm -> locked.and(alarm.detail()))
                .orElse(locked)
                .and("clear-then-unlock");
    }

    private static Optional<Run.Ending> refuse(String reason, Detail detail) {
        return Optional.of(new Run.Ending(Outcome.FAILED, reason, detail));
    }

    /** On a thread of its own, since a file may be large. */
    private void check(Run wanted, Optional<MachinePlace> place) {
        try (var in = wanted.request().open()) {
            var found = Preflight.check(in, now.profile(), setup.policy(), place);
            // To its end, whatever has been seen in it so far.
            in.transferTo(OutputStream.nullOutputStream());
            mailbox.accept(() -> looked(wanted, found));
        } catch (IOException unreadable) {
            mailbox.accept(() -> runEnd.unreadable(wanted, unreadable));
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
            runEnd.over(
                    wanted,
                    new Run.Ending(
                            Outcome.FAILED,
                            "preflight-refused",
                            Detail.of(found.refusals().get(0))),
                    false);
            return;
        }
        if (!wanted.request().allowed().containsAll(found.needs())) {
            var asks = Detail.of(found.asks().get(0));
            runEnd.over(wanted, new Run.Ending(Outcome.FAILED, "policy-asks", asks), false);
            return;
        }
        now.connection()
                .ifPresent(c -> c.guard().allow(Source.FILE, wanted.request().allowed()));
        try {
            wanted.open(found, now.profile());
        } catch (IOException unreadable) {
            runEnd.unreadable(wanted, unreadable);
            return;
        }
        wanted.enter(Run.Phase.STARTING);
        runEnd.steps(beginning(wanted), RunEnd.STEPS_MS, () -> {
            wanted.enter(Run.Phase.STREAMING);
            wanted.listener().started();
            Runnable begins = () -> {
                if (wanted.pauseWanted()) pausing.pause();
            };
            if (wanted.request().checking() || !changes.tools().looksFirst(wanted, begins)) begins.run();
        });
    }

    /** Once more, with what the machine says of its travel and of the positions that are stored in it. */
    private void lookAtItsPlace(Run wanted) {
        var c = now.connection().orElseThrow();
        // $$ was not asked where it was locked when it was met.
        var questions = new ArrayList<>(GrblManners.travel(setup.profile()));
        questions.add(Offsets.ASK);
        runEnd.steps(questions, RunEnd.STEPS_MS, () -> {
            now.learn(c.told().over(setup.profile()));
            var none = new MachinePlace(Set.of(), new Bounds(Point.ZERO, Point.ZERO), Map.of());
            look(wanted, c.place(now.profile()).or(() -> Optional.of(none)));
        });
    }

    private List<Step> beginning(Run wanted) {
        var steps = new ArrayList<Step>();
        if (wanted.request().checking()) steps.addAll(manners.check());
        else steps.addAll(Step.say(setup.profile().sequences().start()));
        steps.addAll(Step.say(Interpreter.beginning(setup.profile())));
        return steps;
    }
}
