// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.gcode.Held;
import org.fabcommons.profile.Grammar;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * A pause of a laser whose firmware, in a hold, neither puts the beam out nor says whether it is: grbl 0.9, TinyG, g2core. It
 * is not held. It gets no more lines, makes the moves that it has, and puts the beam out behind them; to go on it is told
 * once more what the file had switched on. Of the session's thread.
 */
final class DarkPause {
    private static final String OFF = "M5";

    private final Situation now;
    private final RunEnd runEnd;
    private final Manners manners;
    private final Consumer<Runnable> mailbox;
    private boolean dark;

    DarkPause(Manners manners, Situation now, RunEnd runEnd, Consumer<Runnable> mailbox) {
        this.manners = manners;
        this.now = now;
        this.runEnd = runEnd;
        this.mailbox = mailbox;
    }

    /** Another run begins. */
    void forget() {
        dark = false;
    }

    /** Whether a hold of such a machine leaves a beam on of which nobody hears. */
    static boolean suits(Profile profile) {
        return profile.isLaser()
                && (profile.language() == Language.JSON || profile.status().grammar() == Grammar.GRBL09);
    }

    /** Whether the run that rests was brought to rest so. */
    boolean rests() {
        return dark;
    }

    void begin(Run r) {
        r.enter(Run.Phase.PAUSING);
        runEnd.steps(manners.pauseDark(), RunEnd.MOTION_MS, () -> {
            if (!now.is(r)) return;
            dark = true;
            r.enter(Run.Phase.PAUSED);
            r.listener().paused();
        });
    }

    /** What was on follows from the file alone, which is read on a thread of its own, since it may be large. */
    void resume(Run r) {
        dark = false;
        r.enter(Run.Phase.RESUMING);
        long line = r.next().map(next -> next.line().number()).orElse(Long.MAX_VALUE);
        var reading = new Thread(
                () -> {
                    try (var in = Files.newInputStream(r.request().file())) {
                        var found = Held.before(in, now.profile(), line);
                        mailbox.accept(() -> light(r, found));
                    } catch (IOException unreadable) {
                        mailbox.accept(() -> runEnd.unreadable(r, unreadable));
                    }
                },
                "beam " + r.request().job());
        reading.setDaemon(true);
        reading.start();
    }

    private void light(Run r, Held file) {
        if (!now.is(r) || !r.is(Run.Phase.RESUMING)) return;
        var on = Optional.of(file.spindle())
                .filter(spindle -> !spindle.equals(OFF))
                .map(spindle -> spindle + " S" + Numbers.plain(file.spindleSpeed()));
        var refusal = on.flatMap(line -> now.connection().flatMap(c -> c.guard().check(Source.FILE, line)));
        if (refusal.isPresent()) {
            runEnd.fail("guard-refused", refusal.get().why());
            return;
        }
        // The next lines follow at once: the beam stands lit for no longer than one of them is on its way.
        runEnd.steps(
                on.map(line -> List.<Step>of(new Step.Hand(line, Source.FILE))).orElse(List.of()),
                RunEnd.STEPS_MS,
                r::goneOn);
    }
}
