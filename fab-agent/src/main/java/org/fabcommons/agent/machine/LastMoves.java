// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.fabcommons.profile.Realtime;

/**
 * A pause when every line was acknowledged and the machine makes its last moves. Where a byte holds it, it is held in their
 * middle; else it rests before the next of the profile's last commands, when the one that it has is carried out. Of the
 * session's thread.
 */
final class LastMoves {
    private enum Way {
        NONE,
        /** It is to be held, and the byte is not out yet. */
        TO_HOLD,
        /** A byte holds it, or has been sent to. */
        HOLDS,
        /** A command is waited for. */
        AFTER_COMMAND,
        /** Nothing is under way. */
        RESTS,
        /** It may go on, and the byte is not out yet. */
        TO_RELEASE
    }

    private final Situation now;
    private final RunEnd runEnd;
    private Way way = Way.NONE;
    private List<Step> left = List.of();

    LastMoves(Situation now, RunEnd runEnd) {
        this.now = now;
        this.runEnd = runEnd;
    }

    /** Another run begins. */
    void forget() {
        way = Way.NONE;
        left = List.of();
    }

    /** Whether going on is this one's business. */
    boolean waits() {
        return way != Way.NONE;
    }

    void pause(Run r) {
        // In check mode nothing moves, and a reset ends it.
        if (way != Way.NONE || r.request().checking()) return;
        r.enter(Run.Phase.PAUSING);
        way = hold().isPresent() ? Way.TO_HOLD : Way.AFTER_COMMAND;
        if (way == Way.AFTER_COMMAND) now.connection().orElseThrow().stopSteps();
    }

    void resume(Run r) {
        if (way == Way.HOLDS) {
            way = Way.TO_RELEASE;
        } else if (way == Way.RESTS) {
            way = Way.NONE;
            r.movesAgain(Run.Phase.FINISHING);
            runEnd.finish(r, left);
        }
    }

    private Optional<Character> hold() {
        // Of a laser that is held dark by no means the moves are made, and its beam goes out behind them.
        return DarkPause.suits(now.profile())
                ? Optional.empty()
                : now.profile().realtime().find(Realtime.HOLD);
    }

    void look(Connection c) throws IOException {
        var run = now.liveRun();
        if (run.isEmpty()) return;
        var r = run.get();
        switch (way) {
            case NONE -> {
                // By its own button, or an open door.
                if (!r.is(Run.Phase.FINISHING)
                        || r.request().checking()
                        || !c.seen().held()) return;
                way = Way.HOLDS;
                rests(r, Optional.of(Question.of(Question.Kind.HELD, "")));
            }
            case TO_HOLD -> {
                c.shout(hold().orElseThrow());
                way = Way.HOLDS;
            }
            case HOLDS -> holds(c, r);
            case AFTER_COMMAND -> {
                var steps = c.stepsLeft();
                if (steps.isEmpty()) return;
                left = steps.get();
                way = Way.RESTS;
                rests(r, Optional.empty());
            }
            case TO_RELEASE -> {
                c.shout(now.profile().realtime().find(Realtime.RESUME).orElseThrow());
                way = Way.HOLDS;
            }
            case RESTS -> {}
        }
    }

    private void holds(Connection c, Run r) {
        if (r.is(Run.Phase.PAUSING) && c.seen().held() && c.seen().atRest()) {
            rests(r, Optional.empty());
        } else if (r.is(Run.Phase.PAUSED) && !c.seen().held()) {
            way = Way.NONE;
            r.movesAgain(Run.Phase.FINISHING);
        }
    }

    private static void rests(Run r, Optional<Question> asked) {
        r.enter(Run.Phase.PAUSED);
        asked.ifPresent(r::asks);
        r.listener().paused();
    }
}
