// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some firmware lets go of its motors when nothing happens for a while, and the place of a job that only rests is lost. It
 * hears each minute that somebody is there; whoever feeds it no more leaves it to its own limit. Of the session's thread.
 */
final class StayAwake {
    private static final Logger LOG = LoggerFactory.getLogger(StayAwake.class);
    /** Far less than anybody's limit. Milliseconds. */
    private static final long EVERY_MS = 60_000;

    private final String key;
    private final Situation now;
    private long nextMs;

    StayAwake(String key, Situation now) {
        this.key = key;
        this.now = now;
    }

    void look(Connection c) {
        var lines = now.profile().sequences().stayAwake();
        if (lines.isEmpty()) return;
        var resting = now.liveRun().filter(r -> r.is(Run.Phase.PAUSED) && PausedHeat.listens(c, r));
        if (resting.isEmpty()) {
            nextMs = 0;
            return;
        }
        if (now.nowMs() < nextMs || c.scripted()) return;
        nextMs = now.nowMs() + EVERY_MS;
        c.take(Step.say(lines), RunEnd.STEPS_MS, failure -> failure.ifPresent(why -> LOG.warn("{}: {}", key, why)));
    }
}
