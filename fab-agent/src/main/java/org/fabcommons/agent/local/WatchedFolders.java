// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks at the watched folders every two seconds, one after the other. */
public final class WatchedFolders implements AutoCloseable {
    private static final long LOOK_SECONDS = 2;

    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> looking;

    public WatchedFolders(List<WatchedFolder> folders) {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = new Thread(task, "watched-folders");
            made.setDaemon(true);
            return made;
        });
        looking = thread.scheduleWithFixedDelay(
                () -> folders.forEach(WatchedFolder::look), 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        looking.cancel(false);
        thread.shutdownNow();
    }
}
