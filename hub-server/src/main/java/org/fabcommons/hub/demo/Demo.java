// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code ./fab demo}: a hub on this computer with people, a lab, the starter designs and two simulated machines. All of
 * it is made through the hub's own doors.
 */
public final class Demo {
    private static final int USAGE_FAULT = 64;
    private static final int CANNOT = 69;

    private Demo() {}

    /** Starts the hub in this process and returns once it answers. */
    @FunctionalInterface
    public interface HubStart {
        void start() throws Exception;
    }

    /**
     * Runs until the process is told to stop.
     *
     * @param arguments what follows {@code demo} on the command line
     */
    public static void main(String[] arguments, HubStart hub) throws Exception {
        DemoOptions options;
        try {
            options = DemoOptions.of(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println();
            System.err.print(DemoOptions.USAGE);
            System.exit(USAGE_FAULT);
            return;
        }
        if (options.help()) {
            System.out.print(DemoOptions.USAGE);
            return;
        }
        try {
            run(options, hub);
        } catch (IOException fault) {
            System.err.println("The demo cannot go on: " + fault.getMessage());
            System.exit(CANNOT);
        }
    }

    // The lock is held until the process ends.
    @SuppressWarnings("resource")
    private static void run(DemoOptions options, HubStart hub) throws Exception {
        Files.createDirectories(options.data());
        var lock = FileChannel.open(
                options.data().resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null)
            throw new IOException("another demo uses " + options.data() + ". Stop it, or give --data DIR.");
        try (var probe = new ServerSocket(options.port(), 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            say("Starting the hub on port " + probe.getLocalPort() + " …");
        } catch (IOException taken) {
            throw new IOException(
                    "port " + options.port() + " is taken. Try: ./fab demo --port " + (options.port() + 1), taken);
        }
        var base = URI.create("http://localhost:" + options.port());
        settings(options, base).forEach((key, value) -> System.setProperty("dw." + key, value));
        hub.start();

        var machines = new SimulatedLab(options.data().resolve("agent"), jar("fab.agent.jar"));
        Runtime.getRuntime().addShutdownHook(new Thread(machines::stop, "demo-stop"));
        var starter = new Starter(base, options.data(), jar("fab.designs"));
        starter.people();
        starter.lab();
        starter.designs();
        machines.start(base);
        machines.pair(starter::approve);
        starter.awaitMachines();
        welcome(base, options, machines.localPage());
    }

    private static Path jar(String property) throws IOException {
        var value = System.getProperty(property, "");
        if (value.isEmpty() || !Files.exists(Path.of(value)))
            throw new IOException("-D" + property + " must name an existing place, not \"" + value + "\". ./fab does.");
        return Path.of(value);
    }

    /** What differs from the hub's defaults. */
    private static Map<String, String> settings(DemoOptions options, URI base) {
        var data = options.data().resolve("hub");
        var settings = new LinkedHashMap<String, String>();
        settings.put("data", data.toString());
        settings.put("baseUrl", base.toString());
        settings.put("demo", "true");
        settings.put("server.applicationConnectors[0].bindHost", "127.0.0.1");
        settings.put("server.applicationConnectors[0].port", String.valueOf(options.port()));
        settings.put("server.adminConnectors[0].port", "0");
        settings.put("server.requestLog.appenders[0].currentLogFilename", data + "/logs/requests.log");
        settings.put("server.requestLog.appenders[0].archivedLogFilenamePattern", data + "/logs/requests-%d.log.gz");
        settings.put("logging.level", "WARN");
        return settings;
    }

    private static void welcome(URI base, DemoOptions options, String agentPage) {
        System.out.printf(
                """

                FabCommons is running: %1$s

                  Sign in as   ada   who publishes designs
                               lin   who runs the Demo Lab and its two machines
                               sam   who makes things at home
                  Password     fabcommons-demo

                  Start with   %1$s/designs
                  The lab      %1$s/labs/%2$s
                  The agent    %5$s (its own page, works without the hub)

                The machines are simulated and work %3$d times as fast as real ones.
                Everything is kept in %4$s. Stop with Ctrl-C.
                """,
                base, Starter.LAB, SimulatedLab.SPEED, options.data(), agentPage);
        System.out.flush();
    }

    static void say(String text) {
        System.out.println(text);
        System.out.flush();
    }
}
