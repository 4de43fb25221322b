// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.agent.Agent;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.Toolpaths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went over the line is one file, which this program can play to itself. */
class RecordCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private int agent(String... args) {
        out.getBuffer().setLength(0);
        var writer = new PrintWriter(out, true);
        return AgentCommand.commandLine().setOut(writer).setErr(writer).execute(args);
    }

    @Test
    void aRecordedJobIsReplayedWithoutADifferenceAndATamperedOneIsNot() throws Exception {
        var session = folder.resolve("job.session");
        try (var printer = SimulatedMachine.start(folder, "marlin", "--speed", "200", "--corrupt", "4")) {
            var file = Toolpaths.write(
                    folder.resolve("a.gcode"),
                    List.of("G28", "G1 X10 F3000", "G1 X20", "M117 password=geheim", "G1 X30"));
            assertThat(agent(
                            "send",
                            "--port",
                            printer.port().toString(),
                            "--profile",
                            "marlin",
                            "--record",
                            session.toString(),
                            file.toString()))
                    .as(out.toString())
                    .isZero();
        }
        var lines = Files.readAllLines(session);
        assertThat(lines).contains("profile marlin");
        assertThat(String.join("\n", lines)).contains(">> N", "<< ok", "G28").doesNotContain("geheim");

        // The line with the password is no longer what was sent.
        lines.removeIf(line -> line.contains("***"));
        Files.write(session, lines);
        assertThat(agent("replay", session.toString())).as(out.toString()).isLessThan(2);

        var told = new ArrayList<>(lines);
        told.replaceAll(line -> line.startsWith("<< ok") ? "<< hello" : line);
        Files.write(session, told);
        assertThat(agent("replay", session.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("would still wait for an answer", "differences.");
    }

    @Test
    void twoProgramsThatTalkAreRecordedFromBetween() throws Exception {
        var session = folder.resolve("between.session");
        var link = folder.resolve("between");
        try (var printer = SimulatedMachine.start(folder, "grbl", "--speed", "200", "--keeps-running")) {
            var between = new ProcessBuilder(Agent.command(
                            "record",
                            printer.port().toString(),
                            session.toString(),
                            "--link",
                            link.toString(),
                            "--baud",
                            "115200"))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("between.out").toFile())
                    .start();
            try {
                await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(link));
                var file = Toolpaths.write(folder.resolve("b.nc"), List.of("G21", "G90", "G1 X10 F500", "G1 X0"));
                assertThat(agent("send", "--port", link.toString(), "--profile", "grbl", file.toString()))
                        .as(out.toString())
                        .isZero();
            } finally {
                between.destroy();
                between.onExit().join();
            }
        }
        assertThat(Files.exists(link)).isFalse();
        var text = Files.readString(session);
        assertThat(text).contains(">> ?", ">> G1X10F500", "<< ok", "<< <Idle");
        assertThat(agent("replay", "--profile", "grbl", session.toString()))
                .as(out.toString())
                .isZero();
    }

    /** As Printrun counts, and leaves the blanks that we do not send. */
    @Test
    void aHostThatCountsFromElsewhereBehavesAsWellAsOurs() throws Exception {
        var file = Files.write(
                folder.resolve("printrun.session"),
                List.of(
                        "profile marlin",
                        ">> N-1 M110*15",
                        "<< ok",
                        ">> N0 G28*19",
                        "<< ok",
                        ">> N1 G1 X1*96",
                        "<< Error:checksum mismatch, Last Line: 0",
                        "<< Resend: 1",
                        "<< ok",
                        ".. 600",
                        ">> N1 G1 X1*96",
                        "<< ok"));
        assertThat(agent("replay", file.toString())).as(out.toString()).isZero();
        assertThat(out.toString()).contains("4 lines sent, 6 heard", "0 differences");
    }

    /** When a plotter is asked for its room is the time of who asked; whether it had room is not. */
    @Test
    void aPlotterThatWasAskedForItsRoomIsReplayedAsItWasAsked() throws Exception {
        var text =
                """
                profile hp-7475a
                # opened at 9600 baud
                .. 588
                >> \\x1b.K
                >> \\x1b.@;0:
                >> \\x1b.M;;;13:
                >> \\x1b.O
                << 8
                >> \\x1b.B
                << 1024
                >> OI;
                << 7475A
                .. 28
                >> IN;
                .. 30
                >> \\x1b.B
                << 30
                >> PU0,0;
                >> PD400,0,400,400;
                >> \\x1b.E
                << 0
                .. 50
                >> \\x1b.B
                << 1024
                >> PU;
                .. 40
                >> \\x1b.B
                << 1024
                """;
        var file = Files.writeString(folder.resolve("plotter.session"), text);
        assertThat(agent("replay", file.toString())).as(out.toString()).isZero();
        Files.writeString(file, text.replace("<< 30\n", "<< 10\n"));
        assertThat(agent("replay", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("\"PD400,0,400,400;\" was sent; this program would still wait");
        Files.writeString(file, text.replace("<< 0\n", "<< 16\n"));
        assertThat(agent("replay", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("its buffer overflowed");
    }

    @Test
    void whatIsNoRecordingIsRefusedByItsLine() throws Exception {
        var file = Files.writeString(folder.resolve("x.session"), "# x\nprofile grbl\n>> G0\nhello\n");
        assertThat(agent("replay", file.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("Line 4");
        var nameless = Files.writeString(folder.resolve("y.session"), ">> G0\n<< ok\n");
        assertThat(agent("replay", nameless.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("--profile");
        assertThat(agent("replay", folder.resolve("none").toString())).isEqualTo(2);
    }
}
