// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Progress;
import org.fabcommons.profile.Progress.WhenStuck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what nobody else does: heat, spindle or laser left on without a job, and a job that no longer comes forward
 * although the machine still talks. Of the session's thread.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    static final String NO_PROGRESS = "no-progress";
    /** How often it looks. Milliseconds. */
    private static final long EVERY_MS = 1000;

    /**
     * How long a machine may come no further, and what is done then.
     *
     * @param standsMs as {@link Progress#standsS}, in milliseconds
     * @param silentMs as {@link Progress#silentS}, in milliseconds
     */
    record Limits(long standsMs, long silentMs, WhenStuck whenStuck) {
        /** The lab's word goes before the profile's. */
        static Limits of(MachineSetup setup) {
            var progress = setup.profile().progress();
            return new Limits(
                    progress.standsS() * 1000L,
                    progress.silentS() * 1000L,
                    setup.policy().whenStuck().orElse(progress.whenStuck()));
        }
    }

    private final MachineSetup setup;
    private final Limits limits;
    private final Situation now;
    private final RunEnd runEnd;
    private final Consumer<Detail> hold;
    private long lookAtMs;
    private long stuckSinceMs = -1;
    private long onSinceMs = -1;
    private long aheadAtMs;
    private long acknowledged = -1;
    private Map<String, Double> position = Map.of();
    private Optional<Told> notice = Optional.empty();

    /** @param hold brings the machine to rest and asks a person, who gets to read this */
    Watch(MachineSetup setup, Limits limits, Situation now, RunEnd runEnd, Consumer<Detail> hold) {
        this.hold = hold;
        this.setup = setup;
        this.limits = limits;
        this.now = now;
        this.runEnd = runEnd;
    }

    /** What was switched off, for people; until the next run. */
    Optional<Told> notice() {
        return notice;
    }

    void look(Connection c) {
        if (now.nowMs() < lookAtMs) return;
        lookAtMs = now.nowMs() + EVERY_MS;
        leftOn(c);
        now.liveRun().ifPresent(r -> {
            ahead(c, r);
            unanswered(r);
        });
    }

    private void leftOn(Connection c) {
        if (now.run().isPresent()) notice = Optional.empty();
        boolean alone = now.run().isEmpty() && now.ready() && !now.caring();
        if (!alone || !c.seen().on() || setup.idleOffS() == 0) {
            onSinceMs = -1;
            return;
        }
        if (onSinceMs < 0) onSinceMs = now.nowMs();
        if (now.nowMs() - onSinceMs < setup.idleOffS() * 1000L) return;
        onSinceMs = -1;
        notice = Optional.of(Told.of(Told.LEFT_ON, setup.idleOffS()));
        LOG.warn("{}: {}", setup.key(), notice.get());
        now.oweSafety(true);
    }

    /** Whether the job comes forward: an answer, a place, or a reason not to. */
    private void ahead(Connection c, Run r) {
        long answered = r.progress().line();
        boolean waits = !r.is(Run.Phase.STREAMING)
                || r.heating().isPresent()
                || c.seen().waitsForPerson();
        boolean moved = answered != acknowledged || !c.seen().position().equals(position);
        acknowledged = answered;
        position = c.seen().position();
        if (waits || moved) aheadAtMs = now.nowMs();
        long limit = c.seen().moves() ? limits.standsMs() : limits.silentMs();
        // A dwell stands still as long as the file says.
        boolean dwells = r.lastSentLong();
        if (now.nowMs() - aheadAtMs < (dwells ? limits.silentMs() : limit)) return;
        var minutes = (now.nowMs() - aheadAtMs) / 60_000;
        var detail = Detail.of("comes-no-further", minutes, answered);
        aheadAtMs = now.nowMs();
        LOG.warn("{}: {}", setup.key(), detail);
        if (limits.whenStuck() == WhenStuck.HOLD) hold.accept(detail);
        else runEnd.fail(NO_PROGRESS, detail);
    }

    /** A job that is held, since it came no further or a line does not arrive whole, does not stay hot for ever. */
    private void unanswered(Run r) {
        if (!(r.stuck() || r.held().isPresent()) || setup.idleOffS() == 0) {
            stuckSinceMs = -1;
            return;
        }
        if (stuckSinceMs < 0) stuckSinceMs = now.nowMs();
        if (now.nowMs() - stuckSinceMs < setup.idleOffS() * 1000L) return;
        stuckSinceMs = -1;
        if (r.held().isPresent()) runEnd.fail("line-not-taken", Detail.of("nobody-looked", setup.idleOffS()));
        else runEnd.fail(NO_PROGRESS, Detail.of("nobody-said", setup.idleOffS()));
    }
}
