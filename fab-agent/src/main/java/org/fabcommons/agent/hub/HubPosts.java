// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.link.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the hub what happened and how the machines are, as long as there is a line to it; on a thread of its own. */
final class HubPosts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubPosts.class);

    private static final Duration TICK = Duration.ofMillis(500);
    /** Unchanged telemetry is repeated this often, so that the hub knows that the agent is there. */
    private static final Duration REPEAT = Duration.ofSeconds(5);

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final URI hub;
    private final Outbox outbox;
    private final JobRunner runner;
    private final InstantSource clock;
    private final Supplier<Optional<Linked>> linked;
    private final BooleanSupplier closed;
    private final ScheduledExecutorService posting = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "hub-posts");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean waking = new AtomicBoolean();

    // Touched by the posting thread alone.
    private long quietUntilNanos = System.nanoTime();
    private long lastTelemetryNanos = System.nanoTime() - REPEAT.toNanos();
    private List<Telemetry.Machine> lastTelemetry = List.of();

    /** @param closed whether the agent ends, and nothing is to be begun any more */
    HubPosts(
            URI hub,
            Outbox outbox,
            JobRunner runner,
            InstantSource clock,
            Supplier<Optional<Linked>> linked,
            BooleanSupplier closed) {
        this.hub = hub;
        this.outbox = outbox;
        this.runner = runner;
        this.clock = clock;
        this.linked = linked;
        this.closed = closed;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // tick() leaves nothing to ask for.
    void start() {
        posting.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells what there is still to tell, if that is quick. */
    void lastWords() {
        try {
            posting.submit(this::tick).get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("the rest is told after the next start", e);
        }
    }

    @Override
    public void close() {
        posting.shutdownNow();
    }

    /** There is something to tell. From any thread. */
    void wake() {
        if (closed.getAsBoolean() || !waking.compareAndSet(false, true)) return;
        try {
            posting.execute(() -> {
                waking.set(false);
                tick();
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the link is closing", e);
        }
    }

    private void tick() {
        try {
            linked.get().ifPresent(this::tell);
        } catch (RuntimeException e) {
            LOG.error("telling the hub failed", e);
        }
    }

    private void tell(Linked link) {
        if (link.silent()) {
            LOG.info("{} is silent; connecting anew", hub);
            link.hangUp();
            return;
        }
        if (!link.isOpen() || System.nanoTime() - quietUntilNanos < 0) return;
        try {
            outbox.flush(link.client());
            telemetry(link.client());
        } catch (HubRefusal e) {
            if (e.unpaired()) link.hangUp(); // Connecting again finds that out as well.
            else LOG.warn("{} refuses: {}", hub, e.getMessage());
            quietUntilNanos = System.nanoTime() + REPEAT.toNanos();
        } catch (IOException e) {
            LOG.debug("telling {} is tried again", hub, e);
            quietUntilNanos = System.nanoTime() + RETRY.toNanos();
        }
    }

    private void telemetry(HubClient client) throws IOException {
        long now = System.nanoTime();
        var machines = runner.snapshot();
        long since = now - lastTelemetryNanos;
        if (since < TICK.toNanos() || (machines.equals(lastTelemetry) && since < REPEAT.toNanos())) return;
        lastTelemetryNanos = now;
        lastTelemetry = machines;
        client.post(new Telemetry(clock.millis(), machines));
    }
}
