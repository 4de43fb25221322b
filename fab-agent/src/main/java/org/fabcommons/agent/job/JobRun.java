// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.agent.machine.Outcome;
import org.fabcommons.agent.machine.RunListener;
import org.fabcommons.agent.machine.RunRequest;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.preflight.Checked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One order on its way through its machine: fetching, checked, confirmed, begun, over. Everything happens on the jobs
 * thread but {@link #acknowledged}, which the machine calls.
 */
final class JobRun implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final Detail NOWHERE = Detail.of("cannot-write");

    private enum Phase {
        FETCHING,
        /** The file is here and right; the hub has to say that the offer still stands. */
        CONFIRMING,
        /** The machine has been told to start. */
        BEGUN,
        /** Nothing more will happen. */
        OVER
    }

    private final JobOrder order;
    private final Machine machine;
    private final Workshop workshop;
    private final Consumer<JobRun> ended;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final Unwritten unwritten;
    private final Witness witness;
    private final Measured measured;
    private final Allowance allowance;
    private volatile Phase phase = Phase.FETCHING;
    private volatile Optional<JobProgress> progress = Optional.empty();
    private Optional<Path> file = Optional.empty();
    private Optional<Permission> permission = Optional.empty();
    private volatile boolean stopped;
    private boolean started;
    private boolean agentStops;
    private boolean cancelledByPerson;

    JobRun(JobOrder order, Machine machine, Workshop workshop, Consumer<JobRun> ended) {
        this.order = order;
        this.machine = machine;
        this.workshop = workshop;
        this.ended = ended;
        unwritten = new Unwritten(workshop, order.job());
        witness = new Witness(workshop, order.job(), machine);
        measured = new Measured(workshop.journal().clock());
        allowance = new Allowance(order, machine, workshop.journal().permissions());
    }

    JobOrder order() {
        return order;
    }

    boolean is(String job, int attempt) {
        return order.job().equals(job) && order.attempt() == attempt;
    }

    boolean olderThan(JobOrder newer) {
        return order.job().equals(newer.job()) && order.attempt() < newer.attempt();
    }

    Message.Progress progress() {
        return progress.map(JobProgress::now).orElse(Message.Progress.NONE);
    }

    /** Whether what became of it cannot be written down at present. */
    boolean unwritable() {
        return unwritten.stuck();
    }

    /** Completes when its end is in the journal. */
    CompletableFuture<Void> settled() {
        return settled;
    }

    /** The machine, if it has been told to start. */
    Optional<Machine> begunOn() {
        return phase == Phase.BEGUN ? Optional.of(machine) : Optional.empty();
    }

    /** Begins by bringing the file here; what does not start in time does not start. */
    void fetch(FileSource source) {
        workshop.thread().after(workshop.patience(), () -> giveBack("too-late", Detail.of("too-late")));
        new Fetching(order, machine, workshop, source, new WhenFetched()).begin();
    }

    private final class WhenFetched implements Fetching.Waiter {
        @Override
        public boolean waits() {
            return phase == Phase.FETCHING;
        }

        @Override
        public void fetched(Path file, Checked checked) {
            JobRun.this.fetched(file, checked);
        }

        @Override
        public void fails(String reason, Detail detail) {
            JobRun.this.fails(reason, detail);
        }
    }

    private void fetched(Path file, Checked checked) {
        if (phase != Phase.FETCHING) return;
        if (checked.refused()) {
            fails("preflight-refused", Detail.of(checked.refusals().get(0)));
            return;
        }
        if (!allowance.given(checked)) {
            asks(checked);
            return;
        }
        LineMark mark;
        try {
            mark = LineMark.begin(workshop.mark(order.job()));
            Boot.note(workshop.mark(order.job()));
        } catch (UncheckedIOException full) {
            LOG.error("job {} does not begin: where it is could not be written down", order.job(), full);
            ends(order.notBegun(), "disk-full", NOWHERE);
            return;
        }
        progress = Optional.of(new JobProgress(
                checked,
                mark,
                new Pace(checked.toolpath().estimateSeconds(), System::nanoTime),
                JobProgress.planned(machine.profile())));
        this.file = Optional.of(file);
        phase = Phase.CONFIRMING;
        write(JobState.ACCEPTED, Optional.empty(), Optional.empty(), Optional.empty());
        if (order.origin() == JobOrder.Origin.LOCAL) confirmed();
    }

    /** Nobody has answered for what the policy asks about: back it goes, with the question. */
    private void asks(Checked checked) {
        phase = Phase.OVER;
        write(
                order.notBegun(),
                Optional.of("policy-asks"),
                Optional.of(allowance.missing(checked)),
                Optional.empty(),
                Optional.of(allowance.asks(checked)));
        close();
    }

    /** The offer stands: the machine may start. */
    void confirmed() {
        if (phase != Phase.CONFIRMING || !unwritten.none() || stopped) return;
        var checked = progress.orElseThrow().checked();
        try {
            workshop.journal()
                    .begun(
                            order.job(),
                            checked.toolpath().lines(),
                            checked.toolpath().sendable());
        } catch (DiskFull full) {
            LOG.error("job {} does not begin: that it does could not be written down", order.job(), full);
            giveBack("disk-full", NOWHERE);
            return;
        }
        permission = allowance.use(checked);
        phase = Phase.BEGUN;
        witness.begins(progress().fraction());
        // Without anybody's word the machine refuses what needs one.
        boolean onlyRead = allowance.onlyRead();
        var allowed = permission.isPresent() || onlyRead ? checked.needs() : Set.<String>of();
        machine.run(
                new RunRequest(
                        order.job(),
                        file.orElseThrow(),
                        Optional.of(order.sha256()),
                        0,
                        OptionalDouble.empty(),
                        onlyRead,
                        allowed),
                this);
        witness.warm(progress().fraction());
    }

    /** Back to where it came from, if the machine was not told to start. */
    void giveBack(String reason, Detail detail) {
        if (phase == Phase.FETCHING || phase == Phase.CONFIRMING) ends(order.notBegun(), reason, detail);
    }

    private void fails(String reason, Detail detail) {
        if (phase == Phase.FETCHING) ends(JobState.FAILED, reason, detail);
    }

    // Asked for by one thread, carried out by the machine's.
    private final AtomicReference<PausedBy> pausedBy = new AtomicReference<>(PausedBy.MACHINE);

    void cancel() {
        cancelledByPerson = true;
        if (phase == Phase.BEGUN) machine.cancel();
        else if (phase != Phase.OVER) ends(JobState.CANCELLED, "cancelled", Detail.of("cancelled-before"));
    }

    /** From any thread: a person has just stopped the machine at once, and this must not start after that. */
    void stops() {
        stopped = true;
    }

    /** The machine itself has been stopped already; what has not begun must not begin. */
    void emergencyStop() {
        if (phase == Phase.FETCHING || phase == Phase.CONFIRMING)
            ends(JobState.CANCELLED, "emergency-stop", Detail.of("stopped-before"));
    }

    /** The agent is told to end: what runs is ended in good order and will be called interrupted. */
    CompletableFuture<Void> agentStops() {
        agentStops = true;
        if (phase == Phase.BEGUN) machine.cancel();
        else giveBack("agent-stopped", Detail.of("ended-before"));
        return settled;
    }

    @Override
    public void started() {
        workshop.thread().execute(() -> {
            started = true;
            write(
                    JobState.RUNNING,
                    permission.map(word -> "policy-allowed"),
                    permission.map(Permission::told),
                    Optional.empty());
        });
    }

    @Override
    public void acknowledged(long fileLine, long count) {
        progress.ifPresent(known -> known.acknowledged(fileLine, count));
    }

    @Override
    public void sent(long fileLine) {
        progress.ifPresent(known -> known.mark().sent(fileLine));
    }

    /** Lets it rest, if it has begun. */
    void pause(PausedBy by) {
        begunOn().ifPresent(begun -> {
            pausedBy.set(by);
            begun.pause();
        });
    }

    @Override
    public void paused() {
        var by = pausedBy.getAndSet(PausedBy.MACHINE);
        held(by.reason(), by.detail());
    }

    @Override
    public void held(String reason, Detail detail) {
        progress.ifPresent(known -> known.pace().paused());
        workshop.thread()
                .execute(() -> write(JobState.PAUSED, Optional.of(reason), Optional.of(detail), Optional.empty()));
    }

    @Override
    public void resumed() {
        progress.ifPresent(known -> known.pace().resumed());
        workshop.thread().execute(() -> {
            var found = measured.told();
            write(JobState.RUNNING, found.map(length -> "tool-measured"), found, Optional.empty());
        });
    }

    @Override
    public void noted(String reason, Detail detail) {
        workshop.thread().execute(() -> {
            if (phase == Phase.OVER) return;
            var then = progress();
            unwritten.then(() -> {
                workshop.journal().noted(order.job(), reason, detail, then);
                workshop.changed().run();
            });
        });
    }

    @Override
    public void measured(String tool, double longerMm) {
        workshop.thread().execute(() -> measured.take(tool, longerMm));
    }

    @Override
    public void over(Outcome outcome, Optional<String> reason, Optional<Detail> detail, Message.Result result) {
        workshop.thread().execute(() -> {
            if (phase == Phase.OVER) return;
            phase = Phase.OVER;
            var whole = result.with(measured.all());
            var end = end(outcome, reason);
            // Its end is told with them.
            witness.ends(end == JobState.FINISHED ? 1 : progress().fraction());
            // Before its end is written: an offer that this one took up is open again only if nothing was sent.
            if (end == JobState.INTERRUPTED || end == JobState.FAILED) stopped();
            if (end == JobState.INTERRUPTED)
                write(end, Optional.of("agent-stopped"), Optional.of(Detail.of("ended-in-order")), Optional.of(whole));
            else write(end, reason, detail, Optional.of(whole));
            close();
        });
    }

    // What was never started may be tried again once somebody has looked at the machine.
    private JobState end(Outcome outcome, Optional<String> reason) {
        return switch (outcome) {
            case FINISHED -> JobState.FINISHED;
            case FAILED -> started ? JobState.FAILED : order.notBegun();
            case CANCELLED -> agentStops && !byPerson(reason) ? JobState.INTERRUPTED : JobState.CANCELLED;
        };
    }

    /** Somebody may stop it and end the agent right after that: then it was stopped, and not interrupted. */
    private boolean byPerson(Optional<String> reason) {
        return cancelledByPerson || reason.equals(Optional.of("emergency-stop"));
    }

    /** Where it stopped, so that a person can take it up there. */
    private void stopped() {
        var at = progress.map(known -> known.mark().last()).filter(last -> !order.trial());
        at.ifPresent(last -> unwritten.then(
                () -> workshop.journal().stops().note(order.job(), last, LastSeen.read(workshop.mark(order.job())))));
    }

    private void ends(JobState state, String reason, Detail detail) {
        phase = Phase.OVER;
        write(state, Optional.of(reason), Optional.of(detail), Optional.empty());
        close();
    }

    /** Brings the mark of the last line, and where the machine is, to the disk itself. */
    void force() {
        if (phase != Phase.BEGUN || !workshop.journal().open()) return;
        progress.ifPresent(known -> known.mark().force());
        witness.looks(progress().fraction());
    }

    private void close() {
        unwritten.then(() -> {
            witness.keepTemperatures();
            progress.ifPresent(known -> known.mark().close());
            workshop.removeMark(order.job());
            ended.accept(this);
            settled.complete(null);
        });
    }

    private void write(
            JobState state, Optional<String> reason, Optional<Detail> detail, Optional<Message.Result> result) {
        write(state, reason, detail, result, Optional.empty());
    }

    private void write(
            JobState state,
            Optional<String> reason,
            Optional<Detail> detail,
            Optional<Message.Result> result,
            Optional<Message.Asked> asked) {
        var then = state == JobState.FINISHED ? progress().done() : progress();
        unwritten.then(() -> {
            var known = workshop.journal().find(order.job()).orElseThrow().state();
            if (!known.next().contains(state)) {
                LOG.info("job {} is {} and stays so; it cannot be {}", order.job(), known.wireName(), state.wireName());
                return;
            }
            workshop.journal().moved(order.job(), state, reason, detail, then, result, asked);
            LOG.info("job {} is {} {}", order.job(), state.wireName(), reason.orElse(""));
            workshop.changed().run();
        });
    }
}
