// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fabcommons.agent.local.NotificationWords;
import org.fabcommons.agent.notify.ChannelSettings;
import org.fabcommons.agent.notify.Notifications;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "notify",
        description =
                "Sends a test by the channels that the settings name under notifications, or that were added on the"
                        + " agent's page, and says what came of it. The agent need not run.",
        mixinStandardHelpOptions = true)
final class NotifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AgentSettings settings;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this channel.")
    private Optional<String> only = Optional.empty();

    @Override
    public Integer call() {
        var file = settings.file();
        var channels = settings.channels(file).all().stream()
                .filter(channel -> only.isEmpty() || channel.name().equals(only.get()))
                .toList();
        if (channels.isEmpty())
            throw settings.wrong(
                    only.isPresent()
                            ? "There is no channel " + only.get() + "."
                            : "No channel is set up: name one under notifications in agent.yaml, or add one on the"
                                    + " agent's page.");
        var name = settings.name(file);
        var words = new NotificationWords(name, Map.of());
        int failed = 0;
        for (ChannelSettings channel : channels) {
            var fault = Notifications.test(channel, name, words, InstantSource.system());
            var out = spec.commandLine().getOut();
            out.println(channel.name() + ": "
                    + fault.map(why -> "did not arrive: " + why.english()).orElse("arrived"));
            out.flush();
            if (fault.isPresent()) failed++;
        }
        return failed == 0 ? 0 : 1;
    }
}
