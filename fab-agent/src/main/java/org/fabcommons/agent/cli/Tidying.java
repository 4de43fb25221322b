// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.fabcommons.agent.job.FileCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frees the disk of files that nobody needs any more, once a minute: an agent may run for a year. */
final class Tidying implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);
    /** A file that has just come is not on the shelf yet. */
    private static final Duration NEW = Duration.ofMinutes(10);

    private final ScheduledExecutorService thread;

    private Tidying(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    /** @param wanted the SHA-256 of all files that somebody may still ask for */
    @SuppressWarnings("FutureReturnValueIgnored") // What it throws is caught.
    static Tidying start(FileCache files, Supplier<Set<String>> wanted, InstantSource clock) {
        var thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = new Thread(task, "tidying");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        files.keepOnly(wanted.get(), clock.instant().minus(NEW));
                    } catch (RuntimeException e) {
                        LOG.error("old files could not be removed; it is tried again in a minute", e);
                    }
                },
                1,
                1,
                TimeUnit.MINUTES);
        return new Tidying(thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
