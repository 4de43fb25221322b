// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobOrder;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Profile;

/** What page and API show and do, in one place. */
final class Shop {
    private static final int RECENT = 10;
    private static final int UPLOADS = 50;

    private final LocalServer.Agent agent;
    private final JobRunner runner;
    private final Journal journal;
    private final FileCache files;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, Upload> uploads = new LinkedHashMap<>();

    Shop(
            LocalServer.Agent agent,
            List<? extends Machine> machines,
            JobRunner runner,
            Journal journal,
            FileCache files) {
        this.agent = agent;
        this.runner = runner;
        this.journal = journal;
        this.files = files;
        machines.forEach(machine -> this.machines.put(machine.key(), machine));
    }

    /** A file that somebody brought here. */
    record Upload(String file, String name, long sizeBytes) {}

    /** A machine as it is now, with the job on it. */
    record Bench(String name, Profile profile, boolean simulated, Telemetry.Machine now, Optional<JobRecord> job) {
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
                known.simulated(),
                now,
                now.job().flatMap(journal::find));
    }

    Optional<Bench> bench(String key) {
        return benches().stream().filter(bench -> bench.key().equals(key)).findFirst();
    }

    /** Jobs that are over, newest first. */
    List<JobRecord> recent() {
        return journal.recent(RECENT).stream().filter(JobRecord::settled).collect(Collectors.toList());
    }

    synchronized Upload keep(UploadedFile file, long maxBytes) throws IOException {
        var kept = files.keep(file.bytes(), maxBytes);
        var upload = new Upload(kept.sha256(), file.name(), kept.sizeBytes());
        uploads.put(upload.file(), upload);
        if (uploads.size() > UPLOADS) uploads.remove(new ArrayList<>(uploads.keySet()).get(0));
        return upload;
    }

    synchronized Optional<Upload> upload(String file) {
        return Optional.ofNullable(uploads.get(file));
    }

    Checked check(Upload upload, Bench bench) throws IOException {
        var path = files.find(upload.file()).orElseThrow(() -> new IOException("the file is no longer here"));
        try (var in = Files.newInputStream(path)) {
            return Preflight.check(in, bench.profile());
        }
    }

    /** Orders an uploaded file; somebody has said that the machine is clear. */
    String start(Upload upload, Bench bench) {
        var order = new JobOrder(
                "local-" + UUID.randomUUID(),
                1,
                bench.key(),
                JobOrder.Origin.LOCAL,
                upload.name(),
                upload.file(),
                upload.sizeBytes());
        try {
            runner.order(order, (sha256, from) -> {
                        throw new FileCache.NotFetched("file-gone", "The file is no longer here; upload it again.");
                    })
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the order could not be taken", e.getCause());
        }
        return order.job();
    }

    Optional<JobRecord> job(String id) {
        return journal.find(id);
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

    /** Stops every machine. */
    void stopAll() {
        machines.keySet().forEach(runner::emergencyStop);
    }
}
