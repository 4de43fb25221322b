// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.agent.machine.Told;
import org.fabcommons.link.Command;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings orders to their machines, one job on each, and writes down what becomes of them. Nothing starts without an
 * order that is new, fresh and, where the hub gave it, confirmed to stand. Every call may come from any thread.
 */
public final class JobRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** Shorter than the minute after which the hub withdraws an offer. */
    public static final Duration PATIENCE = Duration.ofSeconds(50);

    /** How long machines may take to end their jobs in good order when the agent ends. */
    private static final Duration END_WITHIN = Duration.ofSeconds(30);

    private static final Told UNWRITABLE = Told.of("unwritable");

    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Workshop workshop;
    private final JobThread thread = new JobThread();
    private final ExecutorService fetching = Executors.newCachedThreadPool(task -> {
        var made = new Thread(task, "fetch");
        made.setDaemon(true);
        return made;
    });
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** What a machine that is free says of its last job, and how often the journal had been written by then. */
    private record Undecided(long asOf, Optional<Telemetry.Question> question) {}

    private final Map<String, Undecided> undecided = new ConcurrentHashMap<>();

    /** By machine; changed by the jobs thread alone. */
    private final Map<String, JobRun> runs = new ConcurrentHashMap<>();

    /** Machines that a crash left in the middle of a job and that are not settled yet; changed by the jobs thread. */
    private final Set<String> recovering = ConcurrentHashMap.newKeySet();

    /** Tells this start of the agent from others. */
    private final String start = HexFormat.of().toHexDigits(new SecureRandom().nextInt());

    private volatile boolean closing;

    /**
     * @param marks folder for the marks of running jobs
     * @param patience how long after an order the machine may still start
     */
    public JobRunner(
            Collection<? extends Machine> machines, Journal journal, FileCache files, Path marks, Duration patience) {
        machines.forEach(machine -> this.machines.put(machine.key(), machine));
        try {
            Files.createDirectories(marks);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for marks could not be made: " + marks, e);
        }
        workshop = new Workshop(journal, files, marks, patience, thread, fetching, this::changed);
        thread.every(Duration.ofSeconds(1), () -> runs.values().forEach(JobRun::force));
    }

    /**
     * First of all: makes the machines of jobs that were under way safe, and writes down where these jobs stopped.
     * Until then such a machine takes no order.
     *
     * @return completes when the last one is settled
     */
    public CompletionStage<Void> recover() {
        return onThread(() -> {
            var recovery = new Recovery(workshop, machines);
            var left = workshop.journal().unsettled();
            left.forEach(job -> recovering.add(job.order().machine()));
            return CompletableFuture.allOf(left.stream()
                    .map(job -> recovery.settle(job)
                            .thenRunAsync(() -> recovering.remove(job.order().machine()), thread)
                            .toCompletableFuture())
                    .toArray(CompletableFuture[]::new));
        });
    }

    /** Called, on any thread, when there is news in the journal. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /**
     * Takes an order. One that the journal knows already changes nothing, so an order may come twice.
     *
     * @return completes when the order is in the journal; what comes of it is told from there
     */
    public CompletionStage<Void> order(JobOrder order, FileSource source) {
        return thread.ask(() -> {
            if (closing) throw new IllegalStateException("the agent is ending");
            with(run -> run.olderThan(order), run -> run.giveBack("replaced", Detail.of("newer-offer")));
            if (workshop.journal().offered(order)) take(order, source);
            return null;
        });
    }

    private void take(JobOrder order, FileSource source) {
        LOG.info("job {} for machine {}: {}", order.job(), order.machine(), order.fileName());
        var machine = machines.get(order.machine());
        if (machine == null) {
            decline(order, JobState.FAILED, "machine-unknown", Detail.of("machine-unknown", order.machine()));
        } else if (runs.containsKey(order.machine())) {
            decline(order, order.notBegun(), "machine-busy", Detail.of("has-another-job"));
        } else if (recovering.contains(order.machine())) {
            decline(order, order.notBegun(), "machine-recovering", Detail.of("being-made-safe"));
        } else if (machine.snapshot().state() != Telemetry.State.IDLE) {
            var state = machine.snapshot().state().wireName();
            decline(order, order.notBegun(), "machine-not-ready", Detail.of("not-ready", state));
        } else {
            var run = new JobRun(order, machine, workshop, this::ended);
            runs.put(order.machine(), run);
            run.fetch(source);
        }
        changed();
    }

    private void decline(JobOrder order, JobState to, String reason, Detail detail) {
        LOG.info("job {} is declined: {}", order.job(), detail);
        workshop.journal()
                .moved(
                        order.job(),
                        to,
                        Optional.of(reason),
                        Optional.of(detail),
                        Message.Progress.NONE,
                        Optional.empty());
    }

    private void ended(JobRun run) {
        runs.remove(run.order().machine(), run);
        changed();
    }

    /** The hub handled the agent's {@code accepted}, and the offer stands. */
    public void confirmed(String job, int attempt) {
        thread.execute(() -> with(run -> run.is(job, attempt), JobRun::confirmed));
    }

    /** The hub handled the agent's {@code accepted}, but the offer no longer stands. */
    public void withdrawn(String job, int attempt) {
        thread.execute(() ->
                with(run -> run.is(job, attempt), run -> run.giveBack("withdrawn", Detail.of("offer-withdrawn"))));
    }

    private CompletableFuture<Void> onThread(Supplier<CompletableFuture<Void>> task) {
        return CompletableFuture.completedFuture(task).thenComposeAsync(Supplier::get, thread);
    }

    private void with(Predicate<JobRun> which, Consumer<JobRun> action) {
        List.copyOf(runs.values()).stream().filter(which).forEach(action);
    }

    /** Holds this job; nothing happens when the machine has another one. */
    public void pause(String machine, String job, PausedBy by) {
        current(machine, job).ifPresent(run -> run.pause(by));
    }

    /** The same, asked for at the hub, where what the machine asks is not answered by that. */
    public void resumeFromAfar(String machine, String job) {
        if (machines.containsKey(machine) && machines.get(machine).question().isPresent())
            LOG.info("machine {} asks something: to go on at the hub is no answer to that", machine);
        else resume(machine, job);
    }

    /** Goes on with this job; nothing happens when the machine has another one. */
    public void resume(String machine, String job) {
        current(machine, job).flatMap(JobRun::begunOn).ifPresent(Machine::resume);
    }

    /** Ends this job, begun or not; one that was given back to the hub's queue is over here too. */
    public void cancel(String machine, String job) {
        thread.execute(() -> {
            var run = current(machine, job);
            if (run.isPresent()) run.get().cancel();
            else givenUp(machine, job, "cancelled", Detail.of("cancelled-at-hub"));
        });
    }

    /**
     * Somebody at the hub refused what the lab's policy asks about: the job does not run.
     *
     * @param detail who, and why
     */
    public void refused(String machine, String job, Detail detail) {
        thread.execute(() -> {
            if (runs.containsKey(machine) && runs.get(machine).order().job().equals(job)) return;
            givenUp(machine, job, "policy-refused", detail);
        });
    }

    /** What waits at the hub no longer does, so nobody here need answer for it. */
    private void givenUp(String machine, String job, String reason, Detail detail) {
        var known = workshop.journal().find(job);
        if (known.filter(one -> one.state() == JobState.QUEUED
                        && one.order().machine().equals(machine)
                        && one.order().origin() == JobOrder.Origin.HUB)
                .isEmpty()) return;
        decline(known.get().order(), JobState.CANCELLED, reason, detail);
        changed();
    }

    /**
     * Somebody at the hub takes a machine out of service or puts it back. What runs goes on.
     *
     * @return whether there is such a machine
     */
    public boolean service(String machine, Optional<Command.Out> out) {
        if (!machines.containsKey(machine)) return false;
        out.ifPresentOrElse(
                word -> workshop.journal().outOfService().takeOut(machine, word),
                () -> workshop.journal().outOfService().putBack(machine));
        LOG.info("machine {} is {} service", machine, out.isPresent() ? "out of" : "in");
        changed();
        return true;
    }

    /** Somebody beside it uses a machine although it is out of service at the hub, where that is told. */
    public void useAllTheSame(String machine) {
        workshop.journal().outOfService().useAllTheSame(machine);
        LOG.info("machine {} is used although it is out of service at the hub", machine);
        changed();
    }

    /**
     * Stops the machine now, whatever runs, and drops what was about to run.
     *
     * @return whether there is such a machine
     */
    public boolean emergencyStop(String key) {
        var machine = Optional.ofNullable(machines.get(key));
        Optional.ofNullable(runs.get(key)).ifPresent(JobRun::stops);
        // Straight to the machine: nothing may stand before it, not even the jobs thread.
        machine.ifPresent(Machine::emergencyStop);
        LOG.warn("emergency stop of machine {}", key);
        thread.execute(() -> Optional.ofNullable(runs.get(key)).ifPresent(JobRun::emergencyStop));
        return machine.isPresent();
    }

    /** The job on this machine, or about to be. */
    public Optional<String> jobOn(String machine) {
        return Optional.ofNullable(runs.get(machine)).map(run -> run.order().job());
    }

    private Optional<JobRun> current(String machine, String job) {
        var run = Optional.ofNullable(runs.get(machine))
                .filter(found -> found.order().job().equals(job));
        if (run.isEmpty()) LOG.info("machine {} does not have job {} now", machine, job);
        return run;
    }

    /** What the machines do now, with the jobs that are on them or about to be. */
    public List<Telemetry.Machine> snapshot() {
        return machines.values().stream().map(this::snapshot).collect(Collectors.toList());
    }

    /** What the detail of this machine says, for those who say it in another language. */
    public Optional<Told> told(String machine) {
        return Optional.ofNullable(runs.get(machine))
                .filter(JobRun::unwritable)
                .map(found -> UNWRITABLE)
                .or(() -> Optional.ofNullable(machines.get(machine)).flatMap(Machine::told));
    }

    private Telemetry.Machine snapshot(Machine machine) {
        var now = machine.snapshot();
        var run = Optional.ofNullable(runs.get(machine.key()));
        var blind = run.filter(JobRun::unwritable).map(found -> UNWRITABLE.detail());
        return new Telemetry.Machine(
                        now.key(),
                        now.state(),
                        Optional.empty(),
                        now.temperatures(),
                        now.position(),
                        run.map(found -> found.order().job()),
                        run.map(JobRun::progress),
                        machine.question()
                                .map(asked -> asked.told(Optional.of(machine)
                                        .filter(this::answeredAtHub)
                                        .map(this::question)))
                                .or(() -> run.isEmpty() ? undecided(now) : Optional.empty()))
                .saying(blind.or(now::said).or(() -> usedAllTheSame(now)));
    }

    private Optional<Detail> usedAllTheSame(Telemetry.Machine now) {
        // A machine that is paused is asked about where something is said of it.
        if (now.state() == Telemetry.State.PAUSED || !workshop.journal().open()) return Optional.empty();
        return Optional.of(Detail.of("used-all-the-same"))
                .filter(said -> workshop.journal().outOfService().used(now.key()));
    }

    private boolean answeredAtHub(Machine machine) {
        return machine.policy().answeredAtHub();
    }

    /** Of this start of the agent, so that no question of an earlier one is answered. */
    private String question(Machine machine) {
        return start + "-" + machine.asked();
    }

    /**
     * Somebody at the hub answers what a machine asks.
     *
     * @param question as the hub was told
     * @param choice counted from 0
     * @return what was asked and answered; empty where that is not asked any more, or not answered there in this lab
     */
    public Optional<String> answer(String key, String question, int choice) {
        var machine = Optional.ofNullable(machines.get(key)).filter(this::answeredAtHub);
        var number = machine.map(Machine::asked).orElse(-1L);
        var asked =
                machine.filter(found -> (start + "-" + number).equals(question)).flatMap(Machine::question);
        var told = asked.map(one -> one.told(Optional.of(question))).filter(one -> one.answering()
                .filter(way -> choice >= 0 && choice < way.choices().size())
                .isPresent());
        told.ifPresent(one -> machine.get().answer(number, choice));
        return told.map(one -> one.answered(choice).english());
    }

    /** A job that stopped before its end, about which nobody has decided; a machine that is free says so to the hub. */
    private Optional<Telemetry.Question> undecided(Telemetry.Machine now) {
        if (now.state() != Telemetry.State.IDLE || !workshop.journal().open()) return Optional.empty();
        // Asked for several times a second, and seldom another.
        long writes = workshop.journal().writes();
        var known = undecided.get(now.key());
        if (known == null || known.asOf() != writes) {
            known = new Undecided(writes, readUndecided(now));
            undecided.put(now.key(), known);
        }
        return known.question();
    }

    private Optional<Telemetry.Question> readUndecided(Telemetry.Machine now) {
        return workshop.journal()
                .stops()
                .open(now.key())
                .flatMap(stop -> workshop.journal().find(stop.job()))
                .map(job -> new Telemetry.Question("stopped", job.order().fileName()));
    }

    /** Ends in good order: what runs is stopped, made safe, and written down as interrupted. */
    @Override
    public void close() {
        if (closing) return;
        closing = true;
        try {
            onThread(() -> CompletableFuture.allOf(List.copyOf(runs.values()).stream()
                            .map(JobRun::agentStops)
                            .toArray(CompletableFuture[]::new)))
                    .get(END_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("a machine did not end its job in time; that is settled when the agent starts again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.error("a job could not be ended in good order", e.getCause());
        } finally {
            fetching.shutdownNow();
            thread.close();
        }
    }
}
