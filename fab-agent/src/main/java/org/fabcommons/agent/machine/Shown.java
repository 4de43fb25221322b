// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Map;
import java.util.Optional;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;

/** What others see of the machine: a picture, renewed when the state changes and otherwise some times a second. */
final class Shown {
    private static final long EVERY_MS = 100;

    private final String key;
    private final Situation now;
    private final Watch watch;
    private final SessionListener listener;
    private long shownAtMs;
    private volatile Telemetry.Machine picture;

    Shown(String key, Situation now, Watch watch, SessionListener listener) {
        this.watch = watch;
        this.key = key;
        this.now = now;
        this.listener = listener;
        picture = telemetry();
    }

    /** From any thread. */
    Telemetry.Machine picture() {
        return picture;
    }

    /** Renews it if it is time; tells whether it was. */
    boolean renew() {
        var before = picture;
        long nowMs = now.nowMs();
        if (nowMs < shownAtMs + EVERY_MS && before.state() == now.state()) return false;
        shownAtMs = nowMs;
        var fresh = telemetry();
        if (fresh.equals(before)) return true;
        picture = fresh;
        listener.changed(fresh);
        return true;
    }

    /** Renews it without telling anybody. */
    void end() {
        picture = telemetry();
    }

    long wakeAtMs() {
        return shownAtMs + EVERY_MS;
    }

    private Telemetry.Machine telemetry() {
        var state = now.state();
        var seen = now.connection().map(Connection::seen);
        Optional<String> detail =
                switch (state) {
                    case OFFLINE, ERROR -> now.trouble();
                    case ALARM ->
                        Optional.of(now.lastAlarm().orElse("The machine is locked.")
                                + " Make sure that it is clear, then unlock it.");
                    case PAUSED ->
                        now.run().flatMap(r -> r.held().or(() -> r.question().map(Question::sentence)));
                    default -> watch.notice();
                };
        return new Telemetry.Machine(
                key,
                state,
                detail,
                seen.map(Seen::temperatures).orElse(Map.of()),
                seen.map(Seen::position).orElse(Map.of()),
                now.run().map(r -> r.request().job()),
                now.run().map(Run::progress).filter(p -> !p.equals(Message.Progress.NONE)));
    }
}
