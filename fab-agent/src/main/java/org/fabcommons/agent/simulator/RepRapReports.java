// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.Optional;

/** What a printer's board says unasked: that it is busy (M113), and how warm it is (M155, or while it waits for heat). */
final class RepRapReports {
    private static final long SECOND = 1_000_000_000L;
    /** Source: Marlin {@code Configuration.h}, DEFAULT_KEEPALIVE_INTERVAL. */
    private static final int USUAL_BUSY_SECONDS = 2;

    /** What a command that is not done waits for. */
    enum Cause {
        MOTION,
        HEAT,
        PERSON
    }

    private final RepRapVoice voice;
    private final RepRapHeat heat;
    private final Transmitter tx;
    private int busyEverySeconds;
    private long busyAt;
    private int temperaturesEverySeconds;
    private long temperaturesAt;
    private long heatAt;

    RepRapReports(RepRapVoice voice, RepRapHeat heat, Transmitter tx) {
        this.voice = voice;
        this.heat = heat;
        this.tx = tx;
    }

    void restart() {
        busyEverySeconds = USUAL_BUSY_SECONDS;
        temperaturesEverySeconds = 0;
    }

    /** @param seconds 0 for never */
    void busyEvery(int seconds) {
        busyEverySeconds = seconds;
    }

    int busyEverySeconds() {
        return busyEverySeconds;
    }

    /** @param seconds 0 for never */
    void temperaturesEvery(int seconds, long now) {
        temperaturesEverySeconds = seconds;
        temperaturesAt = now + seconds * SECOND;
    }

    /** A command has begun to wait. */
    void begun(long now) {
        busyAt = now + busyEverySeconds * SECOND;
        heatAt = now + SECOND;
    }

    /**
     * Says what is due.
     *
     * @param now nanoseconds
     * @param waitsFor what the command under way waits for, if one is
     */
    void look(long now, Optional<Cause> waitsFor) {
        boolean heats = waitsFor.filter(Cause.HEAT::equals).isPresent();
        if (waitsFor.isPresent() && !heats && busyEverySeconds > 0 && now >= busyAt) {
            voice.busy(waitsFor.get() == Cause.PERSON).ifPresent(tx::say);
            busyAt = now + busyEverySeconds * SECOND;
        }
        if (heats && now >= heatAt) {
            tx.say(voice.heating(heat));
            heatAt = now + SECOND;
        }
        if (temperaturesEverySeconds > 0 && now >= temperaturesAt) {
            tx.say(voice.temperatures(heat));
            temperaturesAt = now + temperaturesEverySeconds * SECOND;
        }
    }
}
