// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns every decision about jobs, with the clockwork of its waits. */
final class JobThread implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobThread.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var made = new Thread(task, "jobs");
        made.setDaemon(true);
        return made;
    });

    /** Runs this soon, in the order of the calls; what goes wrong is logged. */
    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    /** Runs this later. */
    @SuppressWarnings("FutureReturnValueIgnored") // logged() leaves nothing to ask for.
    void after(Duration delay, Runnable task) {
        try {
            thread.schedule(() -> logged(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the agent is ending; a step is left out", e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void every(Duration period, Runnable task) {
        thread.scheduleWithFixedDelay(() -> logged(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs this soon, for a caller who wants to know how it went. */
    <T> CompletableFuture<T> ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static void logged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a step of a job failed", e);
        }
    }
}
