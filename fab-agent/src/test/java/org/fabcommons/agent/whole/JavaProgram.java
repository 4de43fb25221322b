// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.whole;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** One of our programs as a process of its own, from the classes under test. */
final class JavaProgram implements AutoCloseable {
    private final String name;
    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();

    private JavaProgram(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static JavaProgram start(
            String name,
            String mainClass,
            List<String> options,
            Map<String, String> environment,
            List<String> arguments)
            throws IOException {
        var command = new ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Xmx256m");
        command.add("-Djava.awt.headless=true");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(key -> key.startsWith("FAB_"));
        builder.environment().putAll(environment);
        var program = new JavaProgram(name, builder.start());
        var reader = new Thread(program::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
        return program;
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) output.add(line);
        } catch (IOException gone) {
            // Closed by its end, or by the test's: what it said so far is kept.
            output.add("(" + name + ": " + gone.getMessage() + ")");
        }
    }

    /** Waits until a line of its output matches. */
    MatchResult says(String pattern) {
        var compiled = Pattern.compile(pattern);
        return Awaitility.await(name + " says " + pattern)
                .atMost(World.PATIENCE)
                .conditionEvaluationListener(condition -> {
                    if (!process.isAlive()) throw new AssertionError(name + " has ended:\n" + output());
                })
                .until(
                        () -> output.stream()
                                .map(compiled::matcher)
                                .filter(matcher -> matcher.find())
                                .map(matcher -> matcher.toMatchResult())
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    String output() {
        return name + ":\n  " + String.join("\n  ", output);
    }

    /** As a power cut would: no chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Asks it to end, as Ctrl-C would; its exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) throw new AssertionError(name + " does not stop:\n" + output());
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) kill();
    }
}
