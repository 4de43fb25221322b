// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fabcommons.agent.simulator.Simulation;
import org.fabcommons.agent.simulator.Simulator;
import org.fabcommons.agent.simulator.Table;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cutters, plotters and mills that acknowledge nothing, on a real line. */
class PlottersTest {
    @TempDir
    private Path folder;

    /** Paced; held up by a wire; asked for its room; held up by XON/XOFF. */
    @ParameterizedTest
    @ValueSource(strings = {"hpgl", "roland-mdx-40", "hp-7475a", "graphtec-ce5000-60"})
    void aFileIsDrawnAsItStandsAndTheToolEndsUp(String id) throws Exception {
        var profile = Profiles.standard().require(id);
        try (var iron = new Iron(profile, 20)) {
            var heard = new Heard();
            iron.session.run(new RunRequest("job", file(profile, 40), 0), heard);
            var over = heard.awaitOver();
            assertThat(over.outcome()).as(over.toString()).isEqualTo(Outcome.FINISHED);
            // Who says nothing cannot say that it was drawn.
            assertThat(over.reason()).isEqualTo(profile.plotter().orElseThrow().queries() ? "" : "not-confirmed");
            assertThat(over.result().acknowledged()).isEqualTo(over.result().lines());
            assertThat(iron.executed()).containsSubsequence(lines(profile, 40));
            assertThat(iron.executed()).containsSubsequence(profile.sequences().end());
            assertThat(iron.status("down")).isEqualTo("false");
            assertThat(iron.status("bytesLost")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hpgl", "hp-7475a"})
    void aPauseLiftsTheToolAndGoingOnPutsItBack(String id) throws Exception {
        var profile = Profiles.standard().require(id);
        // Long enough to be paused: the one is reckoned at its own speed, the other quick.
        int strokes = profile.plotter().orElseThrow().queries() ? 800 : 80;
        try (var iron = new Iron(profile, 1)) {
            var heard = new Heard();
            iron.session.run(new RunRequest("job", file(profile, strokes), 0), heard);
            heard.awaitLine(10);
            iron.session.pause();
            iron.becomes(Telemetry.State.PAUSED);
            var before = iron.executed();
            assertThat(before.get(before.size() - 1)).isEqualTo("PU;");
            iron.session.resume();
            assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
            var after = iron.executed();
            assertThat(after.subList(0, before.size())).isEqualTo(before);
            assertThat(after.get(before.size())).isEqualTo("PD;");
            assertThat(after).containsSubsequence(lines(profile, strokes));
        }
    }

    @Test
    void aPlotterThatCanForgetStandsAtOnceWhenTheJobIsCancelled() throws Exception {
        var profile = Profiles.standard().require("hp-7475a");
        try (var iron = new Iron(profile, 1)) {
            var heard = new Heard();
            iron.session.run(new RunRequest("job", file(profile, 3000), 0), heard);
            heard.awaitLine(3);
            iron.session.cancel();
            var over = heard.awaitOver();
            assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(over.result().safe()).isTrue();
            var executed = iron.executed();
            assertThat(executed.get(executed.size() - 1)).isEqualTo("PU;");
            // Its buffer held 1024 bytes, some 90 instructions, of which it did one more.
            assertThat((long) executed.size()).isLessThan(over.result().lastAcknowledgedLine() + 60);
            iron.becomes(Telemetry.State.IDLE);
        }
    }

    @Test
    void anEmergencyStopThatCannotReachTheMachineSaysSo() throws Exception {
        var profile = Profiles.standard().require("roland-mdx-20");
        try (var iron = new Iron(profile, 20)) {
            var heard = new Heard();
            iron.session.run(new RunRequest("job", file(profile, 3000), 0), heard);
            heard.awaitLine(3);
            iron.session.emergencyStop();
            var over = heard.awaitOver();
            assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(over.result().safe()).isFalse();
            assertThat(over.detail()).contains("Press its own button");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> iron.status("spindle").equals("0"));
        }
    }

    @Test
    void anInstructionOutsideTheMachineNeverReachesIt() throws Exception {
        var profile = Profiles.standard().require("hp-7475a");
        var file = Files.writeString(folder.resolve("wide.plt"), "IN;SP1;PU0,0;PD20000,0;PU;");
        try (var iron = new Iron(profile, 20)) {
            var heard = new Heard();
            iron.session.run(new RunRequest("job", file, 0), heard);
            var over = heard.awaitOver();
            assertThat(over.reason()).isEqualTo("preflight-refused");
            assertThat(iron.executed()).isEmpty();
        }
    }

    /** A simulated machine with a session that is ready. */
    private final class Iron implements AutoCloseable {
        private final Path executed = folder.resolve("executed");
        private final Path status = folder.resolve("status.json");
        private final Simulator simulator;
        private final Thread thread;
        private final MachineSession session;

        Iron(Profile profile, double speed) {
            var port = folder.resolve("port");
            simulator = new Simulator(
                    new Simulation(
                            profile,
                            Optional.of(port),
                            speed,
                            false,
                            0,
                            1,
                            List.of(),
                            Optional.of(executed),
                            Optional.of(status),
                            Table.EMPTY),
                    path -> {});
            thread = new Thread(this::run, "simulated " + profile.id());
            thread.start();
            session = MachineSession.open(
                    new MachineSetup(profile.id(), profile.id(), profile, port.toString()), Ports.serial());
            becomes(Telemetry.State.IDLE);
        }

        private void run() {
            try {
                simulator.run();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        void becomes(Telemetry.State state) {
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> session.snapshot().state() == state);
        }

        /** Complete once nothing has been added for a while. */
        List<String> executed() {
            var last = new ArrayList<String>();
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        var now = Files.readAllLines(executed);
                        boolean same = now.equals(last) && status("state").matches("idle|paused");
                        last.clear();
                        last.addAll(now);
                        return same;
                    });
            return last;
        }

        String status(String key) {
            try {
                var json = new ObjectMapper().readTree(status.toFile());
                return json.path(key).asText();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public void close() throws InterruptedException {
            session.close();
            simulator.stop();
            thread.join();
        }
    }

    private Path file(Profile profile, int strokes) throws IOException {
        return Files.writeString(folder.resolve("drawing.plt"), String.join("", lines(profile, strokes)));
    }

    /** Every instruction differs from the next, so that one that is lost, doubled or out of its turn shows. */
    private static List<String> lines(Profile profile, int strokes) {
        boolean mill = profile.kind() == Profile.Kind.MILL_LASER;
        var lines = new ArrayList<String>();
        lines.add("IN;");
        lines.addAll(mill ? List.of("VS10;", "!PZ-20,100;", "!MC1;") : List.of("SP1;", "VS20;"));
        lines.add("PU10,10;");
        for (int i = 0; i < strokes; i++) lines.add("PD" + (10 + i * 3 % 400) + "," + (10 + i * 5 % 300) + ";");
        lines.add("PU0,0;");
        return lines;
    }
}
