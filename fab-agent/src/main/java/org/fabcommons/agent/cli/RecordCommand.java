// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fabcommons.agent.transport.Bridge;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.agent.transport.Pty;
import org.fabcommons.agent.transport.RecordedPorts;
import org.fabcommons.agent.transport.Recording;
import org.fabcommons.profile.FlowControl;
import org.fabcommons.profile.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "record",
        description =
                "Stands between a machine and another program, and writes down all they say: a bug report in one file."
                        + " What the other program sends goes to the machine unchecked.",
        mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PORT", description = "Of the machine, such as /dev/ttyUSB0.")
    private String port = "";

    @Parameters(index = "1", paramLabel = "FILE.session", description = "What to write; it must not exist yet.")
    private Path file = Path.of("");

    @Option(names = "--baud", paramLabel = "N", defaultValue = "115200", description = "Default: ${DEFAULT-VALUE}.")
    private int baud;

    @Option(
            names = "--link",
            paramLabel = "PATH",
            required = true,
            description = "Symbolic link that the other program opens instead of the port.")
    private Path link = Path.of("");

    @Option(
            names = "--flow",
            paramLabel = "KIND",
            defaultValue = "none",
            description = "How the machine holds the line up: none, xon_xoff, rts_cts or dsr_dtr (default:"
                    + " ${DEFAULT-VALUE}).")
    private FlowControl flow = FlowControl.NONE;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        try (var recording = begin(spec, file, "Recorded at " + port + ", " + baud + " baud");
                var machine = new RecordedPorts(Ports.serial(), recording).open(port, baud, flow);
                var pty = Pty.open()) {
            pty.linkFrom(link);
            var bridge = new Bridge(machine, pty);
            var ended = new CountDownLatch(1);
            Ports.atShutdown("end of the recording", () -> end(bridge, ended));
            out.println("Open " + link + " in the other program; Ctrl-C ends the recording.");
            out.flush();
            try {
                bridge.run();
            } finally {
                pty.unlinkFrom(link);
                ended.countDown();
            }
        }
        return 0;
    }

    private static void end(Bridge bridge, CountDownLatch ended) {
        bridge.stop();
        try {
            ended.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins a recording, or says why it cannot. */
    static Recording begin(CommandSpec spec, Path file, String what) throws IOException {
        try {
            var heading = what + ", " + LocalDate.now(ZoneId.systemDefault()) + ", by fab-agent " + RunningAgent.VERSION
                    + " on " + System.getProperty("os.name").toLowerCase(Locale.ROOT);
            return Recording.begin(file, heading, System::nanoTime);
        } catch (FileAlreadyExistsException there) {
            throw new ParameterException(spec.commandLine(), file + " exists already; choose another name.");
        }
    }

    /** Ports whose traffic is written there, if that is wanted. */
    static Optional<Recording> wanted(CommandSpec spec, Optional<Path> file, Profile profile) throws IOException {
        if (file.isEmpty()) return Optional.empty();
        var recording = begin(spec, file.get(), "Recorded with the profile " + profile.id());
        recording.profile(profile);
        return Optional.of(recording);
    }
}
