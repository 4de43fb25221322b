// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network between agent and hub, which the test can cut and mend. */
final class Cable implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Optional<URI> hub = Optional.empty();
    private volatile String fatal = "";

    Cable() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** What the agent dials, whichever hub is at the other end. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    void plugInto(URI address) {
        hub = Optional.of(address);
    }

    /** Every connection breaks, and no new one is let in. */
    void cut() throws IOException {
        hub = Optional.empty();
        for (var socket : sockets) socket.close();
        sockets.clear();
    }

    /** Breaks just before the agent's next words that contain this would get through. */
    void cutBefore(String words) {
        fatal = words;
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            var near = server.accept();
            sockets.add(near);
            var there = hub;
            if (there.isEmpty()) {
                near.close();
                continue;
            }
            var far = new Socket(InetAddress.getLoopbackAddress(), there.get().getPort());
            sockets.add(far);
            start(() -> say(near.getInputStream(), far.getOutputStream(), far));
            start(() -> copy(far.getInputStream(), near.getOutputStream(), near));
        }
    }

    private void say(InputStream in, OutputStream out, Socket to) throws IOException {
        try (to) {
            var words = new byte[1 << 16];
            for (int read = in.read(words); read >= 0; read = in.read(words)) {
                if (!fatal.isEmpty() && new String(words, 0, read, StandardCharsets.UTF_8).contains(fatal)) {
                    fatal = "";
                    cut();
                }
                out.write(words, 0, read);
            }
        }
    }

    private static void copy(InputStream in, OutputStream out, Socket to) throws IOException {
        try (to) {
            in.transferTo(out);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException cut) {
                // That is what cables do.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        cut();
        server.close();
    }
}
