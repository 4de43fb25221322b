// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A program of ours beside the hub; what it prints goes to a log file and, line by line, to a reader. */
final class Program {
    private static final int PATIENCE_SECONDS = 8;

    private final String name;
    private final Path log;
    private final Process process;
    private volatile boolean stopping;

    private Program(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts it; should it end before {@link #stop}, the person at the console is told. */
    static Program start(String name, Path log, List<String> command, Consumer<String> eachLine) throws IOException {
        Files.createDirectories(log.getParent());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var program = new Program(name, log, process);
        var reader = new Thread(() -> program.copy(eachLine), "demo-" + name);
        reader.setDaemon(true);
        reader.start();
        return program;
    }

    boolean alive() {
        return process.isAlive();
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    /** Asks it to end and, if it does not, ends it. */
    void stop() {
        stopping = true;
        process.destroy();
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) return;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    private void copy(Consumer<String> eachLine) {
        try (var in = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
                var out = Files.newBufferedWriter(log)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                out.flush();
                eachLine.accept(line);
            }
        } catch (IOException | UncheckedIOException gone) {
            if (!stopping) System.err.println("The output of " + name + " was lost: " + gone.getMessage());
        }
        if (!stopping) System.err.println("The " + name + " has stopped. Its log: " + log);
    }
}
