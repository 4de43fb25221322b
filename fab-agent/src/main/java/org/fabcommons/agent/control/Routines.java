// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.control;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.fabcommons.agent.machine.Hand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What takes several steps on a machine: one at a time, on a thread of its own. Safe to call from any thread. */
public final class Routines {
    private static final Logger LOG = LoggerFactory.getLogger(Routines.class);

    /** Several steps; looks at the course before each and ends when it is no longer wanted. */
    public interface Routine {
        void run(Course course) throws Failed;
    }

    /**
     * How far it is.
     *
     * @param problem why it ended early
     */
    public record Now(String what, int done, int of, boolean over, Optional<Hand.Problem> problem) {}

    /** What a routine tells and is told while it runs. */
    public final class Course {
        private final String what;

        private Course(String what) {
            this.what = what;
        }

        /** So much is done; ends the routine when a person wants no more of it. */
        public void reached(int done, int of) throws Failed {
            synchronized (Routines.this) {
                if (stopping) throw new Failed("stopped", "A person stopped it.");
                now = Optional.of(new Now(what, done, of, false, Optional.empty()));
            }
        }
    }

    private Optional<Now> now = Optional.empty();
    private boolean stopping;

    /** Begins it; false when another one runs. */
    public synchronized boolean begin(String what, Routine routine) {
        if (now.isPresent() && !now.get().over()) return false;
        stopping = false;
        now = Optional.of(new Now(what, 0, 0, false, Optional.empty()));
        var thread = new Thread(() -> run(what, routine), "routine " + what);
        thread.setDaemon(true);
        thread.start();
        return true;
    }

    private void run(String what, Routine routine) {
        Optional<Hand.Problem> problem = Optional.empty();
        try {
            routine.run(new Course(what));
        } catch (Failed failed) {
            problem = Optional.of(failed.problem());
        } catch (IllegalArgumentException | CompletionException wrong) {
            problem = Optional.of(new Hand.Problem("value", wrong.getMessage()));
        } catch (RuntimeException fault) {
            LOG.error("{} failed", what, fault);
            problem = Optional.of(new Hand.Problem("ours", "A fault of this program; its log says which."));
        }
        synchronized (this) {
            var last = now.orElseThrow();
            now = Optional.of(new Now(what, last.done(), last.of(), true, problem));
        }
    }

    /** The one that runs, or the last one. */
    public synchronized Optional<Now> now() {
        return now;
    }

    /** Ends it before its next step. */
    public synchronized void stop() {
        stopping = true;
    }
}
