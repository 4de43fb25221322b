// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A simulated machine in a process of its own, and what really happened to it. */
public final class SimulatedMachine implements AutoCloseable {
    /** What the host says of its own; everything else that was executed came from a file. */
    private static final Set<String> HOSTS_OWN =
            Set.of("M110 N0", "M115", "M113", "M155 S2", "M105", "M114", "M400", "M104 S0", "M140 S0", "M107");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path folder;
    private final String name;

    private SimulatedMachine(Process process, Path folder, String name) {
        this.process = process;
        this.folder = folder;
        this.name = name;
    }

    /** Starts {@code fab-agent simulate} and waits until the machine can be opened. */
    public static SimulatedMachine start(Path folder, String profile, String... options) {
        var command = new ArrayList<>(Agent.command("simulate", "--profile", profile));
        command.addAll(List.of("--link", folder.resolve(profile).toString()));
        command.addAll(List.of("--status", folder.resolve(profile + ".json").toString()));
        command.addAll(
                List.of("--executed", folder.resolve(profile + ".executed").toString()));
        command.addAll(List.of(options));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(folder.resolve(profile + ".err").toFile())
                    .start();
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            assertThat(out.readLine()).as("the simulator's first line").startsWith("A simulated");
            return new SimulatedMachine(process, folder, profile);
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }

    /** What a host opens. */
    public Path port() {
        return folder.resolve(name);
    }

    /** What a person beside it sees now, at most a tenth of a second old. */
    public JsonNode status() {
        var file = folder.resolve(name + ".json");
        try {
            return Files.exists(file) ? JSON.readTree(file.toFile()) : MissingNode.getInstance();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public double nozzleTarget() {
        return status().at("/temperatures/T0/target").asDouble(-1);
    }

    public double spindle() {
        return status().path("spindle").asDouble(-1);
    }

    public void awaits(Predicate<JsonNode> seen) {
        await().atMost(Duration.ofMinutes(1)).until(() -> !status().isMissingNode() && seen.test(status()));
    }

    /** What of a file was really executed, as {@link Executed} writes it; complete once {@link #stop} was called. */
    public List<String> executedOfFile() {
        try {
            return Executed.of(Files.readAllLines(folder.resolve(name + ".executed")).stream()
                    .filter(command -> !HOSTS_OWN.contains(command) && !command.startsWith(";"))
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Ends the program in good order, so that its files are complete. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Pulls the plug. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        stop();
    }
}
