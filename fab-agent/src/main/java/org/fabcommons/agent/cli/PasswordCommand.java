// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.fabcommons.agent.local.Password;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "password",
        description = "Sets the password of the agent's page, which it asks for where other computers reach it"
                + " (run --listen). Read from the terminal, or from standard input.",
        mixinStandardHelpOptions = true)
final class PasswordCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AgentSettings settings;

    @Override
    public Integer call() throws IOException {
        var folder = settings.data(settings.file());
        try {
            Password.keep(folder, asked());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        spec.commandLine().getOut().println("The password is set. It counts from the agent's next start.");
        return 0;
    }

    // Newer Java gives a console that is none where input is piped; it then reads the same line.
    @SuppressWarnings("SystemConsoleNull")
    private String asked() throws IOException {
        var console = System.console();
        if (console != null) {
            var first = new String(console.readPassword("New password: "));
            if (!first.equals(new String(console.readPassword("Once more: "))))
                throw new ParameterException(spec.commandLine(), "These were not the same.");
            return first;
        }
        var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }
}
