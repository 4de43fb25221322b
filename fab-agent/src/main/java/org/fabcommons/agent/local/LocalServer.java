// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.hub.HubQueue;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.hub.Sharing;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.agent.notify.Notifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page and API of this agent, for this computer alone. */
public final class LocalServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);
    /** The slowest upload of the largest file: 150 kB/s. Seconds. */
    private static final String LONGEST_REQUEST = "7200";

    static {
        // The server's own limit; without it a sender who stands still has a thread for ever. See jdk.httpserver's
        // module page.
        if (System.getProperty("sun.net.httpserver.maxReqTime") == null)
            System.setProperty("sun.net.httpserver.maxReqTime", LONGEST_REQUEST);
    }

    /** What people call a machine. */
    public record Named(String name, boolean simulated) {}

    /**
     * @param machines by key
     * @param hub how this agent stands with its hub now
     * @param pairAgain asks the hub once more, after somebody declined
     * @param administrators how they are known
     * @param sharing brings jobs to the hub; empty where there is none
     * @param waiting what waits at the hub; empty where there is none
     */
    public record Agent(
            String name,
            String version,
            Map<String, Named> machines,
            Supplier<LinkState> hub,
            Runnable pairAgain,
            Administrators administrators,
            Optional<Sharing> sharing,
            Optional<HubQueue> waiting) {}

    /** What the page is about: the machines, their jobs, and the files that people brought. */
    public record Works(
            List<? extends Machine> machines,
            JobRunner runner,
            Journal journal,
            FileCache files,
            Shelf shelf,
            Cameras cameras,
            Notifications notifications,
            InstantSource clock) {}

    private final HttpServer server;
    private final RequestThreads threads;
    private final ExecutorService looking;
    private final Events events;
    private final Viewers viewers;
    private final GoingOn goingOn;

    private LocalServer(
            HttpServer server,
            RequestThreads threads,
            ExecutorService looking,
            Events events,
            Viewers viewers,
            GoingOn goingOn) {
        this.server = server;
        this.threads = threads;
        this.looking = looking;
        this.events = events;
        this.viewers = viewers;
        this.goingOn = goingOn;
    }

    private static void look(Shop shop, LocalHandler handler) {
        try {
            shop.look();
            handler.look();
        } catch (RuntimeException e) {
            // The next look must come all the same.
            LOG.error("the machines could not be looked at for the page", e);
        }
    }

    /**
     * Whether the page may be opened there; asked before any machine is touched.
     *
     * @throws IllegalArgumentException when other computers would reach a page without a password
     */
    public static void mayListen(InetAddress where, Optional<Password> password) {
        if (!where.isLoopbackAddress() && password.isEmpty())
            throw new IllegalArgumentException("Other computers would reach the agent's page at "
                    + where.getHostAddress() + ". Set a password first: fab-agent password");
    }

    /**
     * Opens the page.
     *
     * @param where this computer alone (a loopback address) unless there is a password; port 0 for any that is free
     * @param adding how people add machines on it; empty where they cannot
     * @throws IOException when the port is taken
     * @throws IllegalArgumentException when other computers would reach a page without a password
     */
    @SuppressWarnings("FutureReturnValueIgnored") // look() leaves nothing to ask for.
    public static LocalServer start(
            InetSocketAddress where,
            Optional<Password> password,
            Agent agent,
            Works works,
            Optional<NewMachines> adding)
            throws IOException {
        boolean alone = where.getAddress().isLoopbackAddress();
        mayListen(where.getAddress(), password);
        HttpServer server;
        try {
            server = HttpServer.create(where, 0);
        } catch (IOException e) {
            throw new IOException(
                    "port " + where.getPort() + " is taken on this computer; choose another with --local-port", e);
        }
        var threads = new RequestThreads();
        server.setExecutor(threads);
        var door = new Door(
                server.getAddress().getPort(),
                alone ? Optional.empty() : password,
                new Steady(works.clock(), System::nanoTime));
        var shop = new Shop(agent, works);
        var events = new Events();
        var viewers = new Viewers();
        var handler = new LocalHandler(door, shop, viewers, events, adding, threads);
        server.createContext("/", handler);
        server.start();
        var looking = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "local look");
            thread.setDaemon(true);
            return thread;
        });
        looking.scheduleWithFixedDelay(() -> look(shop, handler), 0, 1, TimeUnit.SECONDS);
        return new LocalServer(server, threads, looking, events, viewers, GoingOn.start(shop));
    }

    public URI address() {
        var host = server.getAddress().getAddress();
        var name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":"
                + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        goingOn.close();
        looking.shutdownNow();
        try {
            // What it looks at is closed next.
            if (!looking.awaitTermination(5, TimeUnit.SECONDS)) LOG.warn("the last look at the machines takes long");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.close();
        server.stop(0);
        viewers.close();
        threads.close();
    }
}
