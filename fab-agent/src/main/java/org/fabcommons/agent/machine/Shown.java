// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Language;

/** What others see of the machine: a picture, renewed when the state changes and otherwise some times a second. */
final class Shown {
    private static final long EVERY_MS = 200;

    private static final Told PAUSING = Told.of(Told.PAUSING);

    /** After so long without a report figures are no longer of now. Milliseconds; three of the slowest profile's. */
    private static final long OLD_MS = 6000;

    private static final Told PAUSING_UNHEARD = Told.of(Told.PAUSING_UNHEARD);
    private static final Told LAST_UNHEARD = Told.of("last-unheard");

    private final String key;
    private final Situation now;
    private final Watch watch;
    private final PausedHeat heat;
    private final SessionListener listener;
    private long shownAtMs;
    private volatile Picture picture;

    /** What it does, and what its detail says, from one moment. */
    private record Picture(Telemetry.Machine machine, Optional<Told> told) {
        boolean pausing() {
            return told.filter(Told::pausing).isPresent();
        }
    }

    Shown(String key, Situation now, Watch watch, PausedHeat heat, SessionListener listener) {
        this.watch = watch;
        this.heat = heat;
        this.key = key;
        this.now = now;
        this.listener = listener;
        picture = now();
    }

    /** From any thread. */
    Telemetry.Machine picture() {
        return picture.machine();
    }

    /** What the picture's detail says. From any thread. */
    Optional<Told> told() {
        return picture.told();
    }

    /** Renews it if it is time; tells whether it was. */
    boolean renew() {
        var before = picture;
        long nowMs = now.nowMs();
        if (nowMs < shownAtMs + EVERY_MS && before.machine().state() == now.state() && before.pausing() == pausing())
            return false;
        shownAtMs = nowMs;
        var fresh = now();
        if (fresh.equals(before)) return true;
        picture = fresh;
        listener.changed(fresh.machine());
        return true;
    }

    /** Renews it without telling anybody. */
    void end() {
        picture = now();
    }

    long wakeAtMs() {
        return shownAtMs + EVERY_MS;
    }

    private Picture now() {
        var state = now.state();
        var seen = now.connection().map(Connection::seen);
        Optional<Told> told =
                switch (state) {
                    case OFFLINE, ERROR -> now.trouble();
                    case CONNECTING -> now.trouble().filter(why -> why.code().equals(Told.STOPPED_MEETING));
                    case ALARM -> Optional.of(locked());
                    case PAUSED ->
                        now.run()
                                .flatMap(r -> r.held().or(heat::told).or(() -> r.asking()
                                        .map(asked -> new Told(Question.ASKED, asked))))
                                .or(this::withoutLaserMode);
                    default ->
                        pausing()
                                ? Optional.of(unheard() ? PAUSING_UNHEARD : PAUSING)
                                : unheard()
                                        ? Optional.of(LAST_UNHEARD)
                                        : watch.notice()
                                                .or(heat::told)
                                                .or(this::checks)
                                                .or(this::withoutLaserMode);
                };
        return new Picture(
                new Telemetry.Machine(
                                key,
                                state,
                                Optional.empty(),
                                seen.map(Seen::temperatures).orElse(Map.of()),
                                seen.map(Seen::position).orElse(Map.of()),
                                now.run().map(r -> r.request().job()),
                                now.run().map(Run::progress).filter(p -> !p.equals(Message.Progress.NONE)))
                        .saying(told.map(Told::detail)),
                told);
    }

    /** Whether the firmware waits for its moves to end and answers no question until then. */
    private boolean unheard() {
        return now.profile().language() == Language.REPRAP
                && now.run()
                        .filter(r -> r.is(Run.Phase.PAUSING) || r.is(Run.Phase.FINISHING))
                        .isPresent()
                && now.connection()
                        .filter(c -> now.nowMs() - c.seen().reportedAtMs() >= OLD_MS)
                        .isPresent();
    }

    private boolean pausing() {
        return now.state() == Telemetry.State.RUNNING
                && now.run().filter(Run::pausing).isPresent();
    }

    /** A person has left it in check mode; a job that checks has it so until it ends. */
    private Optional<Told> checks() {
        boolean left = now.run().isEmpty()
                && now.connection().filter(c -> c.seen().in(Reply.State.CHECK)).isPresent();
        if (!left) return Optional.empty();
        return Optional.of(Told.of("check-mode"));
    }

    private Optional<Told> withoutLaserMode() {
        boolean off = now.profile().isLaser()
                && now.connection().filter(Connection::laserModeOff).isPresent();
        if (!off) return Optional.empty();
        // FluidNC's $32 only tells what its configuration says. Source: SettingsDefinitions.cpp.
        boolean configured = now.profile().family() == Family.FLUIDNC;
        return Optional.of(Told.of(configured ? "laser-mode-off-fluidnc" : "laser-mode-off"));
    }

    private Told locked() {
        if (now.profile().language() == Language.GRBL && now.lastAlarm().isEmpty()) return Told.of("locked-home");
        var alarm = now.lastAlarm().orElseGet(() -> Told.of("locked"));
        return new Told(alarm.code(), alarm.detail().and("clear-then-unlock"));
    }
}
