// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.fabcommons.link.Telemetry;

/**
 * Whether a machine says that it moves while nothing moves in the picture. Moving is what the machine reports: another
 * position, or more acknowledged lines. A machine that heats or waits reports neither, and is not expected to move.
 */
final class Stall {
    /** Share of the picture; sensor noise and compression stay below. */
    static final double STILL = 0.0015;

    /** Between two pictures that are further apart than this share of the patience, anything may have moved unseen. */
    private static final double BLIND = 0.5;

    private final Duration patience;
    private Instant movedInPicture;
    private Instant seen;
    private Instant said;
    private long line = -1;
    private Map<String, Double> position = Map.of();
    private Duration saidMoving = Duration.ZERO;
    private boolean told;

    Stall(Duration patience, Instant now) {
        this.patience = patience;
        movedInPicture = now;
        seen = now;
        said = now;
    }

    /**
     * Takes what machine and camera say now. To be called with each new picture: a camera that was away for a while has
     * not seen a stall, its patience begins anew.
     *
     * @return true once, when it is a stall
     */
    boolean look(Telemetry.Machine machine, double motion, Instant now) {
        boolean blind = Duration.between(seen, now).toMillis() > BLIND * patience.toMillis();
        seen = now;
        if (blind) said = now;
        if (motion > STILL || blind) {
            movedInPicture = now;
            saidMoving = Duration.ZERO;
            told = false;
        }
        long acknowledged = machine.progress().map(progress -> progress.line()).orElse(line);
        if (acknowledged != line || !machine.position().equals(position)) {
            // The time from one sign of motion to the next counts, and no long silence does.
            var since = Duration.between(said, now);
            if (since.compareTo(Duration.ofSeconds(10)) < 0) saidMoving = saidMoving.plus(since);
            said = now;
            line = acknowledged;
            position = machine.position();
        }
        boolean stalled = saidMoving.compareTo(patience) >= 0
                && Duration.between(movedInPicture, now).compareTo(patience) >= 0;
        boolean news = stalled && !told;
        told |= stalled;
        return news;
    }
}
