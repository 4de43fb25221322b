// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.fabcommons.agent.transport.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description =
                "Looks after the machines: takes jobs from the hub and from its own page, until it is told to end.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** Beside the ports that other machine hosts use. */
    private static final int LOCAL_PORT = 7150;

    @Spec
    private CommandSpec spec;

    @Mixin
    private AgentSettings settings;

    @Option(
            names = "--local-port",
            paramLabel = "N",
            description = "Port of the agent's own page on this computer (default: 7150; 0: any that is free).")
    private Optional<Integer> localPort = Optional.empty();

    @Option(
            names = "--machine",
            paramLabel = "MACHINE",
            converter = MachineOption.Converter.class,
            description = "key=…,name=…,profile=…,port=…[,baud=…][,simulated]. May be repeated.")
    private List<MachineOption> machines = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        var file = settings.file();
        var out = spec.commandLine().getOut();
        var agent = RunningAgent.start(
                settings.hub(file),
                settings.name(file),
                settings.data(file),
                localPort.or(file::localPort).orElse(LOCAL_PORT),
                settings.machines(file, machines),
                state -> PairCommand.tell(out, state));
        var ended = new CountDownLatch(1);
        Ports.atShutdown("end of the agent", () -> {
            agent.close();
            ended.countDown();
        });
        out.println("Local page: " + agent.localPage());
        out.flush();
        ended.await();
        return 0;
    }
}
