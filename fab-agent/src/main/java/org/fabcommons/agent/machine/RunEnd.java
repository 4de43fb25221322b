// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Message;
import org.fabcommons.profile.Profile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How runs end: the machine first, then whoever waits to hear of it. Of the session's thread. */
final class RunEnd {
    private static final Logger LOG = LoggerFactory.getLogger(RunEnd.class);

    /** For what the session does of its own and does not depend on motion. */
    static final long STEPS_MS = 30_000;
    /** What looks for its end stops is let come to its end before. */
    private static final long HOMING_MS = 90_000;
    /** Pausing and finishing wait for motion, which may take any time. */
    static final long MOTION_MS = TimeUnit.HOURS.toMillis(12);

    private static final String NOT_CONFIRMED = "not-confirmed";

    private final String key;
    private final Manners manners;
    private final Situation now;

    RunEnd(String key, Manners manners, Situation now) {
        this.key = key;
        this.manners = manners;
        this.now = now;
    }

    /** Ends the run, if there is one that is not ending yet. */
    void end(Run.Ending how) {
        now.liveRun().ifPresent(r -> {
            if (r.is(Run.Phase.CHECKING)) {
                over(r, how, true);
                return;
            }
            r.end(how);
            now.connection().ifPresent(this::stopInOrder);
        });
    }

    void fail(String reason, Detail detail) {
        end(new Run.Ending(Outcome.FAILED, reason, detail));
    }

    void unreadable(Run r, IOException why) {
        LOG.warn("{}: {}", key, r.request().file(), why);
        if (!now.is(r)) return;
        if (why instanceof SealedFile.Changed) fail("file-changed", Detail.of("file-changed"));
        else fail("file-unreadable", Detail.of("unreadable", String.valueOf(why.getMessage())));
    }

    /** Brings the machine to rest for a run whose ending is known. */
    void stopInOrder(Connection c) {
        c.take(manners.stop(c), stopMs(c), failure -> {
            failure.ifPresent(why -> LOG.warn("{}: {}", key, why));
            boolean broke = brokeOff(c);
            now.run().ifPresent(r -> {
                var how = r.ending().orElseThrow();
                over(r, broke ? how.and(Detail.of("broken-off")) : how, failure.isEmpty());
            });
            if (failure.isPresent()) {
                now.oweSafety(true);
                now.reconnect(Situation.RETRY_MS);
            }
        });
    }

    /** A person has to unlock a machine that would not be broken off in any other way. */
    boolean brokeOff(Connection c) {
        if (!c.brokeOff()) return false;
        c.seen().everythingOff();
        now.trouble(new Told("broken-off", Detail.of("broken-off").and("clear-then-unlock")));
        return true;
    }

    /** How long coming to rest in order may take. Milliseconds. */
    static long stopMs(Connection c) {
        return c.streamer().homing() ? HOMING_MS : STEPS_MS;
    }

    /** The run is over, whatever the machine does. */
    void over(Run r, Run.Ending how, boolean safe) {
        LOG.info("{}: {} {}: {}", key, r.request().job(), how.reason(), how.detail());
        over(r, how.outcome(), Optional.of(how.reason()), Optional.of(how.detail()), safe);
    }

    private void over(Run r, Outcome outcome, Optional<String> reason, Optional<Detail> detail, boolean safe) {
        if (now.is(r)) {
            // While the file is looked at, nothing that was sent was of the run.
            if (!r.is(Run.Phase.CHECKING)) now.connection().ifPresent(now::tally);
            now.forgetRun();
        }
        r.close();
        r.listener().over(outcome, reason, detail, result(r, safe));
    }

    /** Every line was acknowledged; the run is over when the motion is done. */
    void finish(Connection c, Run r) {
        // Out of check mode there is only a reset; nothing has moved.
        finish(r, r.request().checking() ? manners.stop(c) : manners.finish());
    }

    /** What is left of that. */
    void finish(Run r, List<Step> last) {
        r.enter(Run.Phase.FINISHING);
        // Of a machine that says nothing that it is done is reckoned.
        var reason = silent() ? Optional.of(NOT_CONFIRMED) : Optional.<String>empty();
        steps(last, MOTION_MS, () -> over(r, Outcome.FINISHED, reason, Optional.empty(), true));
    }

    private boolean silent() {
        return now.profile().plotter().filter(plotter -> !plotter.queries()).isPresent();
    }

    /** Who says nothing has not said that its spindle stands either. */
    private Message.Result result(Run r, boolean safe) {
        boolean turns = now.profile().kind() == Profile.Kind.MILL_LASER;
        return r.result(safe && !(silent() && turns), !silent());
    }

    /** Takes steps for the run; if they fail, the run does. */
    void steps(List<Step> steps, long limitMs, Runnable then) {
        now.connection().orElseThrow().take(steps, limitMs, failure -> {
            if (failure.isEmpty()) then.run();
            else fail("no-answer", failure.get());
        });
    }
}
