// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.DiskFull;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobOrder;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.Permission;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.job.Stop;
import org.fabcommons.agent.job.Waiting;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.agent.runfrom.DryRun;
import org.fabcommons.link.Curve;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Policy;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/** What page and API show and do, in one place. */
final class Shop {
    private static final int RECENT = 10;
    /** Jobs that the page of past jobs shows. */
    private static final int HISTORY = 200;

    /** A day's print in G-code has some hundred megabytes. Bytes; as much as a hub takes. */
    static final long MAX_FILE = 2_000_000_000L;

    private final LocalServer.Agent agent;
    private final JobRunner runner;
    private final Journal journal;
    private final FileCache files;
    private final Shelf shelf;
    private final InstantSource clock;
    private final Steady steady;
    private final Cleared cleared;
    private final Cameras cameras;
    private final TakenOut takenOut;
    private final TemperatureLog temperatures = new TemperatureLog();
    private final Map<String, Machine> machines = new LinkedHashMap<>();

    Shop(LocalServer.Agent agent, LocalServer.Works works) {
        this.agent = agent;
        this.runner = works.runner();
        this.journal = works.journal();
        this.files = works.files();
        this.shelf = works.shelf();
        this.clock = works.clock();
        this.cameras = works.cameras();
        this.steady = new Steady(clock, System::nanoTime);
        this.cleared = new Cleared(steady);
        this.takenOut = new TakenOut(steady);
        works.machines().forEach(machine -> this.machines.put(machine.key(), machine));
        // Whatever starts, from wherever, will lie on the bed.
        runner.onChange(() -> machines.keySet().forEach(key -> runner.jobOn(key).ifPresent(job -> cleared.use(key))));
    }

    /**
     * A machine as it is now, with the job on it.
     *
     * @param asked number of the question
     */
    record Bench(
            String name,
            Profile profile,
            Policy policy,
            boolean simulated,
            Telemetry.Machine now,
            Optional<JobRecord> job,
            Optional<Question> question,
            long asked) {
        String key() {
            return now.key();
        }
    }

    LocalServer.Agent agent() {
        return agent;
    }

    LinkState hub() {
        return agent.hub().get();
    }

    List<Bench> benches() {
        return runner.snapshot().stream().map(this::bench).collect(Collectors.toList());
    }

    private Bench bench(Telemetry.Machine now) {
        var known = agent.machines().get(now.key());
        return new Bench(
                known.name(),
                machines.get(now.key()).profile(),
                machines.get(now.key()).policy(),
                known.simulated(),
                now,
                now.job().flatMap(journal::find),
                machines.get(now.key()).question(),
                machines.get(now.key()).asked());
    }

    Optional<Bench> bench(String key) {
        return benches().stream().filter(bench -> bench.key().equals(key)).findFirst();
    }

    /** Jobs that are over, newest first. */
    List<JobRecord> recent() {
        return journal.recent(RECENT).stream().filter(JobRecord::settled).collect(Collectors.toList());
    }

    Cameras cameras() {
        return cameras;
    }

    /** The job that this machine was last told to start and that is over: what never began left nothing on it. */
    Optional<JobRecord> lastBegunOn(String machine) {
        return recent().stream()
                .filter(job -> job.order().machine().equals(machine) && job.begun())
                .findFirst();
    }

    /** Takes it out of its queue; it can be put back for a while. */
    void takeOut(Waiting waiting) {
        if (shelf.removeWaiting(waiting.id())) takenOut.note(waiting);
    }

    /** What was taken out of this machine's queue last, if that was a moment ago and its file is still here. */
    Optional<Waiting> takenOut(String machine) {
        return takenOut.of(machine)
                .filter(waiting -> files.find(waiting.sha256()).isPresent());
    }

    /** Puts it back, at the end of its queue. */
    void putBack(String machine) {
        takenOut(machine).ifPresent(this::oneMore);
        takenOut.forget(machine);
    }

    /** The same file once more, at the end of the queue. */
    void oneMore(Waiting waiting) {
        shelf.await(
                waiting.machine(),
                new Shelf.ShelvedFile(waiting.fileName(), waiting.sha256(), waiting.sizeBytes(), clock.instant()),
                waiting.source());
    }

    /** All jobs that are remembered, newest first. */
    List<JobRecord> history() {
        return journal.recent(HISTORY);
    }

    /** How warm a machine was lately. */
    List<TemperatureLog.Sample> temperatures(String machine) {
        return temperatures.of(machine);
    }

    /** How warm its machine was during a job. */
    List<Curve.Moment> temperaturesOf(String job) {
        return journal.temperatures().of(job);
    }

    /** Once a second: what only a steady look can know. */
    void look() {
        runner.snapshot().forEach(now -> temperatures.note(now, clock.instant()));
    }

    /** Files by name, what waits, and the keys of programs. */
    Shelf shelf() {
        return shelf;
    }

    /**
     * Keeps a file's bytes, not yet under any name.
     *
     * @throws FileCache.NotFetched when it is too large or the disk is full
     */
    FileCache.Kept keep(InputStream bytes) throws IOException {
        return files.keep(bytes, MAX_FILE);
    }

    /** A file of the shelf's, as it lies on the disk; empty when it is no longer here. */
    Optional<FileCache.Kept> kept(Shelf.ShelvedFile file) {
        return files.find(file.sha256()).map(path -> new FileCache.Kept(file.sha256(), file.sizeBytes(), path));
    }

    /** For how long something holds; not for people to read. */
    InstantSource steady() {
        return steady;
    }

    Instant now() {
        return clock.instant();
    }

    /** Room on the disk where files are kept, in bytes. */
    long freeBytes() {
        return files.freeBytes();
    }

    /** Puts a kept file on the shelf. */
    Shelf.ShelvedFile shelve(String name, FileCache.Kept kept) {
        shelf.put(name, kept);
        return new Shelf.ShelvedFile(name, kept.sha256(), kept.sizeBytes(), clock.instant());
    }

    /** What a file amounts to on a machine; empty when it is no longer here. */
    Optional<Checked> check(String sha256, Bench bench) {
        var path = files.find(sha256);
        if (path.isEmpty()) return Optional.empty();
        try (var in = Files.newInputStream(path.get())) {
            return Optional.of(Preflight.check(in, bench.profile(), bench.policy()));
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + sha256 + " could not be read", e);
        }
    }

    // ---- what the lab's policy asks about

    /** The word that somebody gave for this file and no job has used. */
    Optional<Permission> allowed(Bench bench, String sha256, Checked checked) {
        return checked.needs().isEmpty()
                ? Optional.empty()
                : journal.permissions().open(bench.key(), sha256, checked.needs());
    }

    /**
     * Takes somebody's word for what the policy asks about in a file, and writes it down.
     *
     * @return what is wrong with it: {@code name} or {@code administrator}; empty where it counts, or none is needed
     */
    Optional<String> allow(Bench bench, String sha256, Checked checked, Word word) {
        if (checked.needs().isEmpty() || allowed(bench, sha256, checked).isPresent()) return Optional.empty();
        if (!word.named()) return Optional.of("name");
        if (checked.needsAdministrator() && !isAdministrator(bench, word)) return Optional.of("administrator");
        journal.permissions().give(bench.key(), sha256, checked.needs(), word.name(), checked.needsAdministrator());
        return Optional.empty();
    }

    private boolean isAdministrator(Bench bench, Word word) {
        return bench.policy().isAdministrator(word.name())
                && agent.administrators().are(word.name(), word.password());
    }

    /** What somebody may have typed lines do: with their name what is asked about, as an administrator all of it. */
    Set<String> mayByHand(Bench bench, Word word) {
        if (!word.named() || bench.policy().isNone()) return Set.of();
        var may = new HashSet<String>();
        boolean administrator = !word.password().isEmpty() && isAdministrator(bench, word);
        bench.policy().commands().forEach((code, rule) -> {
            if (rule == Policy.Rule.ASK || (rule == Policy.Rule.ADMIN && administrator)) may.add(code);
        });
        if (administrator) for (var quantity : Policy.Quantity.values()) may.add(quantity.key());
        return may;
    }

    /** The last jobs that were turned back for want of somebody's word, newest first. */
    List<JobRecord> lastAsked(String machine) {
        return journal.recent(RECENT).stream()
                .filter(job -> job.order().machine().equals(machine)
                        && job.reason().filter("policy-asks"::equals).isPresent())
                .toList();
    }

    /** Who allowed what on this machine, newest first. */
    List<Permission> words(String machine, int most) {
        return journal.permissions().on(machine, most);
    }

    /** Whose word a job went by. */
    Optional<Permission> word(String job) {
        return journal.permissions().of(job);
    }

    /** What the slicer wrote at the head of a file; nothing when it is no longer here. */
    FileHead head(String sha256) {
        var path = files.find(sha256);
        try {
            return path.isPresent() ? FileHead.of(path.get()) : new FileHead(Optional.empty(), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + sha256 + " could not be read", e);
        }
    }

    /** Whether an order would be taken now: the machine is ready and has no job. */
    boolean free(Bench bench) {
        return bench.now().state() == Telemetry.State.IDLE && bench.now().job().isEmpty();
    }

    /** Until when this machine starts the next file that a slicer sends to be printed. */
    Optional<Instant> clearUntil(String machine) {
        return cleared.until(machine).map(until -> clock.instant().plus(Duration.between(steady.instant(), until)));
    }

    /**
     * A person has looked: the next file that a slicer sends may start.
     *
     * @return false where the lab lets nothing start without somebody who starts it
     */
    boolean sayClear(Bench bench) {
        if (!bench.policy().startsUnattended()) return false;
        cleared.say(bench.key());
        return true;
    }

    /**
     * What a slicer asked to be printed: starts where a person has said beforehand that the machine is clear, and
     * waits otherwise.
     *
     * @return the job, where it starts
     */
    Optional<String> print(Shelf.ShelvedFile file, Bench bench) {
        var waiting = shelf.await(bench.key(), file, Waiting.Source.SLICER);
        boolean may = free(bench)
                && bench.policy().startsUnattended()
                && check(file.sha256(), bench)
                        .filter(checked -> checked.needs().isEmpty())
                        .isPresent();
        return may && shelf.waitingFor(bench.key()).get(0).equals(waiting) && cleared.use(bench.key())
                ? start(waiting)
                : Optional.empty();
    }

    /**
     * Starts what waits; somebody has said that the machine is clear.
     *
     * @return the job; empty when it no longer waits, since somebody else was faster
     */
    Optional<String> start(Waiting waiting) {
        if (!shelf.removeWaiting(waiting.id())) return Optional.empty();
        return Optional.of(start(waiting.machine(), waiting.fileName(), waiting.sha256(), waiting.sizeBytes()));
    }

    /** Orders a file; somebody has said that the machine is clear. */
    String start(String machine, String name, String sha256, long sizeBytes) {
        var id = "local-" + UUID.randomUUID();
        order(new JobOrder(id, 1, machine, JobOrder.Origin.LOCAL, name, sha256, sizeBytes));
        return id;
    }

    private void order(JobOrder order) {
        try {
            runner.order(order, (hash, from) -> {
                        throw new FileCache.NotFetched("file-gone", "The file is no longer here; upload it again.");
                    })
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DiskFull full) throw full;
            throw new IllegalStateException("the order could not be taken", e.getCause());
        }
    }

    /**
     * Lets a machine try a file without making anything: in the firmware's check mode where it has one, and otherwise
     * as it moves, with nothing hot and nothing on.
     */
    String trial(Bench bench, String name, String sha256, long sizeBytes) throws IOException {
        var path = files.find(sha256).orElseThrow();
        var id = JobOrder.TRIAL + UUID.randomUUID();
        if (bench.profile().language() == Language.GRBL) {
            order(new JobOrder(id, 1, bench.key(), JobOrder.Origin.LOCAL, name, sha256, sizeBytes));
            return id;
        }
        try (var dry = new DryRun(path, bench.profile())) {
            var kept = keep(dry);
            order(new JobOrder(id, 1, bench.key(), JobOrder.Origin.LOCAL, name, kept.sha256(), kept.sizeBytes()));
            return id;
        }
    }

    /** Where the last job of a machine stopped, as long as nobody has decided about that. */
    Optional<Stop> openStop(String machine) {
        return journal.stops().open(machine);
    }

    Optional<Stop> stop(String job) {
        return journal.stops().of(job);
    }

    /** A person decided about a job that stopped; false when that was decided before. */
    boolean decided(String job, Stop.Choice choice, Optional<String> follower) {
        return journal.stops().decided(job, choice, follower);
    }

    /** Where a file lies, if it is still here. */
    Optional<Path> path(String sha256) {
        return files.find(sha256);
    }

    Optional<JobRecord> job(String id) {
        return journal.find(id);
    }

    /** The machine as a person commands it by hand. */
    Optional<Hand> hand(String machine) {
        return Optional.ofNullable(machines.get(machine)).flatMap(Machine::hand);
    }

    /** What a person beside the machine asks of the job that is on it. */
    enum Wish {
        PAUSE,
        RESUME,
        CANCEL,
        UNLOCK,
        STOP
    }

    /** Returns whether there is such a machine. A stop asks nobody else first: not the journal, not the machine's state. */
    boolean ask(String machine, Wish wish) {
        if (wish == Wish.STOP) return runner.emergencyStop(machine);
        if (!machines.containsKey(machine)) return false;
        if (wish == Wish.UNLOCK) machines.get(machine).unlock();
        else runner.jobOn(machine).ifPresent(job -> ask(machine, job, wish));
        return true;
    }

    private void ask(String machine, String job, Wish wish) {
        switch (wish) {
            case PAUSE -> runner.pause(machine, job);
            case RESUME -> runner.resume(machine, job);
            case CANCEL -> runner.cancel(machine, job);
            case STOP, UNLOCK -> throw new AssertionError(wish + " is not about a job");
        }
    }

    /** A person has chosen one of the buttons of what is asked, counted from 0; it is written down who did. */
    void answer(Bench bench, int choice, String who) {
        bench.question()
                .filter(asked -> choice < Math.max(1, asked.choices().size()))
                .ifPresent(asked -> shelf.handbook()
                        .record(
                                bench.key(),
                                who,
                                "answer",
                                asked.what() + " → "
                                        + (asked.choices().isEmpty()
                                                ? ""
                                                : asked.choices().get(choice)),
                                "done"));
        machines.get(bench.key()).answer(choice);
    }

    /** Stops every machine. */
    void stopAll() {
        machines.keySet().forEach(runner::emergencyStop);
    }
}
