// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.fabcommons.agent.Agent;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.Toolpaths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program {@code fab-agent send} and a simulated machine, with a real serial port between them. */
class SendingTest {
    @TempDir
    private Path folder;

    private record Sent(int exit, String said, JsonNode report) {}

    @Test
    void aPrintOfFiveThousandLinesIsExecutedLineByLine() throws Exception {
        var file = Toolpaths.printed(folder, 5200);
        try (var machine = SimulatedMachine.start(folder, "marlin", "--speed", "1000")) {
            var sent = send(machine, "marlin", file);
            machine.stop();
            assertThat(sent.exit()).as(sent.said()).isZero();
            assertThat(sent.report().path("lines").asInt()).isEqualTo(5200);
            assertThat(sent.report().path("acknowledged").asInt()).isEqualTo(5200);
            assertThat(sent.report().path("resends").asInt()).isZero();
            assertThat(sent.report().path("errors").asInt()).isZero();
            assertThat(sent.report().path("seconds").asDouble()).isPositive();
            assertThat(sent.report().path("bytesSent").asLong())
                    .as("with numbers and checksums, but nothing needless")
                    .isBetween(Files.size(file) / 2, Files.size(file));
            assertThat(sent.report().at("/health/ackP99Ms").asDouble()).isPositive();
            assertThat(machine.executedOfFile()).isEqualTo(Toolpaths.commands(file));
            assertThat(machine.nozzleTarget()).as("off after the job").isZero();
        }
    }

    @Test
    void theTimeThatANozzleTakesToHeatIsNotCountedAsTheAgents() throws Exception {
        var file = Files.writeString(folder.resolve("heat.gcode"), "G28\nM109 S200\nG1 X10 F3000\nG1 X20\nM104 S0\n");
        try (var machine = SimulatedMachine.start(folder, "marlin", "--speed", "100")) {
            var sent = send(machine, "marlin", file);
            assertThat(sent.exit()).as(sent.said()).isZero();
            // Nearly all of the job was heating.
            assertThat(sent.report().at("/health/gapP999Ms").asDouble())
                    .isLessThan(sent.report().path("seconds").asDouble() * 1000 / 2);
        }
    }

    @Test
    void aCutOfFiveThousandLinesIsExecutedLineByLineAndNothingOverflows() throws Exception {
        var file = Toolpaths.milled(folder, 5200);
        try (var machine = SimulatedMachine.start(folder, "grbl", "--speed", "1000")) {
            var sent = send(machine, "grbl", file);
            machine.stop();
            assertThat(sent.exit()).as(sent.said()).isZero();
            assertThat(sent.report().path("acknowledged").asInt()).isEqualTo(5200);
            assertThat(machine.status().path("bytesLost").asInt()).isZero();
            assertThat(machine.executedOfFile().subList(0, 5200)).isEqualTo(Toolpaths.commands(file));
            assertThat(machine.spindle()).isZero();
        }
    }

    @Test
    void aFileThatAsksForArcsIsSentAsArcsAndEachOfItsLinesIsAccountedFor() throws Exception {
        var text = new StringBuilder("(FAB:ARCS 0.02)\nG21\nG90\nG0 X60 Y40\nG1 F1200\n");
        for (int i = 1; i <= 110; i++)
            text.append(String.format(
                    Locale.ROOT, "X%.3f Y%.3f\n", 40 + 20 * Math.cos(i * 0.05), 40 + 20 * Math.sin(i * 0.05)));
        var file = Files.writeString(folder.resolve("ring.nc"), text);
        try (var machine = SimulatedMachine.start(folder, "grbl", "--speed", "1000")) {
            var sent = send(machine, "grbl", file);
            machine.stop();
            assertThat(sent.exit()).as(sent.said()).isZero();
            assertThat(sent.report().path("acknowledged").asInt()).isEqualTo(114);
            assertThat(machine.executedOfFile()).hasSizeLessThan(10).anyMatch(line -> line.startsWith("G3"));
        }
    }

    @Test
    void onACableThatDamagesOneLineInAHundredAPrintIsExecutedExactly() throws Exception {
        var file = Toolpaths.printed(folder, 5200);
        try (var machine =
                SimulatedMachine.start(folder, "marlin", "--speed", "1000", "--corrupt", "1", "--seed", "20261124")) {
            var sent = send(machine, "marlin", file);
            machine.stop();
            assertThat(sent.exit()).as(sent.said()).isZero();
            assertThat(machine.status().path("damagedLines").asInt()).isGreaterThan(30);
            assertThat(sent.report().path("resends").asInt()).isGreaterThan(30);
            assertThat(sent.report().path("acknowledged").asInt()).isEqualTo(5200);
            assertThat(machine.executedOfFile()).isEqualTo(Toolpaths.commands(file));
        }
    }

    @Test
    void withoutChecksumsADamagedLineEndsTheCutSafelyAndIsTold() throws Exception {
        var file = Toolpaths.milled(folder, 5200);
        try (var machine = SimulatedMachine.start(folder, "grbl", "--speed", "100", "--corrupt", "1", "--seed", "3")) {
            var sent = send(machine, "grbl", file);
            machine.stop();
            assertThat(sent.exit()).isEqualTo(1);
            assertThat(sent.said()).contains("refused line").contains("Last acknowledged");
            assertThat(sent.report().path("safe").asBoolean()).isTrue();
            assertThat(machine.spindle()).isZero();
        }
    }

    @Test
    void aTerminatedSenderLeavesTheHeatersOff() throws Exception {
        var file = Toolpaths.printed(folder, 5200);
        try (var machine = SimulatedMachine.start(folder, "marlin", "--speed", "20", "--keeps-running")) {
            var output = folder.resolve("said");
            var sender = Agent.start(
                    output, "send", "--port", machine.port().toString(), "--profile", "marlin", file.toString());
            machine.awaits(now -> now.path("executed").asInt() > 300);
            assertThat(machine.nozzleTarget()).isEqualTo(200);
            sender.destroy();
            assertThat(sender.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(output)).contains("Heaters and spindle are off");
            machine.awaits(now -> machine.nozzleTarget() == 0);
        }
    }

    @Test
    void aTerminatedSenderStopsASpindleThatTurns() throws Exception {
        var file = Toolpaths.milled(folder, 5200);
        try (var machine = SimulatedMachine.start(folder, "grbl", "--speed", "20", "--keeps-running")) {
            var sender = Agent.start(
                    folder.resolve("said"),
                    "send",
                    "--port",
                    machine.port().toString(),
                    "--profile",
                    "grbl",
                    file.toString());
            machine.awaits(now -> now.path("executed").asInt() > 300);
            assertThat(machine.spindle()).isEqualTo(800);
            sender.destroy();
            assertThat(sender.waitFor(30, TimeUnit.SECONDS)).isTrue();
            machine.awaits(
                    now -> machine.spindle() == 0 && now.path("state").asText().equals("idle"));
        }
    }

    @Test
    void aFileThatDoesNotFitIsRefusedWithLineAndReason() throws Exception {
        var file = Toolpaths.write(folder.resolve("wide.gcode"), List.of("G28", "G1 X50 F3000", "G1 X300 E5"));
        try (var machine = SimulatedMachine.start(folder, "marlin")) {
            var sent = send(machine, "marlin", file);
            assertThat(sent.exit()).isEqualTo(3);
            assertThat(sent.said()).contains("line 5");
        }
    }

    @Test
    void aPortThatIsNotThereIsNamed() throws Exception {
        var file = Toolpaths.write(folder.resolve("home.gcode"), List.of("G28"));
        var output = folder.resolve("said");
        var sender = Agent.start(
                output, "send", "--port", folder.resolve("nothing").toString(), "--profile", "marlin", file.toString());
        assertThat(sender.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(sender.exitValue()).isEqualTo(4);
        assertThat(Files.readString(output)).contains("There is no port");
    }

    private Sent send(SimulatedMachine machine, String profile, Path file) throws IOException {
        var output = folder.resolve("said");
        var report = folder.resolve("report.json");
        var sender = Agent.start(
                output,
                "send",
                "--port",
                machine.port().toString(),
                "--profile",
                profile,
                "--report",
                report.toString(),
                file.toString());
        await().atMost(Duration.ofMinutes(3)).until(() -> !sender.isAlive());
        var told = Files.exists(report)
                ? new ObjectMapper().readTree(report.toFile())
                : new ObjectMapper().createObjectNode();
        return new Sent(sender.exitValue(), Files.readString(output), told);
    }
}
