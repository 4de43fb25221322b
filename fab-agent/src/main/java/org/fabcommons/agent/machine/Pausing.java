// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Language;

/** A run that rests and goes on: because a person, the machine or this program wants it. Of the session's thread. */
final class Pausing {
    private final Language language;
    private final Manners manners;
    private final Situation now;
    private final RunEnd runEnd;
    private final Changes changes;
    private final Notes notes;
    private final LastMoves last;
    private final DarkPause dark;
    private final PausedHeat heat;
    private final StayAwake awake;

    Pausing(
            Language language,
            Manners manners,
            Situation now,
            RunEnd runEnd,
            Changes changes,
            Notes notes,
            PausedHeat heat,
            StayAwake awake,
            Consumer<Runnable> mailbox) {
        this.language = language;
        this.manners = manners;
        this.now = now;
        this.runEnd = runEnd;
        this.changes = changes;
        this.notes = notes;
        last = new LastMoves(now, runEnd);
        this.heat = heat;
        this.awake = awake;
        dark = new DarkPause(manners, now, runEnd, mailbox);
    }

    /** Another run begins. */
    void forget() {
        last.forget();
        dark.forget();
        heat.forget();
    }

    void pause() {
        now.run().ifPresent(r -> {
            if (changes.tools().pause() || heat.pause(r)) return;
            if (r.notYet()) r.wantPause(true);
            if (r.is(Run.Phase.FINISHING)) last.pause(r);
            if (!r.is(Run.Phase.STREAMING)) return;
            r.wantPause(false);
            if (DarkPause.suits(now.profile())) {
                dark.begin(r);
                return;
            }
            r.enter(Run.Phase.PAUSING);
            runEnd.steps(manners.pause(), RunEnd.MOTION_MS, () -> {
                r.enter(Run.Phase.PAUSED);
                r.listener().paused();
            });
        });
    }

    /** The machine comes no further: it is brought to rest as far as it can be, and a person is asked. */
    void hold(Detail detail) {
        now.liveRun().filter(r -> r.is(Run.Phase.STREAMING)).ifPresent(r -> {
            // Whatever such a firmware is told would wait behind the line that is stuck; it gets no more of them.
            if (language == Language.REPRAP) {
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
            if (last.waits()) {
                last.resume(r);
                return;
            }
            if (heat.warmsFirst(r, this::resume)) return;
            if (dark.rests()) {
                dark.resume(r);
                return;
            }
            if (changes.answer(r, 0)) return;
            if (r.held().isPresent()) {
                now.connection().ifPresent(c -> c.streamer().retry(now.nowMs()));
                r.goneOn();
                return;
            }
            if (r.stuck() && language == Language.REPRAP) {
                r.goneOn();
                return;
            }
            r.enter(Run.Phase.RESUMING);
            if (r.isPausedByMacro()) {
                // It moves back to the work first.
                now.connection()
                        .ifPresent(c -> c.take(
                                List.of(Step.say("RESUME")),
                                RunEnd.MOTION_MS,
                                failure -> failure.ifPresentOrElse(r::staysPaused, r::goneOn)));
                return;
            }
            boolean marlinWaits = r.pausedByMachine() && language == Language.REPRAP;
            var steps = marlinWaits ? List.<Step>of(new Step.Aside("M108")) : manners.resume();
            runEnd.steps(steps, RunEnd.MOTION_MS, r::goneOn);
        });
    }

    /** A person has chosen one of the choices of what the run asks. */
    void answer(int choice) {
        now.run().filter(r -> r.is(Run.Phase.PAUSED)).ifPresent(r -> {
            int choices = Math.max(
                    1, r.question().map(asked -> asked.choices().size()).orElse(0));
            if (choice < 0 || choice >= choices) return;
            if (!heat.warmsFirst(r, () -> answer(choice))) changes.answer(r, choice);
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
            if (!r.is(Run.Phase.PAUSED) || !r.isPausedByMacro()) return;
            if (!heat.warmsFirst(r, r::goneOn)) r.goneOn();
        });
    }

    /** Notices that the machine waits for a person of itself, or that it waits no more. */
    void settle(Connection c) throws IOException {
        changes.tools().look(c);
        last.look(c);
        if (now.ready()) {
            heat.look(c);
            awake.look(c);
        }
        if (c.scripted() || !now.ready()) return;
        changes.filament().look(c);
        if (now.run().isEmpty()) return;
        var r = now.run().get();
        if (r.is(Run.Phase.STREAMING) && r.pauseWanted()) {
            pause();
            return;
        }
        boolean waits = c.seen().held() || c.seen().waitsForPerson();
        if (r.is(Run.Phase.STREAMING) && waits) {
            r.setPausedByMachine(true);
            r.enter(Run.Phase.PAUSED);
            r.asksWhatCame();
            r.askingLine().ifPresent(line -> notes.look(r, line));
            r.listener().held(Question.ASKED, r.question().map(Question::said).orElse(Detail.of("paused-waits")));
        } else if (r.is(Run.Phase.PAUSED) && r.pausedByMachine() && !waits) {
            r.goneOn();
        }
    }
}
