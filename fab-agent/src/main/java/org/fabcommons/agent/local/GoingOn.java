// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.fabcommons.agent.camera.Camera;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.camera.Verdict;
import org.fabcommons.link.BedSeen;
import org.fabcommons.link.JobState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the next waiting file, or has the hub start the next job there, where the owner has allowed it for that camera,
 * the last job finished as it should, and the camera sees the machine clear: twice, some seconds apart, so that a hand that
 * is just there does not count.
 */
final class GoingOn implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GoingOn.class);
    private static final Duration TICK = Duration.ofSeconds(2);

    /** A part that has to come off is not gone sooner for being looked at all the time. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private static final Duration ONCE_MORE = Duration.ofSeconds(4);

    /** What waits at the hub is a small question, about as often as the hub is told that this agent lives. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

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

    /**
     * What stands first: a file of the machine's own queue, or a job that waits at the hub.
     *
     * @param start says what was seen, clear or not; gives the job that starts for it
     */
    private record First(BiFunction<Verdict, Boolean, Optional<String>> start) {}

    private void look(Shop.Bench bench, Camera camera) {
        var before = seen.getOrDefault(bench.key(), new Seen(Instant.MIN, false));
        if (!ready(bench, camera)) {
            seen.remove(bench.key());
            return;
        }
        if (shop.steady().instant().isBefore(before.next())) return;
        var first = first(bench, camera);
        if (first.isEmpty()) {
            // The hub may not have heard yet that the job before is over.
            var wait = seen.containsKey(bench.key()) ? ASK_AGAIN : Duration.ZERO;
            seen.put(bench.key(), new Seen(shop.steady().instant().plus(wait), false));
            return;
        }
        try {
            var verdict = shop.cameras().lookAtBed(camera);
            boolean clear = verdict.answer() == Verdict.Answer.CLEAR;
            // The look took a while, in which a person may have started something.
            boolean twice = clear
                    && before.clear()
                    && shop.bench(bench.key()).filter(Shop.Bench::free).isPresent();
            if (twice || !clear) {
                var job = first.get().start().apply(verdict, twice);
                if (job.isPresent()) {
                    started(bench, camera, verdict, job.get());
                    seen.remove(bench.key());
                    return;
                }
            }
            var wait = clear && !twice ? ONCE_MORE : BETWEEN_LOOKS;
            seen.put(bench.key(), new Seen(shop.steady().instant().plus(wait), clear && !twice));
        } catch (Cameras.NoPicture e) {
            LOG.info("machine {} waits for a person: {}", bench.key(), e.getMessage());
            seen.put(bench.key(), new Seen(shop.steady().instant().plus(BETWEEN_LOOKS), false));
        }
    }

    /** Whether lab, machine, camera and the job before let another one start. */
    private boolean ready(Shop.Bench bench, Camera camera) {
        return bench.policy().startsUnattended()
                && bench.free()
                && !shop.cameras().bed(camera).references().isEmpty()
                && shop.lastBegunOn(bench.key())
                        .filter(job -> job.state() == JobState.FINISHED)
                        .isPresent();
    }

    private Optional<First> first(Shop.Bench bench, Camera camera) {
        var waiting = shop.shelf().waitingFor(bench.key());
        // Whoever stands beside the machine goes first, and what needs somebody's word waits for somebody.
        if (!waiting.isEmpty())
            return shop.check(waiting.get(0).sha256(), bench)
                    .filter(checked -> checked.needs().isEmpty())
                    .map(checked -> new First(
                            (verdict, clear) -> clear ? shop.orders().start(waiting.get(0)) : Optional.empty()));
        var hub = shop.agent().waiting();
        return hub.flatMap(queue -> queue.next(bench.key()))
                .map(job -> new First((verdict, clear) -> hub.get()
                                .seen(new BedSeen(
                                        bench.key(),
                                        job,
                                        camera.settings().name(),
                                        clear,
                                        clear ? "" : verdict.reason(),
                                        verdict.confidence()))
                        ? Optional.of(job)
                        : Optional.empty()));
    }

    private void started(Shop.Bench bench, Camera camera, Verdict verdict, String job) {
        LOG.info(
                "job {} on machine {} starts: camera {} sees that it is clear, confidence {}%",
                job, bench.key(), camera.settings().key(), Math.round(verdict.confidence() * 100));
        shop.cameras().keepBed(camera, job, verdict);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
