// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.Optional;
import org.fabcommons.profile.Realtime;

/**
 * A machine that is held while the agent moves it of its own, by its button, an open door or a person's pause: the job is
 * paused for people too, and goes on with those very moves when somebody says so. Of the session's thread.
 */
final class HoldWatch {
    private final Situation now;
    /** What the run was doing when the hold came. */
    private Optional<Run.Phase> before = Optional.empty();

    private boolean wanted;
    private boolean released;

    HoldWatch(Situation now) {
        this.now = now;
    }

    void forget() {
        before = Optional.empty();
        wanted = false;
        released = false;
    }

    /** Whether people are told that it is held. */
    boolean holds() {
        return before.isPresent();
    }

    /** It is to come to rest. */
    void want() {
        wanted = true;
    }

    /** It may go on. */
    void release() {
        released = true;
    }

    /** @param moves whether steps of the agent's own are under way */
    void look(Connection c, boolean moves) throws IOException {
        if (wanted) shout(c, Realtime.HOLD);
        if (released) shout(c, Realtime.RESUME);
        wanted = false;
        released = false;
        var run = now.liveRun();
        if (run.isEmpty()) return;
        var r = run.get();
        boolean held = moves && c.scripted() && c.seen().held();
        boolean ours = r.is(Run.Phase.PAUSING) || r.is(Run.Phase.RESUMING);
        if (held && before.isEmpty() && ours) {
            before = Optional.of(r.phase());
            r.enter(Run.Phase.PAUSED);
            r.asks(Question.of(Question.Kind.HELD, ""));
            r.listener().paused();
        } else if (!held && before.isPresent()) {
            r.movesAgain(before.get());
            before = Optional.empty();
        }
    }

    private void shout(Connection c, String name) throws IOException {
        var byteOf = now.profile().realtime().find(name);
        if (byteOf.isPresent()) c.shout(byteOf.get());
    }
}
