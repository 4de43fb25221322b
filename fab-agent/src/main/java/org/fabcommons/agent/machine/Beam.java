// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Realtime;

/**
 * A laser that is held burns what it stands on, unless its firmware puts the beam out of itself, as grbl 1.1 does in laser
 * mode. So whoever held it, the beam is looked at: it is put out once, or else the job is stopped. grbl lights it again when
 * it goes on. Source: grbl 1.1 {@code protocol.c}, spindle_stop_ovr. Of the session's thread.
 */
final class Beam {
    /** Reports that say so before anything is done: the first may be older than what the firmware does of itself. */
    private static final int SURE = 2;
    /** The same after the beam was told to go out; some reports may be under way. */
    private static final int STILL = 4;

    private final Situation now;
    private final RunEnd runEnd;
    private long report;
    /** Reports of this hold, one after the other, that do not call it dark. */
    private int lit;
    /** The byte toggles: a second one would light the beam again. */
    private boolean putOut;

    Beam(Situation now, RunEnd runEnd) {
        this.now = now;
        this.runEnd = runEnd;
    }

    void look(Connection c) throws IOException {
        if (!now.profile().isLaser() || !now.ready() || c.seen().statuses() == report) return;
        report = c.seen().statuses();
        boolean stands = c.seen().held() && c.seen().atRest();
        if (!stands) putOut = false;
        if (!stands || c.seen().dark() || underWay()) {
            lit = 0;
            return;
        }
        lit++;
        if (lit < (putOut ? STILL : never() ? 1 : SURE)) return;
        lit = 0;
        var off = now.profile().realtime().find(Realtime.SPINDLE_STOP);
        // With a door open grbl has stopped it, and heeds no such byte; to who does not say what shines it could light
        // it.
        boolean heeds = c.seen().in(Reply.State.HOLD) && c.seen().shines();
        if (!putOut && heeds && off.isPresent()) {
            c.shout(off.get());
            putOut = true;
        } else {
            stop(c.seen().shines());
        }
    }

    /** Whether no report will ever say so. One that is held with a full planner may not even send another. */
    private boolean never() {
        return DarkPause.suits(now.profile());
    }

    /** Whether it is being stopped or goes on already. */
    private boolean underWay() {
        return now.caring()
                || now.run()
                        .filter(r -> r.is(Run.Phase.ENDING) || r.is(Run.Phase.RESUMING))
                        .isPresent();
    }

    private void stop(boolean shines) {
        var why = !shines
                ? Detail.of("beam-not-told")
                : putOut ? Detail.of("beam-stayed-on") : Detail.of("beam-stays-on");
        if (now.liveRun().isPresent()) runEnd.fail("beam-not-dark", why);
        else now.oweSafety(true);
    }
}
