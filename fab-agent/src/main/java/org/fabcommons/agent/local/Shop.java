// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.OutOfServiceMachines;
import org.fabcommons.agent.job.PausedBy;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.job.Stop;
import org.fabcommons.agent.job.Waiting;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.agent.machine.Told;
import org.fabcommons.agent.notify.Notifications;
import org.fabcommons.link.Curve;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Policy;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Profile;

/** What page and API show and do, in one place. */
final class Shop {
    static final int RECENT = 10;
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
    private final Cameras cameras;
    private final Notifications notifications;
    private final Orders orders;
    private final GivenWords words;
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
        this.notifications = works.notifications();
        this.steady = new Steady(clock, System::nanoTime);
        this.takenOut = new TakenOut(steady);
        works.machines().forEach(machine -> this.machines.put(machine.key(), machine));
        orders = new Orders(this, runner);
        words = new GivenWords(journal, agent.administrators());
    }

    /**
     * A machine as it is now, with the job on it.
     *
     * @param told what its detail says, for those who say it in another language
     * @param asked number of the question
     * @param out where somebody at the hub has taken it out of service
     */
    record Bench(
            String name,
            Profile profile,
            Policy policy,
            boolean simulated,
            Telemetry.Machine now,
            Optional<Told> told,
            Optional<JobRecord> job,
            Optional<Question> question,
            long asked,
            Optional<OutOfServiceMachines.Word> out) {
        String key() {
            return now.key();
        }

        /** Whether its job comes to rest just now: told to, and not there yet. */
        boolean pausing() {
            return told.filter(Told::pausing).isPresent();
        }

        /** Whether an order would be taken now: the machine is in service, ready, and has no job. */
        boolean free() {
            return now.state() == Telemetry.State.IDLE && now.job().isEmpty() && out.isEmpty();
        }
    }

    /** What starts on the machines. */
    Orders orders() {
        return orders;
    }

    /** Who allowed what the lab's policy asks about. */
    GivenWords words() {
        return words;
    }

    /** The machines' keys, in the order of the configuration. */
    Set<String> machines() {
        return machines.keySet();
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
                // Only if it is the very sentence: a moment later it may be another.
                runner.told(now.key()).filter(told -> now.said().equals(Optional.of(told.detail()))),
                now.job().flatMap(journal::find),
                machines.get(now.key()).question(),
                machines.get(now.key()).asked(),
                journal.outOfService().of(now.key()));
    }

    /** Somebody beside it uses it, whatever was said at the hub. */
    void putIntoService(String machine) {
        runner.useAllTheSame(machine);
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

    Notifications notifications() {
        return notifications;
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

    /** What became of a job and why, in the order in which it happened. */
    List<Message.JobMoved> events(String job) {
        return journal.events(job);
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

    /** What the slicer wrote at the head of a file; nothing when it is no longer here. */
    FileHead head(String sha256) {
        var path = files.find(sha256);
        try {
            return path.isPresent() ? FileHead.of(path.get()) : new FileHead(Optional.empty(), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + sha256 + " could not be read", e);
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
            case PAUSE -> runner.pause(machine, job, PausedBy.HERE);
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
