// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a hub that breaks after so many bytes, and is dead until somebody mends it. */
public final class Line implements AutoCloseable {
    private final ServerSocket near;
    private final URI hub;
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public Line(URI hub) {
        this.hub = hub;
        try {
            this.near = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(() -> {
            while (!near.isClosed()) {
                var socket = near.accept();
                if (broken()) socket.close();
                else carry(socket);
            }
        });
    }

    public URI address() {
        return URI.create("http://localhost:" + near.getLocalPort());
    }

    public void breaksAfter(long bytes) {
        left.set(bytes);
    }

    public boolean broken() {
        return left.get() <= 0;
    }

    public void mend() {
        left.set(Long.MAX_VALUE);
    }

    private void carry(Socket socket) throws IOException {
        var far = new Socket(hub.getHost(), hub.getPort());
        open.add(socket);
        open.add(far);
        pump(socket, far);
        pump(far, socket);
    }

    private void pump(Socket from, Socket to) {
        run(() -> {
            try (from;
                    to) {
                var chunk = new byte[16_384];
                for (int read = from.getInputStream().read(chunk);
                        read >= 0;
                        read = from.getInputStream().read(chunk)) {
                    if (left.addAndGet(-read) <= 0) {
                        for (var each : open) each.close();
                        return;
                    }
                    to.getOutputStream().write(chunk, 0, read);
                }
            } finally {
                open.remove(from);
                open.remove(to);
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException over) {
                // Either end has closed it.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        near.close();
        for (var each : open) each.close();
    }
}
