// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps a few idle readers, with what they have learnt of the stores that were asked: a new one costs milliseconds. There
 * is no limit to wait for.
 */
final class ReaderPool implements AutoCloseable {
    private static final int IDLE = 8;

    private final Jdbi jdbi;
    private final ConcurrentLinkedDeque<Handle> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReaderPool(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    <T, X extends Exception> T withHandle(HandleCallback<T, X> query) throws X {
        var known = idle.pollFirst();
        var handle = known != null ? known : jdbi.open();
        boolean well = false;
        try {
            T result = query.withHandle(handle);
            handle.clean();
            well = true;
            return result;
        } finally {
            // One that failed may be the worse for it.
            if (well && !closed && idle.size() < IDLE) idle.offerFirst(handle);
            else handle.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (var handle = idle.pollFirst(); handle != null; handle = idle.pollFirst()) handle.close();
    }
}
