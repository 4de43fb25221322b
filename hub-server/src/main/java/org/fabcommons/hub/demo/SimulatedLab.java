// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Two simulated machines, each a program at the far end of a pseudo-terminal, and one agent that drives them. */
final class SimulatedLab {
    static final int SPEED = 20;
    private static final Pattern CODE = Pattern.compile("enter the code (\\S+)");
    private static final String LOCAL_PAGE = "Local page: ";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Path agentJar;
    private final List<Program> programs = new ArrayList<>();
    private final CompletableFuture<String> code = new CompletableFuture<>();
    private final CompletableFuture<String> localPage = new CompletableFuture<>();
    private boolean stopped;

    SimulatedLab(Path data, Path agentJar) {
        this.data = data;
        this.agentJar = agentJar;
    }

    private record Machine(String key, String name, String profile, boolean filmed) {}

    private static final List<Machine> MACHINES = List.of(
            new Machine("printer", "Printer", "marlin", true), new Machine("mill", "Mill and laser", "grbl", false));

    /** Lets the agent be paired: given the code it shows. */
    @FunctionalInterface
    interface Approval {
        void approve(String userCode) throws IOException, InterruptedException;
    }

    /** Starts the machines and, once they are there, the agent. */
    void start(URI hub) throws IOException, InterruptedException {
        Demo.say("Starting two simulated machines and the agent …");
        Files.createDirectories(data);
        LeftBehind.end(data);
        // Settings of its own: whoever tries the demo may have an agent.yaml with real machines, which are no part of
        // it.
        var settings = Files.writeString(data.resolve("agent.yaml"), "machines: []\n");
        var run = java(
                "run",
                "--config",
                settings.toString(),
                "--hub",
                hub.toString(),
                "--data",
                data.toString(),
                "--local-port",
                "0");
        var links = new ArrayList<Path>();
        for (var machine : MACHINES) {
            var link = data.resolve(machine.key() + ".port");
            Files.deleteIfExists(link);
            var simulate = java(
                    "simulate",
                    "--profile",
                    machine.profile(),
                    "--link",
                    link.toString(),
                    "--speed",
                    Integer.toString(SPEED));
            if (machine.filmed()) film(machine, simulate, run);
            add("simulated " + machine.key(), machine.key(), simulate);
            links.add(link);
            run.add("--machine");
            run.add("key=" + machine.key() + ",name=" + machine.name() + ",profile=" + machine.profile() + ",port="
                    + link + ",simulated");
        }
        await("the simulated machines did not start", () -> links.stream()
                .allMatch(link -> Files.exists(link, LinkOption.NOFOLLOW_LINKS)));
        add("agent", "agent", run);
    }

    /** A simulated camera looks at the machine, and the agent looks through it, as through a real one on the network. */
    private static void film(Machine machine, List<String> simulate, List<String> run) throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        simulate.addAll(List.of("--camera", Integer.toString(port)));
        run.add("--camera");
        run.add(String.format(
                Locale.ROOT,
                "key=%s-camera,name=%s camera,machine=%s,source=http://127.0.0.1:%d/,timeLapse=layer,toHub",
                machine.key(),
                machine.name(),
                machine.key(),
                port));
    }

    /** Has the agent paired if it asks for it; an agent that was paired in an earlier start does not. */
    void pair(Approval approval) throws IOException, InterruptedException {
        var asked = asked();
        if (asked.isPresent()) approval.approve(asked.get());
    }

    /** Where the agent's own page is, which works without the hub. */
    String localPage() throws IOException, InterruptedException {
        await("the agent has no page of its own", localPage::isDone);
        return localPage.join();
    }

    private Optional<String> asked() throws IOException, InterruptedException {
        await("the agent neither asked to be paired nor connected", () -> code.isDone());
        return Optional.of(code.join()).filter(text -> !text.isEmpty());
    }

    /** Ends every program; nothing is left behind. The agent goes first, so that it can make its machines safe. */
    synchronized void stop() {
        stopped = true;
        for (int i = programs.size() - 1; i >= 0; i--) programs.get(i).stop();
    }

    private synchronized void add(String name, String log, List<String> command) throws IOException {
        if (stopped) throw new IOException("stopped while starting");
        programs.add(Program.start(name, data.resolve("logs").resolve(log + ".log"), command, this::heard));
    }

    private void heard(String line) {
        var asks = CODE.matcher(line);
        if (asks.find()) code.complete(asks.group(1));
        else if (line.startsWith("Connected to ")) code.complete("");
        else if (line.startsWith(LOCAL_PAGE)) localPage.complete(line.substring(LOCAL_PAGE.length()));
    }

    private void await(String failure, BooleanSupplier condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            for (var program : programs())
                if (!program.alive())
                    throw new IOException("the " + program.name() + " did not start. See " + program.log());
            if (System.nanoTime() > end) throw new IOException(failure + ". See " + data.resolve("logs"));
            Thread.sleep(50);
        }
    }

    private synchronized List<Program> programs() {
        return List.copyOf(programs);
    }

    private List<String> java(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Djava.awt.headless=true",
                "-jar",
                agentJar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
