// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.gcode.Modal;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.plot.PlotDrawing;
import org.fabcommons.profile.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known after a crash. A job whose machine was told to start is interrupted, at the last line that was
 * acknowledged; one whose machine was not goes back to its queue. The machine is made safe before the job is written
 * off, and if the agent ends again in between, the same happens once more.
 */
record Recovery(Workshop workshop, Map<String, Machine> machines) {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /** A machine that is not there by then is reported as not made safe; it is still told as soon as it comes. */
    private static final Duration SAFE_WITHIN = Duration.ofSeconds(20);

    /** Completes when this job's end is in the journal. */
    CompletionStage<Void> settle(JobRecord job) {
        var order = job.order();
        if (!job.begun()) return written(job, () -> notBegun(order));
        LOG.warn("job {} was under way on machine {} when the agent stopped", order.job(), order.machine());
        var machine = Optional.ofNullable(machines.get(order.machine()));
        var safe = machine.map(Machine::makeSafe).orElse(CompletableFuture.completedStage(false));
        safe.thenAccept(answered -> LOG.info("machine {} was made safe: {}", order.machine(), answered));
        return safe.toCompletableFuture()
                .copy()
                .completeOnTimeout(false, SAFE_WITHIN.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(fault -> {
                    LOG.error("machine {} could not be made safe", order.machine(), fault);
                    return false;
                })
                .thenComposeAsync(answered -> written(job, () -> interrupted(job, answered)), workshop.thread());
    }

    /** A disk that is full keeps nobody from being made safe; the end is written down as soon as there is room. */
    private CompletionStage<Void> written(JobRecord job, Runnable end) {
        var done = new CompletableFuture<Void>();
        new Unwritten(workshop, job.order().job()).then(() -> {
            end.run();
            done.complete(null);
        });
        return done;
    }

    private void notBegun(JobOrder order) {
        workshop.journal()
                .moved(
                        order.job(),
                        order.notBegun(),
                        Optional.of("agent-restarted"),
                        Optional.of(Detail.of("restarted-before")),
                        Message.Progress.NONE,
                        Optional.empty());
        workshop.removeMark(order.job());
    }

    private void interrupted(JobRecord job, boolean safe) {
        var order = job.order();
        var at = LineMark.read(workshop.mark(order.job())).orElse(LineMark.At.START);
        var seen = LastSeen.read(workshop.mark(order.job()));
        if (!order.trial()) workshop.journal().stops().note(order.job(), at, seen);
        var detail = Detail.of("stopped-in-the-middle")
                .and(at.line() > 0 ? Detail.of("last-acknowledged", at.line()) : Detail.of("none-acknowledged"))
                .and(at.sent() > at.line() ? Detail.of("sent-up-to", at.sent()) : Detail.of("none-sent"));
        if (Boot.another(workshop.mark(order.job()))) detail = detail.and("computer-down");
        detail = held(order, at.line()).map(detail::and).orElse(detail);
        detail = seen.flatMap(LastSeen::told).map(detail::and).orElse(detail);
        if (!safe) detail = detail.and("not-yet-safe");
        double fraction = job.sendable() == 0 ? 0 : (double) at.count() / job.sendable();
        workshop.journal()
                .moved(
                        order.job(),
                        JobState.INTERRUPTED,
                        Optional.of("agent-stopped"),
                        Optional.of(detail),
                        new Message.Progress(at.line(), job.lines(), fraction, Optional.empty()),
                        Optional.of(new Message.Result(job.sendable(), at.count(), at.line(), 0, 0, 0, 0, safe)));
        workshop.removeMark(order.job());
        workshop.changed().run();
    }

    /** What held at the machine after that line, told by the file itself. */
    private Optional<Detail> held(JobOrder order, long line) {
        var file = workshop.files().find(order.sha256());
        var machine = Optional.ofNullable(machines.get(order.machine()));
        if (file.isEmpty() || machine.isEmpty() || line == 0) return Optional.empty();
        try (var in = Files.newInputStream(file.get())) {
            var profile = machine.get().profile();
            if (profile.language() == Language.PLOTTER) return Optional.of(drawn(PlotDrawing.after(in, profile, line)));
            return Optional.of(Detail.of("held-by-then", Modal.after(in, profile, line)));
        } catch (IOException unreadable) {
            LOG.warn("the file of job {} could not be read again", order.job(), unreadable);
            return Optional.empty();
        }
    }

    private static Detail drawn(PlotDrawing.Then then) {
        return Detail.of(
                then.down() ? "drawn-by-then-down" : "drawn-by-then",
                String.format(Locale.ROOT, "%.2f", then.at().x()),
                String.format(Locale.ROOT, "%.2f", then.at().y()),
                (double) then.pen(),
                then.mmPerS());
    }
}
