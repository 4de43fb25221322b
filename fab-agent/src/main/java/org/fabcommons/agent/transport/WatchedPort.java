// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.fabcommons.link.Detail;
import org.fabcommons.profile.FlowControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of which nobody waits for ever. Drivers of serial adapters have been seen to hang in open, write and close; a
 * thread that is in there cannot be freed. So opening and closing are left to threads of their own, and a write that takes
 * too long is told to somebody, who goes on without the thread that wrote: should it ever come back, it is ended.
 */
public final class WatchedPort implements Port {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedPort.class);
    private static final long OPEN_MS = 10_000;
    /** A port that takes nothing for so long is told of. A network line gives up by itself after 5 s. */
    private static final long WRITE_MS = 8_000;

    private static final long LOOK_MS = 2000;
    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "watch ports");
        thread.setDaemon(true);
        return thread;
    });

    /** Ends the thread that comes back from a write after others have gone on without it. */
    public static final class Abandoned extends Error {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super("came back from a port that was given up", null, false, false);
        }
    }

    private enum Doing {
        NOTHING,
        WRITING,
        ABANDONED
    }

    private final Port port;
    private final AtomicReference<Doing> doing = new AtomicReference<>(Doing.NOTHING);
    private final AtomicReference<Runnable> hangs = new AtomicReference<>(() -> {});
    private final ScheduledFuture<?> looking;
    private volatile long sinceNanos;

    private WatchedPort(Port port) {
        this.port = port;
        looking = WATCH.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens a port, or gives it up.
     *
     * @throws PortException also when the system does not come back from opening it
     */
    public static WatchedPort open(Ports ports, String path, int baud, FlowControl flow) throws PortException {
        var opened = new CompletableFuture<Port>();
        apart("open " + path, () -> {
            try {
                var port = ports.open(path, baud, flow);
                // Nobody waits for it any more.
                if (!opened.complete(port)) port.close();
            } catch (PortException | RuntimeException refused) {
                opened.completeExceptionally(refused);
            }
        });
        try {
            return new WatchedPort(opened.get(OPEN_MS, TimeUnit.MILLISECONDS));
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof PortException known) throw known;
            throw new IllegalStateException("the port " + path + " could not be opened", refused.getCause());
        } catch (TimeoutException hanging) {
            opened.cancel(false);
            throw new PortException(PortException.Reason.UNUSABLE, Detail.of("port.does-not-come-back", path));
        } catch (InterruptedException stop) {
            opened.cancel(false);
            Thread.currentThread().interrupt();
            throw new PortException(PortException.Reason.UNUSABLE, Detail.of("port.not-waited-for", path));
        }
    }

    /** Who is told, on a thread of its own, that a write does not end; the writing thread does nothing more then. */
    public void whenItHangs(Runnable then) {
        hangs.set(then);
    }

    private void look() {
        if (doing.get() != Doing.WRITING || System.nanoTime() - sinceNanos < WRITE_MS * 1_000_000) return;
        if (!doing.compareAndSet(Doing.WRITING, Doing.ABANDONED)) return;
        LOG.error("{} does not come back from writing; it is given up", name());
        hangs.get().run();
    }

    @Override
    public String name() {
        return port.name();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        sinceNanos = System.nanoTime();
        if (!doing.compareAndSet(Doing.NOTHING, Doing.WRITING))
            throw new IOException("The port " + name() + " was given up.");
        try {
            port.write(bytes);
        } finally {
            if (!doing.compareAndSet(Doing.WRITING, Doing.NOTHING)) abandon();
        }
    }

    private static void abandon() {
        throw new Abandoned();
    }

    @Override
    public int read(byte[] into) throws IOException {
        return port.read(into);
    }

    @Override
    public long pending() {
        return port.pending();
    }

    @Override
    public void drop() {
        port.drop();
    }

    /** Returns when it is closed, or does not come back from that for a while. */
    @Override
    public void close() {
        looking.cancel(false);
        var closed = new CompletableFuture<Void>();
        apart("close " + name(), () -> {
            try {
                port.close();
            } finally {
                closed.complete(null);
            }
        });
        try {
            closed.get(doing.get() == Doing.ABANDONED ? 0 : 2000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException hanging) {
            LOG.warn("{} does not come back from closing; it is left alone", name());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void apart(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
