// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fabcommons.agent.machine.MachineSession;
import org.fabcommons.agent.machine.MachineSetup;
import org.fabcommons.agent.machine.Outcome;
import org.fabcommons.agent.machine.RunListener;
import org.fabcommons.agent.machine.RunRequest;
import org.fabcommons.agent.transport.PortException;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.agent.transport.RecordedPorts;
import org.fabcommons.link.Detail;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Finding;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Profile;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "send",
        description = "Streams one file to a machine, without any hub.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 every line was acknowledged; 1 the job failed; 2 wrongly called;",
            "3 the file does not fit the machine; 4 the machine cannot be reached; 130 interrupted."
        })
final class SendCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int REFUSED = 3;
    private static final int UNREACHABLE = 4;
    private static final int INTERRUPTED = 130;
    private static final String JOB = "file";

    private static final String LOOK = "This machine cannot say whether it made it: look at what came out.";

    private record Ending(Outcome outcome, Optional<String> reason, Optional<String> detail, Message.Result result) {}

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", required = true, paramLabel = "PATH", description = "Such as /dev/ttyUSB0.")
    private String port = "";

    @Option(
            names = "--profile",
            required = true,
            paramLabel = "ID",
            description = "Such as marlin or grbl, or the file of a profile.")
    private String profileId = "";

    @Option(names = "--baud", paramLabel = "N", description = "Bits per second, if not the profile's.")
    private Optional<Integer> baud = Optional.empty();

    @Option(names = "--report", paramLabel = "FILE.json", description = "Write there how it went.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--record",
            paramLabel = "FILE.session",
            description = "Write down there all that is said to the machine and by it.")
    private Optional<Path> record = Optional.empty();

    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to try to reach the machine (default: ${DEFAULT-VALUE}).")
    private int connectTimeout;

    @Option(names = "--unlock", description = "The machine is clear: unlock it first if it is in alarm.")
    private boolean unlock;

    @Option(
            names = "--arcs",
            paramLabel = "MM",
            arity = "0..1",
            parameterConsumer = ArcTolerance.class,
            description = "Fit arcs to curves of short moves, no further from them than this (default: 0.05).")
    private OptionalDouble arcs = OptionalDouble.empty();

    @Parameters(paramLabel = "FILE.gcode")
    private Path file = Path.of("");

    private final CompletableFuture<Void> idle = new CompletableFuture<>();

    @Override
    public Integer call() throws Exception {
        // What happens is told below, in sentences.
        if (System.getenv("FAB_AGENT_LOG") == null)
            ((Logger) LoggerFactory.getLogger("org.fabcommons")).setLevel(Level.ERROR);
        var profile = profile();
        if (!fits(profile)) return REFUSED;
        var setup = new MachineSetup(
                "machine", port, profile, port, baud.orElse(profile.serial().baud()));
        probe(setup);
        var shutDown = new CountDownLatch(1);
        var ready = new CompletableFuture<Telemetry.State>();
        var progress = new ProgressLine(spec.commandLine().getErr());
        var recording = RecordCommand.wanted(spec, record, profile);
        var ports = recording
                .<Ports>map(file -> new RecordedPorts(Ports.serial(), file))
                .orElse(Ports.serial());
        try (var session = MachineSession.open(setup, ports, now -> {
            if (now.state() != Telemetry.State.CONNECTING && now.state() != Telemetry.State.OFFLINE)
                ready.complete(now.state());
            if (now.state() == Telemetry.State.IDLE) idle.complete(null);
            progress.show(now);
        })) {
            return stream(session, ready, progress, shutDown);
        } finally {
            if (recording.isPresent()) recording.get().close();
            shutDown.countDown();
        }
    }

    private Profile profile() {
        return OwnProfiles.named(spec, profileId);
    }

    private boolean fits(Profile profile) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file))
            throw new ParameterException(spec.commandLine(), "There is no readable file " + file + ".");
        var err = spec.commandLine().getErr();
        try (var in = Files.newInputStream(file)) {
            var checked = Preflight.check(in, profile);
            for (var finding : checked.findings()) {
                err.println((finding.severity() == Finding.Severity.REFUSE ? "refused: " : "look: ")
                        + (finding.line() > 0 ? "line " + finding.line() + ": " : "")
                        + finding.message(Locale.ENGLISH));
            }
            return !checked.refused();
        }
    }

    /** A port that cannot be opened is said at once, instead of after trying for long. */
    private static void probe(MachineSetup setup) throws PortException {
        if (!Files.exists(Path.of(setup.port())))
            Ports.serial().open(setup.port(), setup.baud()).close();
    }

    private int stream(
            MachineSession session,
            CompletableFuture<Telemetry.State> ready,
            ProgressLine progress,
            CountDownLatch shutDown)
            throws InterruptedException, ExecutionException, IOException {
        var err = spec.commandLine().getErr();
        try {
            ready.get(connectTimeout, TimeUnit.SECONDS);
        } catch (TimeoutException silent) {
            err.println("The machine at " + port + " was not reached within " + connectTimeout + " s. "
                    + session.snapshot().detail().orElse("It says nothing; is the baud rate right?"));
            return UNREACHABLE;
        }
        if (session.snapshot().state() == Telemetry.State.ERROR) {
            err.println(session.snapshot().detail().orElse("The machine cannot be used now."));
            return UNREACHABLE;
        }
        if (unlock && session.snapshot().state() == Telemetry.State.ALARM) unlock(session);
        var over = new CompletableFuture<Ending>();
        Ports.atShutdown("interrupt", () -> interrupt(session, over, shutDown));
        session.run(new RunRequest(JOB, file, 0, arcs), new Ended(over));
        var ending = over.get();
        progress.end();
        write(ending);
        if (ending.outcome() == Outcome.FINISHED) {
            err.printf(
                    Locale.ROOT,
                    "Done: %d lines in %.1f s, %d sent again.%n",
                    ending.result().acknowledged(),
                    ending.result().seconds(),
                    ending.result().resends());
            ending.reason().filter("not-confirmed"::equals).ifPresent(said -> err.println(LOOK));
            return 0;
        }
        err.println(ending.detail().orElse("The job ended early."));
        // A job that never began has changed nothing.
        if (ending.result().lines() == 0) return FAILED;
        err.println("Last acknowledged: line " + ending.result().lastAcknowledgedLine() + ". "
                + (ending.result().safe()
                        ? "Heaters and spindle are off."
                        : "Whether heaters and spindle are off is NOT known: look at the machine."));
        return ending.outcome() == Outcome.CANCELLED ? INTERRUPTED : FAILED;
    }

    private void unlock(MachineSession session) throws InterruptedException, ExecutionException {
        session.unlock();
        try {
            idle.get(connectTimeout, TimeUnit.SECONDS);
        } catch (TimeoutException locked) {
            spec.commandLine().getErr().println("The machine does not let itself be unlocked.");
        }
    }

    /** Ctrl-C: the program stays until the machine is safe, the report is written and the port is closed. */
    private static void interrupt(MachineSession session, CompletableFuture<Ending> over, CountDownLatch shutDown) {
        if (over.isDone() && shutDown.getCount() == 0) return;
        session.cancel();
        try {
            if (!shutDown.await(60, TimeUnit.SECONDS)) session.emergencyStop();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Ending ending) throws IOException {
        if (report.isEmpty()) return;
        var result = ending.result();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("lines", result.lines());
        fields.put("acknowledged", result.acknowledged());
        fields.put("resends", result.resends());
        fields.put("errors", result.errors());
        fields.put("seconds", result.seconds());
        fields.put("bytesSent", result.bytesSent());
        ending.result().health().ifPresent(health -> fields.put("health", health));
        fields.put("outcome", ending.outcome().name().toLowerCase(Locale.ROOT));
        fields.put("lastAcknowledgedLine", result.lastAcknowledgedLine());
        fields.put("safe", result.safe());
        ending.reason().ifPresent(reason -> fields.put("reason", reason));
        ending.detail().ifPresent(detail -> fields.put("detail", detail));
        var json = LinkJson.mapper().writer().with(SerializationFeature.INDENT_OUTPUT);
        Files.write(report.get(), json.writeValueAsBytes(fields));
    }

    private record Ended(CompletableFuture<Ending> over) implements RunListener {
        @Override
        public void started() {}

        @Override
        public void acknowledged(long fileLine, long count) {}

        @Override
        public void paused() {}

        @Override
        public void resumed() {}

        @Override
        public void over(Outcome outcome, Optional<String> reason, Optional<Detail> detail, Message.Result result) {
            over.complete(new Ending(outcome, reason, detail.map(Detail::english), result));
        }
    }
}
