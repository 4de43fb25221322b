// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.fabcommons.agent.camera.Camera;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.camera.Verdict;
import org.fabcommons.link.JobState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the next waiting file where the owner has allowed it for that camera, the last job finished as it should, and
 * the camera sees the machine clear: twice, some seconds apart, so that a hand that is just there does not count.
 */
final class GoingOn implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GoingOn.class);
    private static final Duration TICK = Duration.ofSeconds(2);

    /** A part that has to come off is not gone sooner for being looked at all the time. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private static final Duration ONCE_MORE = Duration.ofSeconds(4);

    private record Seen(Instant next, boolean clear) {}

    private final Shop shop;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var made = new Thread(task, "going-on");
        made.setDaemon(true);
        return made;
    });
    /** By machine; of the thread. */
    private final Map<String, Seen> seen = new HashMap<>();

    private GoingOn(Shop shop) {
        this.shop = shop;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // look() leaves nothing to ask for.
    static GoingOn start(Shop shop) {
        var goingOn = new GoingOn(shop);
        if (shop.cameras().all().stream().anyMatch(GoingOn::allowed))
            goingOn.thread.scheduleWithFixedDelay(
                    goingOn::look, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        return goingOn;
    }

    private static boolean allowed(Camera camera) {
        return camera.settings().bed().goOn();
    }

    private void look() {
        try {
            for (var bench : shop.benches())
                shop.cameras().of(bench.key()).stream()
                        .filter(GoingOn::allowed)
                        .findFirst()
                        .ifPresent(camera -> look(bench, camera));
        } catch (RuntimeException e) {
            LOG.error("the queue does not go on by itself", e);
        }
    }

    private void look(Shop.Bench bench, Camera camera) {
        var waiting = shop.shelf().waitingFor(bench.key());
        boolean may = !waiting.isEmpty()
                && bench.policy().startsUnattended()
                && shop.free(bench)
                && !shop.cameras().bed(camera).references().isEmpty()
                && shop.lastOn(bench.key())
                        .filter(job -> job.state() == JobState.FINISHED)
                        .isPresent();
        // What needs somebody's word waits for somebody.
        if (!may
                || !shop.check(waiting.get(0).sha256(), bench)
                        .filter(checked -> checked.needs().isEmpty())
                        .isPresent()) {
            seen.remove(bench.key());
            return;
        }
        var before = seen.getOrDefault(bench.key(), new Seen(Instant.MIN, false));
        if (shop.steady().instant().isBefore(before.next())) return;
        try {
            var verdict = shop.cameras().lookAtBed(camera);
            boolean clear = verdict.answer() == Verdict.Answer.CLEAR;
            if (clear && before.clear() && shop.free(bench)) {
                seen.remove(bench.key());
                start(bench, camera, verdict);
            } else {
                seen.put(bench.key(), new Seen(shop.steady().instant().plus(clear ? ONCE_MORE : BETWEEN_LOOKS), clear));
            }
        } catch (Cameras.NoPicture e) {
            LOG.info("machine {} waits for a person: {}", bench.key(), e.getMessage());
            seen.put(bench.key(), new Seen(shop.steady().instant().plus(BETWEEN_LOOKS), false));
        }
    }

    private void start(Shop.Bench bench, Camera camera, Verdict verdict) {
        shop.start(shop.shelf().waitingFor(bench.key()).get(0)).ifPresent(job -> {
            LOG.info(
                    "job {} on machine {} starts: camera {} sees that it is clear, confidence {}%",
                    job, bench.key(), camera.settings().key(), Math.round(verdict.confidence() * 100));
            shop.cameras().keepBed(camera, job, verdict);
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
