// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fabcommons.agent.cli.SimulatedHere;

/** A simulated machine, and what really happened to it. */
public final class SimulatedMachine implements AutoCloseable {
    /** What the host says of its own; everything else that was executed came from a file. */
    private static final Set<String> HOSTS_OWN = Set.of(
            "M110 N0", "M115", "M113", "M155 S2", "M105", "M114", "M400", "M104 S0", "M140 S0", "M107", "G17G21G90G94");

    private static final List<String> BEGINNING = List.of("M82", "G90");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedHere here;
    private final Path folder;
    private final String name;

    private SimulatedMachine(SimulatedHere here, Path folder, String name) {
        this.here = here;
        this.folder = folder;
        this.name = name;
    }

    /**
     * Does what {@code fab-agent simulate} does and waits until the machine can be opened.
     *
     * @param options of that; another {@code --profile} is what it is made of, and the first one then only its name
     */
    public static SimulatedMachine start(Path folder, String profile, String... options) {
        var words = new ArrayList<String>();
        if (!List.of(options).contains("--profile")) words.addAll(List.of("--profile", profile));
        words.addAll(List.of("--link", folder.resolve(profile).toString()));
        words.addAll(List.of("--status", folder.resolve(profile + ".json").toString()));
        words.addAll(List.of("--executed", folder.resolve(profile + ".executed").toString()));
        words.addAll(List.of(options));
        return new SimulatedMachine(SimulatedHere.start(words), folder, profile);
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
            var all = Files.readAllLines(folder.resolve(name + ".executed")).stream()
                    .filter(command -> !HOSTS_OWN.contains(command) && !command.startsWith(";"))
                    .collect(Collectors.toCollection(ArrayList::new));
            // How a job begins on a printer; files here do not say these one after the other.
            for (int i = Collections.indexOfSubList(all, BEGINNING);
                    i >= 0;
                    i = Collections.indexOfSubList(all, BEGINNING))
                all.subList(i, i + BEGINNING.size()).clear();
            // What ends a line that was begun and not wanted any more; files here say it first of all.
            int first = all.indexOf("G21");
            return Executed.of(IntStream.range(0, all.size())
                    .filter(i -> i == first || !all.get(i).equals("G21"))
                    .mapToObj(all::get)
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Switches it off; its files are complete then. */
    public void stop() {
        here.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
