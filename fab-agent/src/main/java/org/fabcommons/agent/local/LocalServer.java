// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.machine.Machine;

/** The page and API of this agent, for this computer alone. */
public final class LocalServer implements AutoCloseable {
    private static final int THREADS = 8;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** What people call a machine. */
    public record Named(String name, boolean simulated) {}

    /**
     * @param machines by key
     * @param hub how this agent stands with its hub now
     * @param pairAgain asks the hub once more, after somebody declined
     */
    public record Agent(
            String name, String version, Map<String, Named> machines, Supplier<LinkState> hub, Runnable pairAgain) {}

    private final HttpServer server;
    private final ExecutorService threads;

    private LocalServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Opens the page on 127.0.0.1.
     *
     * @param port 0 for any that is free
     * @throws IOException when the port is taken
     */
    public static LocalServer start(
            int port, Agent agent, List<? extends Machine> machines, JobRunner runner, Journal journal, FileCache files)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        } catch (IOException e) {
            throw new IOException("port " + port + " is taken on this computer; choose another with --local-port", e);
        }
        var threads = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "local");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        var door = new Door(server.getAddress().getPort());
        server.createContext("/", new LocalHandler(door, new Shop(agent, machines, runner, journal, files)));
        server.start();
        return new LocalServer(server, threads);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
