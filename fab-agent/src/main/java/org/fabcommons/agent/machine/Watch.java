// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what nobody else does: heat, spindle or laser left on without a job, and a job that no longer comes forward
 * although the machine still talks. Of the session's thread.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    /** How often it looks. Milliseconds. */
    private static final long EVERY_MS = 1000;

    /**
     * How long a machine may come no further. Milliseconds.
     *
     * @param standsMs it says that it moves, and neither its place nor its answers change
     * @param silentMs the same for firmware that does not say whether it moves: homing and levelling take their time
     */
    record Limits(long standsMs, long silentMs) {
        /** Guesses beyond any planned move. */
        static final Limits STANDARD = new Limits(180_000, 1_200_000);
    }

    private final MachineSetup setup;
    private final Limits limits;
    private final Situation now;
    private final RunEnd runEnd;
    private long lookAtMs;
    private long onSinceMs = -1;
    private long aheadAtMs;
    private long acknowledged = -1;
    private Map<String, Double> position = Map.of();
    private Optional<String> notice = Optional.empty();

    Watch(MachineSetup setup, Limits limits, Situation now, RunEnd runEnd) {
        this.setup = setup;
        this.limits = limits;
        this.now = now;
        this.runEnd = runEnd;
    }

    /** What was switched off, for people; until the next run. */
    Optional<String> notice() {
        return notice;
    }

    void look(Connection c) {
        if (now.nowMs() < lookAtMs) return;
        lookAtMs = now.nowMs() + EVERY_MS;
        leftOn(c);
        now.liveRun().ifPresent(r -> ahead(c, r));
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
        notice = Optional.of(String.format(
                Locale.ROOT,
                "It was hot or turning for %d s without a job and has been switched off.",
                setup.idleOffS()));
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
        runEnd.fail(
                "no-progress",
                "For " + (now.nowMs() - aheadAtMs) / 60_000
                        + " minutes the machine has answered no line and has not changed its place, although it talks."
                        + " Line " + answered + " was the last one acknowledged.");
    }
}
