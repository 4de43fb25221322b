// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.fabcommons.agent.hub.AgentPairing;
import org.fabcommons.agent.hub.LinkState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "pair",
        description = "Pairs this agent with its hub: shows a code, and waits until somebody has entered it there.",
        mixinStandardHelpOptions = true)
final class PairCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AgentSettings settings;

    @Override
    public Integer call() throws InterruptedException {
        var file = settings.file();
        var hub = settings.hub(file).orElseThrow(() -> settings.wrong("Name the hub: --hub https://hub.example.org"));
        var out = spec.commandLine().getOut();
        var pairing = new AgentPairing(
                hub, settings.name(file), settings.data(file), new CountDownLatch(1), state -> tell(out, state));
        if (!pairing.pair()) return 1;
        out.println("Paired with " + hub);
        return 0;
    }

    /** The lines that people, and programs that start an agent, look for. */
    static void tell(PrintWriter out, LinkState state) {
        if (state instanceof LinkState.Unpaired link)
            out.println("Pair this agent: open " + link.code().address() + " and enter the code "
                    + link.code().code());
        else if (state instanceof LinkState.Connected link) out.println("Connected to " + link.hub());
        else if (state instanceof LinkState.Declined link)
            out.println("Somebody on " + link.hub() + " declined this agent.");
        else if (state instanceof LinkState.Unreached link)
            out.println(link.hub() + " is not reached (" + link.why() + "); trying again.");
        out.flush();
    }
}
