// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.fabcommons.agent.transport.WatchedPort;

/**
 * What others want from a session, in the order of their calls, and whose turn it is to do it: one thread at a time.
 *
 * <p>Mostly that is the session's own thread. But a thread that has just read the machine's answer may take the turn when
 * nobody has it: waking another thread would cost more than the work, and a machine that is sent one line at a time waits
 * for that.
 */
final class Mailbox {
    /** What a turn does after the tasks, and when it is needed again. */
    interface Work {
        /**
         * Does what there is to do by now.
         *
         * @return after how many milliseconds there is more at the latest; below 0 when there never will be
         */
        long advance();

        /** A task is about to be done that is not the reading of a port: anything may be different afterwards. */
        void disturbed();

        /** A task or the work itself failed by a fault of this program. */
        void failed(RuntimeException fault);
    }

    /** What is waiting is handled together, so that many lines cost one look at the clock. */
    private static final int TOGETHER = 100;
    /** Times are whole milliseconds: what differs by no more than one is the same time, for which nobody is woken. */
    private static final long SAME_NANOS = 1_000_000;

    private final Deque<Runnable> tasks = new ConcurrentLinkedDeque<>();
    /** Another one once a thread does not come back from its turn. */
    private volatile ReentrantLock turn = new ReentrantLock();

    private final Work work;
    private volatile Thread owner = Thread.currentThread();
    /** When a turn is needed at the latest, by {@link System#nanoTime}; whoever has had one says it anew. */
    private volatile long dueNanos = System.nanoTime();
    /** When the owner wakes by itself; only while it sleeps. */
    private volatile long ownerWakesNanos;

    private volatile boolean ownerSleeps;

    private boolean over;

    Mailbox(Work work) {
        this.work = work;
    }

    /** From any thread. */
    void post(Runnable task) {
        tasks.add(disturbing(task));
        LockSupport.unpark(owner);
    }

    /** From any thread; goes before everything else. */
    void postFirst(Runnable task) {
        tasks.addFirst(disturbing(task));
        LockSupport.unpark(owner);
    }

    private Runnable disturbing(Runnable task) {
        return () -> {
            work.disturbed();
            task.run();
        };
    }

    /** From a port's thread, which calls {@link #help} as soon as it has left all that it has. */
    void leave(Runnable task) {
        tasks.add(task);
    }

    /** Does what there is unless another thread is at it, which will then see what was left. */
    void help() {
        var mine = turn;
        if (!mine.tryLock()) return;
        try {
            if (mine != turn) return;
            take();
        } catch (WatchedPort.Abandoned late) {
            return;
        } finally {
            mine.unlock();
        }
        boolean sooner = ownerSleeps && dueNanos + SAME_NANOS - ownerWakesNanos < 0;
        if (sooner || !tasks.isEmpty()) LockSupport.unpark(owner);
    }

    /**
     * Goes on without the thread whose turn it is: it hangs in a port, and ends itself should it ever come back. Another
     * thread must {@link #live} now.
     *
     * @param first what to do before all else
     */
    void goOnWithout(Runnable first) {
        tasks.addFirst(disturbing(first));
        turn = new ReentrantLock();
    }

    /**
     * Works until there never will be more; on the session's own thread.
     *
     * @return whether that is so; else another thread does the work now
     */
    boolean live() {
        owner = Thread.currentThread();
        var mine = turn;
        do {
            mine.lock();
            try {
                if (mine != turn) return false;
                if (!take()) return true;
            } catch (WatchedPort.Abandoned late) {
                return false;
            } finally {
                mine.unlock();
            }
            sleep(mine);
        } while (mine == turn);
        return false;
    }

    /** Until a turn is needed; while others take turns, that is later and later. */
    private void sleep(ReentrantLock mine) {
        long due = dueNanos;
        while (mine == turn && tasks.isEmpty() && due - System.nanoTime() > 0) {
            ownerWakesNanos = due;
            ownerSleeps = true;
            // What was said before the owner was seen to sleep is not said again.
            if (tasks.isEmpty() && dueNanos - due >= 0) LockSupport.parkNanos(this, due - System.nanoTime());
            if (mine == turn) ownerSleeps = false;
            due = dueNanos;
        }
    }

    /** With the turn; false when there never will be more. */
    private boolean take() {
        if (over) return false;
        long wait;
        try {
            var task = tasks.poll();
            for (int i = 0; task != null && i < TOGETHER; i++) {
                task.run();
                task = tasks.poll();
            }
            if (task != null) tasks.addFirst(task);
            wait = work.advance();
        } catch (RuntimeException fault) {
            work.failed(fault);
            wait = 0;
        }
        over = wait < 0;
        dueNanos = System.nanoTime() + Math.max(0, wait) * 1_000_000;
        return !over;
    }
}
