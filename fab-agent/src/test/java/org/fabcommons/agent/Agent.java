// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The agent's program, started as a person would. */
public final class Agent {
    private Agent() {}

    /** The command line that starts it with these arguments, from the classes under test. */
    public static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AgentApplication.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts it; what it prints goes to this file. */
    public static Process start(Path output, String... arguments) {
        try {
            return new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }
}
