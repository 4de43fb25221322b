// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** What others want from a session, in the order of their calls. */
final class Mailbox {
    /** What is waiting is handled together, so that many lines cost one look at the clock. */
    private static final int TOGETHER = 100;

    private final BlockingDeque<Runnable> tasks = new LinkedBlockingDeque<>();

    /** From any thread. */
    void post(Runnable task) {
        tasks.add(task);
    }

    /** From any thread; goes before everything else. */
    void postFirst(Runnable task) {
        tasks.addFirst(task);
    }

    /** Waits so long at most for something to do, and does what there is. */
    void work(long waitMs) throws InterruptedException {
        var task = tasks.poll(waitMs, TimeUnit.MILLISECONDS);
        for (int i = 0; task != null && i < TOGETHER; i++) {
            task.run();
            task = tasks.poll();
        }
        if (task != null) tasks.addFirst(task);
    }
}
