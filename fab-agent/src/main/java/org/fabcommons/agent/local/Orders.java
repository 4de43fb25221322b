// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.fabcommons.agent.job.DiskFull;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobOrder;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.job.Waiting;
import org.fabcommons.agent.runfrom.DryRun;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.Language;

/** What starts on the machines by somebody's word here, and who has said which machine to be clear for it. */
final class Orders {
    private final Shop shop;
    private final JobRunner runner;
    private final Cleared cleared;

    Orders(Shop shop, JobRunner runner) {
        this.shop = shop;
        this.runner = runner;
        cleared = new Cleared(shop.steady());
        // Whatever starts, from wherever, will lie on the bed.
        runner.onChange(() -> shop.machines().forEach(key -> runner.jobOn(key).ifPresent(job -> cleared.use(key))));
    }

    /** Until when this machine starts the next file that a slicer sends to be printed. */
    Optional<Instant> clearUntil(String machine) {
        return cleared.until(machine)
                .map(until -> shop.now().plus(Duration.between(shop.steady().instant(), until)));
    }

    /**
     * A person has looked: the next file that a slicer sends may start.
     *
     * @return false where the lab lets nothing start without somebody who starts it
     */
    boolean sayClear(Shop.Bench bench) {
        if (!bench.policy().startsUnattended()) return false;
        cleared.say(bench.key());
        return true;
    }

    /**
     * What a slicer asked to be printed: starts where a person has said beforehand that the machine is clear for it,
     * also before what waits there already, and waits otherwise.
     *
     * @return the job, where it starts
     */
    Optional<String> print(Shelf.ShelvedFile file, Shop.Bench bench) {
        var waiting = shop.shelf().await(bench.key(), file, Waiting.Source.SLICER);
        boolean may = bench.free()
                && bench.policy().startsUnattended()
                && shop.check(file.sha256(), bench)
                        .filter(checked -> checked.needs().isEmpty())
                        .isPresent();
        return may && cleared.use(bench.key()) ? start(waiting) : Optional.empty();
    }

    /**
     * Starts what waits; somebody has said that the machine is clear.
     *
     * @return the job; empty when it no longer waits, since somebody else was faster
     */
    Optional<String> start(Waiting waiting) {
        if (!shop.shelf().removeWaiting(waiting.id())) return Optional.empty();
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
                        throw new FileCache.NotFetched("file-gone", Detail.of("file-gone"));
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
    String trial(Shop.Bench bench, String name, String sha256, long sizeBytes) throws IOException {
        var path = shop.path(sha256).orElseThrow();
        var id = JobOrder.TRIAL + UUID.randomUUID();
        if (bench.profile().language() == Language.GRBL) {
            order(new JobOrder(id, 1, bench.key(), JobOrder.Origin.LOCAL, name, sha256, sizeBytes));
            return id;
        }
        try (var dry = new DryRun(path, bench.profile())) {
            var kept = shop.keep(dry);
            order(new JobOrder(id, 1, bench.key(), JobOrder.Origin.LOCAL, name, kept.sha256(), kept.sizeBytes()));
            return id;
        }
    }
}
