// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.fabcommons.agent.stream.Effect;
import org.fabcommons.link.Detail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Making the machine safe when that is owed or asked for, and stopping it at once. Of the session's thread. */
final class Safety {
    private static final Logger LOG = LoggerFactory.getLogger(Safety.class);

    private static final Detail OFF = Detail.of("everything-off");
    static final Told STOPPED = new Told("stopped-at-once", OFF.and("clear-then-unlock"));

    /** For so long a stop is meant for what the machine does then. Milliseconds. */
    private static final long STOP_LASTS_MS = 60_000;

    private final String key;
    private final Manners manners;
    private final Situation now;
    private final RunEnd runEnd;
    private final Arrival arrival;
    private final List<CompletableFuture<Boolean>> wanted = new ArrayList<>();

    Safety(String key, Manners manners, Situation now, RunEnd runEnd, Arrival arrival) {
        this.key = key;
        this.manners = manners;
        this.now = now;
        this.runEnd = runEnd;
        this.arrival = arrival;
    }

    /** Somebody wants to know when the machine is safe. */
    void want(CompletableFuture<Boolean> answer) {
        wanted.add(answer);
    }

    /** Does what is owed, as soon as the machine can be talked to and has no run. */
    void pay(Connection c) {
        boolean may = !c.scripted() && now.ready() && now.run().isEmpty() && !now.caring();
        if (!may || !(now.owesSafety() || !wanted.isEmpty())) return;
        now.care(Situation.Care.MAKING_SAFE);
        c.take(manners.makeSafe(c), RunEnd.stopMs(c), failure -> {
            now.care(Situation.Care.NONE);
            if (failure.isPresent()) {
                LOG.warn("{}: could not be made safe: {}", key, failure.get());
                now.trouble(new Told("not-safe", failure.get().and("not-safe")), true);
                now.reconnect(Situation.RETRY_MS);
                return;
            }
            runEnd.brokeOff(c);
            now.oweSafety(false);
            var waiting = List.copyOf(wanted);
            wanted.clear();
            waiting.forEach(answer -> answer.complete(true));
        });
    }

    /** By the fastest way the firmware has. */
    void stopAtOnce(Consumer<Effect> ofTheRun) {
        LOG.warn("{}: emergency stop", key);
        var ending = new Run.Ending(Outcome.CANCELLED, "emergency-stop", Detail.of("stopped-at-once"));
        if (now.connection().isEmpty()) {
            now.oweSafety(true);
            now.run().ifPresent(r -> runEnd.over(r, ending, false));
            // Looked for now, not when it would have been.
            now.oweStop(now.nowMs() + STOP_LASTS_MS);
            now.retryAfter(0);
            return;
        }
        var c = now.connection().get();
        // Who was not yet asked who it is, is asked anew: it may be another machine.
        boolean anew = manners.reopensAfterEmergencyStop() || !now.ready();
        now.care(Situation.Care.STOPPING);
        now.run().ifPresent(r -> r.end(ending));
        c.take(manners.emergencyStop(c), RunEnd.STEPS_MS, failure -> stopped(c, ending, anew, failure));
        try {
            // Not in its turn: now.
            c.advance(now.nowMs(), ofTheRun);
        } catch (IOException lost) {
            arrival.lose(c, lost.getMessage());
        }
    }

    /** What was pressed while the port was closed. */
    void stopWhatIsOwed(Consumer<Effect> ofTheRun) {
        if (now.connection().isEmpty() || !now.owesStop()) return;
        now.oweStop(0);
        stopAtOnce(ofTheRun);
    }

    private void stopped(Connection c, Run.Ending ending, boolean anew, Optional<Detail> failure) {
        now.care(Situation.Care.NONE);
        failure.ifPresent(why -> {
            LOG.warn("{}: {}", key, why);
            now.oweSafety(true);
        });
        var told = failure.map(ending::and).orElse(ending);
        now.run().ifPresent(r -> runEnd.over(r, told, failure.isEmpty()));
        if (failure.isEmpty()) {
            c.seen().everythingOff();
            now.trouble(stopped(anew));
        }
        if (anew || failure.isPresent()) now.reconnect(Situation.RETRY_MS);
        else now.enter(Situation.Link.READY);
    }

    private static Told stopped(boolean meetsAnew) {
        return meetsAnew ? new Told(Told.STOPPED_MEETING, OFF.and("met-anew")) : STOPPED;
    }

    /** A person says that the machine may move again. */
    void unlock() {
        // A machine that is being met is not kept from it by somebody who asks again and again.
        if (now.connection().isEmpty() || now.run().isPresent() || now.linkIs(Situation.Link.CONNECTING)) return;
        var c = now.connection().get();
        var steps = manners.unlock(c);
        if (steps.isEmpty()) {
            now.reconnect(0);
            return;
        }
        now.care(Situation.Care.STOPPING);
        c.take(steps, RunEnd.STEPS_MS, failure -> {
            now.care(Situation.Care.NONE);
            if (failure.isEmpty()) {
                now.alarm(Optional.empty());
                // Who had stopped itself may have restarted: it is met anew.
                if (c.seen().fatal().isPresent()) now.reconnect(Situation.RETRY_MS);
            } else {
                now.trouble(new Told("not-unlocked", failure.get().and("not-unlocked")));
                now.reconnect(Situation.RETRY_MS);
            }
        });
    }
}
