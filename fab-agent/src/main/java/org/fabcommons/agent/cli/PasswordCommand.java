// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fabcommons.agent.local.Administrators;
import org.fabcommons.agent.local.Password;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--administrator",
            paramLabel = "NAME",
            description = "Instead, the password of this administrator, whom the policy names.")
    private Optional<String> administrator = Optional.empty();

    @Override
    public Integer call() throws IOException {
        var file = settings.file();
        var folder = settings.data(file);
        if (administrator.isPresent()) named(file, administrator.get());
        try {
            if (administrator.isPresent()) {
                Administrators.keep(folder, administrator.get(), asked());
                spec.commandLine().getOut().println("The password of " + administrator.get() + " is set.");
                return 0;
            }
            Password.keep(folder, asked());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        spec.commandLine().getOut().println("The password is set. It counts from the agent's next start.");
        return 0;
    }

    private void named(AgentSettings.InFile file, String name) {
        boolean known = file.lab().isAdministrator(name)
                || file.machines().stream()
                        .flatMap(machine -> machine.policy().stream())
                        .anyMatch(policy -> policy.policy().isAdministrator(name));
        if (!known)
            throw new ParameterException(
                    spec.commandLine(),
                    "No policy in agent.yaml names " + name + " among its administrators; write it there first.");
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
