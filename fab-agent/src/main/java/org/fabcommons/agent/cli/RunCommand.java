// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.fabcommons.agent.transport.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Where the agent's own page is reached (default: 127.0.0.1, this computer alone). Any other"
                    + " address, such as 0.0.0.0, needs a password: fab-agent password.")
    private Optional<String> listen = Optional.empty();

    @Option(
            names = "--watch",
            paramLabel = "MACHINE=DIR",
            description = "G-code files that appear in this folder wait for this machine. May be repeated.")
    private Map<String, Path> watch = new LinkedHashMap<>();

    @Option(
            names = "--machine",
            paramLabel = "MACHINE",
            converter = MachineOption.Converter.class,
            description =
                    "key=…,name=…,profile=…,port=…[,baud=…][,idleOff=…][,pauseNozzleOff=…][,pauseBedOff=…][,wholeLines]"
                            + "[,record=DIR][,simulated]. May be repeated.")
    private List<MachineOption> machines = new ArrayList<>();

    @Option(
            names = "--camera",
            paramLabel = "CAMERA",
            converter = CameraOption.Converter.class,
            description = "key=…,source=…[,machine=…][,name=…][,timeLapse=layer][,toHub]; the source is /dev/video0,"
                    + " http://… or rtsp://…. May be repeated.")
    private List<CameraOption> cameras = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        var file = settings.file();
        var out = spec.commandLine().getOut();
        var data = settings.data(file);
        var lenses = new ArrayList<>(file.cameras());
        lenses.addAll(cameras);
        var channels = settings.channels(file);
        var agent = new Restartable(
                settings.machines(file, machines),
                lenses,
                channels,
                data,
                (all, looking, adding, port) -> RunningAgent.start(
                        settings.hub(file),
                        settings.name(file),
                        data,
                        new RunningAgent.Page(
                                listen.or(file::listen).orElse("127.0.0.1"),
                                port.or(() -> localPort).or(file::localPort).orElse(LOCAL_PORT)),
                        all,
                        file.lab(),
                        settings.cameras(looking, all),
                        channels.all(),
                        watched(file, all),
                        Optional.of(adding),
                        state -> PairCommand.tell(out, state)));
        var ended = new CountDownLatch(1);
        Ports.atShutdown("end of the agent", () -> {
            agent.close();
            ended.countDown();
        });
        out.println("Local page: " + agent.agent().localPage());
        out.flush();
        ended.await();
        return 0;
    }

    private Map<String, Path> watched(AgentSettings.InFile file, List<MachineOption> there) {
        Map<String, Path> all = new LinkedHashMap<>(file.watch());
        all.putAll(watch);
        var known = there.stream().map(MachineOption::key).toList();
        all.forEach((machine, folder) -> {
            if (!known.contains(machine))
                throw new ParameterException(
                        spec.commandLine(), "A folder is watched for " + machine + ", which is no machine here.");
            if (!Files.isDirectory(folder))
                throw new ParameterException(spec.commandLine(), "There is no folder " + folder + " to watch.");
        });
        return all;
    }
}
