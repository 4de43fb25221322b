// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a job is still to be written down, in its order. The machine does not wait for a disk that is full, and the
 * journal must not lose a move: it is tried again, and until then the machine takes no other job. Of the jobs thread.
 */
final class Unwritten {
    private static final Logger LOG = LoggerFactory.getLogger(Unwritten.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Workshop workshop;
    private final String job;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private volatile boolean stuck;

    Unwritten(Workshop workshop, String job) {
        this.workshop = workshop;
        this.job = job;
    }

    boolean none() {
        return steps.isEmpty();
    }

    /** Whether nothing can be written down at present; from any thread. */
    boolean stuck() {
        return stuck;
    }

    void then(Runnable step) {
        steps.add(step);
        if (steps.size() == 1) flush();
    }

    private void flush() {
        while (!steps.isEmpty()) {
            if (!workshop.journal().open()) {
                // The agent has ended around this run; what it was about to write is settled at the next start.
                LOG.debug("job {}: the journal is closed", job);
                return;
            }
            try {
                steps.peek().run();
            } catch (RuntimeException e) {
                // Once: a full disk is no better for being told every five seconds.
                if (!stuck) LOG.error("job {} could not be written down; it is tried again", job, e);
                stuck = true;
                workshop.thread().after(RETRY, this::flush);
                return;
            }
            stuck = false;
            steps.remove();
        }
    }
}
