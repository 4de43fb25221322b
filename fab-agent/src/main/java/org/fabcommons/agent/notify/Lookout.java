// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.agent.machine.Told;
import org.fabcommons.agent.notify.Notification.Found;
import org.fabcommons.agent.notify.Notification.Kind;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Telemetry;

/** Compares how things are with how they were at the last look, and finds what people want to know. Of one thread. */
final class Lookout {
    /** As many jobs as may have come while one ran. */
    private static final int JOBS = 200;

    /** What follows at once on what a person has just done beside the machine is nothing to call them for. */
    private static final Set<Question.Kind> STANDING_BESIDE =
            EnumSet.of(Question.Kind.PLATE_ON, Question.Kind.PLATE_OFF, Question.Kind.PURGE);

    /** Reasons of a pause that nobody who is away knows of. */
    private static final Set<String> NEWS =
            Set.of("paused-by-machine", "something-asked", "line-not-taken", "no-progress");

    /** How codes begin of what is told of a job that has been paused for long. */
    private static final List<String> IN_PAUSE = List.of("cooled-in-pause", "hot-in-pause", "turns-in-pause");

    private static final Set<Telemetry.State> IN_NEED = EnumSet.of(Telemetry.State.ALARM, Telemetry.State.ERROR);

    /** A machine as it was. */
    private record Was(Telemetry.State state, boolean busy, long asked, Optional<String> told) {}

    private final List<? extends Machine> machines;
    private final JobRunner runner;
    private final Journal journal;
    private final Cameras cameras;
    private final Consumer<Found> tell;
    private final AtomicBoolean changed = new AtomicBoolean(true);
    private final Map<String, Was> was = new HashMap<>();
    private final Map<String, Instant> seen = new HashMap<>();
    private Map<String, JobState> jobs;

    Lookout(
            List<? extends Machine> machines,
            JobRunner runner,
            Journal journal,
            Cameras cameras,
            Map<String, JobState> before,
            Consumer<Found> tell) {
        this.machines = machines;
        this.runner = runner;
        this.journal = journal;
        this.cameras = cameras;
        this.tell = tell;
        // What happened before is no news; what a crash left is settled, and told, from here on.
        this.jobs = before;
        runner.onChange(() -> changed.set(true));
    }

    static Map<String, JobState> states(Journal journal) {
        return journal.recent(JOBS).stream()
                .collect(Collectors.toMap(job -> job.order().job(), JobRecord::state));
    }

    void look() {
        if (changed.getAndSet(false)) jobs();
        machines.forEach(this::machine);
        cameras();
    }

    private void jobs() {
        Map<String, JobState> now = new HashMap<>();
        var recent = new ArrayList<>(journal.recent(JOBS));
        // Told in the order in which they came.
        Collections.reverse(recent);
        for (var job : recent) {
            var id = job.order().job();
            now.put(id, job.state());
            if (jobs.get(id) != job.state()) moved(job);
        }
        jobs = now;
    }

    private void moved(JobRecord job) {
        switch (job.state()) {
            case FINISHED ->
                tell(
                        job,
                        Kind.FINISHED,
                        job.result()
                                .map(result -> List.of(String.valueOf(Math.round(result.seconds()))))
                                .orElse(List.of()));
            case FAILED, INTERRUPTED -> tell(job, Kind.FAILED, leftOn(job));
            case CANCELLED -> tell(job, Kind.CANCELLED, leftOn(job));
            // Paused of itself: who pauses it knows. What is also asked is told as a question, what a camera saw as
            // such.
            case PAUSED -> {
                boolean asked = machines.stream()
                        .filter(machine -> machine.key().equals(job.order().machine()))
                        .anyMatch(machine -> machine.question().isPresent());
                boolean known = job.reason().filter(NEWS::contains).isPresent();
                if (known && !asked) tell(job, Kind.ASKS, List.of());
            }
            default -> {}
        }
    }

    /** That heaters and spindle may be on: something was sent, and the machine did not say that it is safe. */
    private static List<String> leftOn(JobRecord job) {
        boolean left = job.result()
                .filter(result -> result.bytesSent() > 0 && !result.safe())
                .isPresent();
        return left ? List.of(Notification.NOT_SAFE) : List.of();
    }

    private void tell(JobRecord job, Kind kind, List<String> values) {
        var order = job.order();
        tell.accept(new Found(
                kind,
                Optional.of(order.machine()),
                Optional.of(order.job()),
                Optional.of(order.fileName()),
                job.reason().orElse(""),
                values,
                Optional.empty()));
    }

    private void machine(Machine machine) {
        var key = machine.key();
        var before = Optional.ofNullable(was.get(key));
        var state = machine.snapshot().state();
        var job = runner.jobOn(key);
        var asked = machine.question();
        var told = machine.told();
        was.put(key, new Was(state, job.isPresent(), asked.isPresent() ? machine.asked() : -1, told.map(Told::code)));
        asked.filter(question ->
                        before.filter(old -> old.asked() == machine.asked()).isEmpty())
                .filter(question -> !STANDING_BESIDE.contains(question.kind()))
                .ifPresent(question -> asks(key, job, question));
        // During a job the job's own end tells of it.
        boolean alone = job.isEmpty() && before.filter(old -> !old.busy()).isPresent();
        boolean fell = IN_NEED.contains(state)
                && before.filter(old -> !IN_NEED.contains(old.state())).isPresent();
        boolean fresh =
                before.filter(old -> !old.told().equals(told.map(Told::code))).isPresent();
        boolean leftOn =
                fresh && told.filter(one -> one.code().equals(Told.LEFT_ON)).isPresent();
        boolean inPause = fresh
                && told.filter(one -> IN_PAUSE.stream().anyMatch(one.code()::startsWith))
                        .isPresent();
        if ((alone && (fell || leftOn)) || inPause)
            tell.accept(new Found(
                    Kind.MACHINE,
                    Optional.of(key),
                    job,
                    job.flatMap(journal::find).map(record -> record.order().fileName()),
                    told.map(Told::code).orElse(state.wireName()),
                    List.of(),
                    told.map(Told::detail)));
    }

    private void asks(String machine, Optional<String> job, Question question) {
        boolean filament = question.kind() == Question.Kind.FILAMENT;
        tell.accept(new Found(
                filament ? Kind.FILAMENT : Kind.ASKS,
                Optional.of(machine),
                job,
                job.flatMap(journal::find).map(record -> record.order().fileName()),
                "question." + question.kind().name().toLowerCase(Locale.ROOT),
                List.of(question.what(), question.note().orElse("")),
                Optional.empty()));
    }

    private void cameras() {
        for (var camera : cameras.all()) {
            var notice = cameras.notice(camera);
            var key = camera.settings().key();
            var before = Optional.ofNullable(seen.get(key));
            if (notice.isEmpty()) seen.remove(key);
            notice.filter(one -> before.filter(one.at()::equals).isEmpty()).ifPresent(one -> {
                seen.put(key, one.at());
                tell.accept(new Found(
                        Kind.CAMERA,
                        camera.settings().machine(),
                        Optional.of(one.job()),
                        journal.find(one.job()).map(job -> job.order().fileName()),
                        one.kind().word(),
                        List.of(camera.settings().name(), String.valueOf(one.paused())),
                        Optional.empty()));
            });
        }
    }
}
