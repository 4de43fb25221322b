// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.function.Consumer;
import org.fabcommons.profile.Language;

/**
 * A wait for a person that the agent keeps at a line such as M0, where the firmware knows no wait or ends everything
 * instead: to rest, a question, and on. Heaters stay as the file has set them, as in firmwares that do wait. Of the
 * session's thread.
 */
final class Waiting {
    private final Manners manners;
    private final Situation now;
    private final RunEnd runEnd;
    private boolean waits;
    private Runnable over = () -> {};

    Waiting(Manners manners, Situation now, RunEnd runEnd) {
        this.manners = manners;
        this.now = now;
        this.runEnd = runEnd;
    }

    /** Another run begins. */
    void forget() {
        waits = false;
    }

    /** Whether the answer to what is asked is this one's business. */
    boolean waits() {
        return waits;
    }

    /**
     * All lines before this one were answered.
     *
     * @param note told when the question stands, to add what the file says
     * @param done what follows when somebody goes on
     */
    void begin(Run r, Question asked, Consumer<Run> note, Runnable done) {
        over = done;
        r.enter(Run.Phase.PAUSING);
        var steps = new ArrayList<Step>();
        // What was answered may not be made yet, and a hold would come in its middle.
        if (now.profile().language() == Language.GRBL)
            now.profile().wire().sync().map(Step::say).ifPresent(steps::add);
        steps.addAll(manners.pause());
        runEnd.steps(steps, RunEnd.MOTION_MS, () -> {
            if (!now.is(r)) return;
            waits = true;
            r.enter(Run.Phase.PAUSED);
            r.asks(asked);
            r.listener().held(Question.ASKED, asked.said());
            note.accept(r);
        });
    }

    /** Somebody goes on. */
    void answer(Run r) {
        waits = false;
        r.enter(Run.Phase.RESUMING);
        runEnd.steps(manners.resume(), RunEnd.MOTION_MS, () -> {
            if (now.is(r)) over.run();
        });
    }
}
