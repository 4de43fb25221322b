// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.fabcommons.agent.transport.WirePriority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread for each request, from its first byte to its answer's last: the server reads and writes in it, so that
 * somebody who sends half a request, or does not take the answer, keeps one. When all are kept, those that have waited
 * longest for their visitor are taken back, and a stop is heard however many stand still.
 *
 * <p>Interrupting is what takes one back: it closes the channel in which the thread reads or writes
 * ({@link java.nio.channels.InterruptibleChannel}), and nothing else may be going on in it then.
 */
final class RequestThreads implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestThreads.class);
    /** Enough that only a fault, or somebody who means harm, keeps them all. */
    static final int MOST = 160;
    /** A request and what a form holds come at once, also by radio; from here on it may be taken back for another. */
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** So long one may arrive where nobody else waits: the largest form at 1 kB/s. */
    private static final Duration ARRIVING = Duration.ofMinutes(1);
    /**
     * So long a head may. Who asks by https for a page that is plain http never sends a line that ends, and a slicer
     * stands still until it is told so.
     */
    private static final Duration GREETING = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration WARNED_EVERY = Duration.ofMinutes(1);
    /** The request that a thread is at. */
    private static final ThreadLocal<Visit> MINE = new ThreadLocal<>();

    private enum Stage {
        /** Its head is read. */
        GREETING,
        /** The few bytes of a form are read. */
        ARRIVING,
        /** What it asks is done; however long that takes, nobody disturbs it. */
        SERVED,
        /** The answer is sent. */
        ANSWERED,
        OVER
    }

    /** In which nothing but reading and writing goes on. */
    private static final Set<Stage> TAKEN_BACK = EnumSet.of(Stage.GREETING, Stage.ARRIVING, Stage.ANSWERED);

    private static final class Visit {
        private final Thread thread = Thread.currentThread();
        private Stage stage = Stage.GREETING;
        private long since = System.nanoTime();

        private synchronized void enter(Stage next) {
            stage = next;
            since = System.nanoTime();
            // Taken back a moment too late: it has what it waited for.
            if (Thread.interrupted()) LOG.debug("a visitor came just in time");
        }

        private synchronized boolean waits(Duration patience, Set<Stage> stages) {
            return stages.contains(stage) && System.nanoTime() - since > patience.toNanos();
        }

        private synchronized long since() {
            return since;
        }

        private synchronized void takeBack() {
            if (TAKEN_BACK.contains(stage)) thread.interrupt();
        }
    }

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(MOST, MOST, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
                var thread = new Thread(task, "local");
                thread.setDaemon(true);
                // Uploads and their analysis compute for long: the wires go first.
                return WirePriority.behind(thread);
            });
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "local visits");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    /** Of the thread that looks. */
    private long warned = System.nanoTime() - WARNED_EVERY.toNanos();

    @SuppressWarnings("FutureReturnValueIgnored") // What it does is interrupting.
    RequestThreads() {
        threads.allowCoreThreadTimeOut(true);
        watching.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void execute(Runnable request) {
        threads.execute(() -> {
            var visit = new Visit();
            visits.add(visit);
            MINE.set(visit);
            try {
                request.run();
            } finally {
                visit.enter(Stage.OVER);
                MINE.remove();
                visits.remove(visit);
            }
        });
    }

    /** The head of this thread's request is read. */
    void greeted() {
        MINE.get().enter(Stage.ARRIVING);
    }

    /** The request of this thread is read: from here on it is left alone. */
    void served() {
        MINE.get().enter(Stage.SERVED);
    }

    /** What is left of this thread's request is reading and writing. */
    void answered() {
        MINE.get().enter(Stage.ANSWERED);
    }

    private void look() {
        visits.stream()
                .filter(visit -> visit.waits(GREETING, EnumSet.of(Stage.GREETING))
                        || visit.waits(ARRIVING, EnumSet.of(Stage.ARRIVING)))
                .forEach(Visit::takeBack);
        int wanted = threads.getQueue().size();
        if (wanted == 0) return;
        if (System.nanoTime() - warned > WARNED_EVERY.toNanos()) {
            warned = System.nanoTime();
            LOG.warn("{} requests wait behind {} who send or take nothing", wanted, visits.size());
        }
        visits.stream()
                .filter(visit -> visit.waits(GRACE, TAKEN_BACK))
                .sorted(Comparator.comparingLong(Visit::since))
                .limit(wanted)
                .forEach(Visit::takeBack);
    }

    @Override
    public void close() {
        watching.shutdownNow();
        threads.shutdownNow();
    }
}
