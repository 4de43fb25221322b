// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.List;
import java.util.Optional;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.agent.stream.Effect;
import org.fabcommons.agent.transport.PortEvent;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows for the run from what the machine says. Of the session's thread. */
final class Hearing {
    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);

    /** Klipper's first word of it; why, only to whom asks. Source: {@code gcode.py}, _handle_shutdown. */
    private static final String SHUTDOWN = "// Klipper state: Shutdown";

    private static final long WHY_MS = 1500;

    private final String key;
    private final Situation now;
    private final RunEnd runEnd;
    private final Arrival arrival;
    private final HostActions actions;
    private final ToolLengths lengths;
    private long heardAt;
    /** Klipper has said that it has stopped, and is asked why. */
    private boolean asksWhy;

    Hearing(String key, Situation now, RunEnd runEnd, Arrival arrival, HostActions actions, ToolLengths lengths) {
        this.lengths = lengths;
        this.key = key;
        this.now = now;
        this.runEnd = runEnd;
        this.arrival = arrival;
        this.actions = actions;
    }

    /**
     * Something has come from a port.
     *
     * @param heardAt when it arrived, nanoseconds
     * @return whether it was nothing but the answer to a line
     */
    boolean hear(Connection from, PortEvent event, long heardAt) {
        if (!now.is(from)) return false;
        this.heardAt = heardAt;
        if (event instanceof PortEvent.Gone end) {
            arrival.lose(from, end.why());
            return false;
        }
        if (!(event instanceof PortEvent.Line line) || line.text().isBlank()) return false;
        var replies = from.hear(line.text(), now.nowMs());
        for (var reply : replies) {
            if (now.run().isPresent()) {
                var r = now.run().get();
                r.health().heard(reply, r.is(Run.Phase.STREAMING) && r.next().isPresent());
            }
            if (reply instanceof Reply.HostAction asked) actions.take(asked.action());
            else if (reply instanceof Reply.Greeting) greeted(from);
            else if (reply instanceof Reply.Alarm alarm) alarmed(from, alarm.code());
            else if (reply instanceof Reply.Fatal fatal) fatal(from, fatal);
            else if (reply instanceof Reply.Other other && !other.error()) actions.said(other.text());
            else if (reply instanceof Reply.Other other && other.error()) LOG.warn("{}: {}", key, other.text());
            else if (reply instanceof Reply.Complaint complaint) complained(complaint.text());
        }
        return replies.size() == 1 && replies.get(0) instanceof Reply.Ok;
    }

    /** It has not done what a line says and goes on all the same, as Marlin does whose nozzle is too cold: whoever finds the work must know. */
    private void complained(String text) {
        LOG.warn("{}: {}", key, text);
        now.liveRun()
                .filter(r -> !r.is(Run.Phase.CHECKING) && r.complains(text))
                .ifPresent(r -> r.listener().noted("machine-said", Detail.of("machine-said", text)));
    }

    private void greeted(Connection c) {
        actions.forget();
        lengths.lost();
        // While connecting or after our own reset a greeting is what the steps wait for.
        if (now.caring() || now.run().filter(Hearing::resets).isPresent()) return;
        if (now.linkIs(Situation.Link.CONNECTING)) {
            // To STATUS Klipper answers as it greets.
            if (c.seen().greetings() > 1 && !c.says(MarlinManners.STATUS)) arrival.greet(c);
            return;
        }
        now.run().ifPresent(r -> r.end(new Run.Ending(Outcome.FAILED, "machine-reset", after(r))));
        arrival.greet(c);
    }

    /** Whether the session itself has reset the machine: to end the run, or to leave check mode. */
    private static boolean resets(Run r) {
        return r.is(Run.Phase.ENDING)
                || (r.is(Run.Phase.FINISHING) && r.request().checking());
    }

    private static Detail after(Run r) {
        long line = r.progress().line();
        return line == 0 ? Detail.of("machine-restarted") : Detail.of("machine-restarted-after", line);
    }

    private void alarmed(Connection c, int code) {
        var said = c.seen().alarm(code);
        // What a number means is the same for all that are grbl's kin.
        now.alarm(Optional.of(new Told(now.profile().language() == Language.GRBL ? "alarm-grbl" : "alarm", said)));
        runEnd.fail("alarm", said.and("locked"));
    }

    private void fatal(Connection c, Reply.Fatal stop) {
        boolean ours = now.cares(Situation.Care.STOPPING) || c.brokeOff();
        if (ours || !stop.text().equals(SHUTDOWN)) {
            asksWhy = false;
            stopped(c, stop, ours);
        } else if (now.liveRun().isEmpty() || now.byHand()) {
            stopped(c, stop, false);
            c.meanwhile(MarlinManners.STATUS);
        } else {
            asksWhy = true;
            var why = List.of(new Step.Aside(MarlinManners.STATUS), Step.allow(heard -> !asksWhy, WHY_MS));
            c.take(why, RunEnd.STEPS_MS, over -> {
                if (asksWhy) stopped(c, stop, false);
                asksWhy = false;
            });
        }
    }

    private void stopped(Connection c, Reply.Fatal stop, boolean ours) {
        var text = stop.text();
        if (ours) arrival.stoppedByPerson();
        // It says once more, to whatever it is told, what was done to it before.
        boolean still = arrival.isStoppedByPerson();
        if (!still) arrival.halted(text);
        if (ours) return;
        if (now.linkIs(Situation.Link.CONNECTING)) arrival.metStopped(c);
        if (still && now.run().isEmpty()) {
            now.trouble(Safety.STOPPED);
            return;
        }
        var ending = new Run.Ending(Outcome.FAILED, "machine-halted", Detail.of("stopped-itself", text));
        if (stop.goesOn()) {
            now.oweSafety(true);
            runEnd.end(ending);
        } else {
            // It has switched everything off itself, and listens to nobody until it is reset.
            c.seen().everythingOff();
            now.liveRun().ifPresent(r -> runEnd.over(r, ending, true));
        }
        now.trouble(Told.of("halted", text));
    }

    /** Something became of a line that was sent. */
    void take(Effect effect) {
        if (effect instanceof Effect.Answered answered) {
            answered(answered.outgoing().fileLine());
        } else if (effect instanceof Effect.Rejected rejected) {
            rejected(rejected);
        } else if (effect instanceof Effect.Held held) {
            var detail = Detail.of("line", held.outgoing().fileLine()).and(held.detail());
            LOG.warn("{}: {}", key, detail);
            now.liveRun().ifPresent(r -> r.held(detail));
        } else if (effect instanceof Effect.Broken broken) {
            broken(broken);
        }
    }

    private void answered(long line) {
        if (line == 0 || now.run().isEmpty()) return;
        var r = now.run().get();
        // It answers again of itself, which a machine that is held by its own means cannot.
        boolean freed = r.stuck() && now.profile().language() == Language.REPRAP;
        if (r.pausedByMachine() || freed) r.goneOn();
        r.acknowledge(line, heardAt);
    }

    private void rejected(Effect.Rejected rejected) {
        var outgoing = rejected.outgoing();
        if (outgoing.fileLine() == 0) return;
        runEnd.fail(
                "line-refused",
                Detail.of("machine-refused-line", outgoing.fileLine(), outgoing.command())
                        .and(now.connection().orElseThrow().seen().error(rejected.code())));
    }

    private void broken(Effect.Broken how) {
        LOG.warn("{}: {}", key, how.detail());
        now.trouble(new Told(how.reason(), how.detail()), true);
        var ending = new Run.Ending(Outcome.FAILED, how.reason(), how.detail());
        if (now.liveRun().isPresent() && now.ready()) {
            now.liveRun().get().end(ending);
            // The book is no longer true: begin a new one, then stop in order.
            arrival.greet(now.connection().orElseThrow());
            return;
        }
        now.run().ifPresent(r -> {
            now.oweSafety(true);
            runEnd.over(r, r.ending().orElse(ending), false);
        });
        now.reconnect(Situation.RETRY_MS);
    }
}
