// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fabcommons.agent.simulator.Simulation;
import org.fabcommons.agent.simulator.Simulator;
import org.fabcommons.agent.simulator.Table;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every firmware from the port to the last line, stopped at once, and unlocked again. */
@Execution(ExecutionMode.CONCURRENT)
class FamiliesTest {
    @TempDir
    private Path folder;

    /** RepRapFirmware says "ok" to everything then, and nothing else: that is not a machine that is ready. */
    @Test
    void whoWasStoppedAndIsMetAnewIsNotReadyBeforeAPersonUnlocksIt() throws Exception {
        var profile = Profiles.standard().require("reprapfirmware");
        var port = folder.resolve("duet");
        var simulator = new Simulator(
                new Simulation(
                        profile,
                        Optional.of(port),
                        100,
                        false,
                        0,
                        1,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Table.EMPTY),
                path -> {});
        var iron = new Thread(() -> run(simulator), "simulated duet");
        iron.start();
        var setup = new MachineSetup("duet", "Duet", profile, port.toString());
        var known = KnownMachines.in(folder);
        try {
            try (var session = MachineSession.open(setup, Ports.serial(), known, folder)) {
                becomes(session, Telemetry.State.IDLE);
                session.emergencyStop();
                becomes(session, Telemetry.State.ERROR);
            }
            try (var session = MachineSession.open(setup, Ports.serial(), known, folder)) {
                becomes(session, Telemetry.State.ERROR);
                assertThat(session.snapshot().detail().orElse("")).contains("not reset since");
                session.unlock();
                becomes(session, Telemetry.State.IDLE);
            }
        } finally {
            simulator.stop();
            iron.join();
        }
    }

    @ParameterizedTest
    @MethodSource("org.fabcommons.agent.machine.Families#thatAnswer")
    void aFileRunsAndAnEmergencyStopStopsAndAPersonUnlocks(String id) throws Exception {
        var profile = Profiles.standard().require(id);
        var executed = folder.resolve("executed");
        var port = folder.resolve("port");
        var simulator = new Simulator(
                new Simulation(
                        profile,
                        Optional.of(port),
                        100,
                        profile.serial().openResets(),
                        0,
                        1,
                        List.of(),
                        Optional.of(executed),
                        Optional.empty(),
                        Table.EMPTY),
                path -> {});
        var iron = new Thread(() -> run(simulator), "simulated " + id);
        iron.start();
        try (var session = MachineSession.open(new MachineSetup(id, id, profile, port.toString()), Ports.serial())) {
            becomes(session, Telemetry.State.IDLE);
            var heard = new Heard();
            session.run(new RunRequest("job", file(profile, 60), 0), heard);
            var over = heard.awaitOver();
            assertThat(over.outcome()).as(over.toString()).isEqualTo(Outcome.FINISHED);
            becomes(session, Telemetry.State.IDLE);

            var stopped = new Heard();
            session.run(new RunRequest("stopped", file(profile, 3000), 0), stopped);
            stopped.awaitLine(5);
            session.emergencyStop();
            assertThat(stopped.awaitOver().outcome()).isEqualTo(Outcome.CANCELLED);
            becomes(session, Telemetry.State.IDLE, Telemetry.State.ALARM, Telemetry.State.ERROR);
            // Nobody is told that the machine did by itself what a person did.
            boolean waits = !profile.sequences().unlock().isEmpty();
            if (waits && session.snapshot().state() == Telemetry.State.ERROR)
                assertThat(session.snapshot().detail().orElse("")).contains("was stopped at once");
            // A machine that is just being met again hears it only then: whoever sees no change asks once more.
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        if (session.snapshot().state() != Telemetry.State.IDLE) session.unlock();
                        return session.snapshot().state() == Telemetry.State.IDLE;
                    });
        } finally {
            simulator.stop();
            iron.join();
        }
        // A needless word is not sent, but every line has another feed rate.
        var moves = Files.readAllLines(executed).stream()
                .map(line -> line.replaceAll(".*F", "F"))
                .filter(feed -> feed.matches("F\\d+"))
                .toList();
        assertThat(moves).hasSizeGreaterThanOrEqualTo(65);
        assertThat(moves.subList(0, 60))
                .isEqualTo(
                        IntStream.range(600, 660).mapToObj(feed -> "F" + feed).toList());
    }

    private static void run(Simulator simulator) {
        try {
            simulator.run();
        } catch (java.io.IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private static void becomes(MachineSession session, Telemetry.State... states) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> List.of(states).contains(session.snapshot().state()));
    }

    private Path file(Profile profile, int lines) throws Exception {
        var text = new ArrayList<String>();
        if (profile.kind() == Profile.Kind.FFF) text.add("G28");
        for (int i = 0; i < lines; i++)
            text.add(String.format(
                    Locale.ROOT, "G1 X%.2f Y%.2f F%d", 10 + i % 97 * 0.5, 10 + i % 89 * 0.5, 600 + i % 1000));
        return Files.write(folder.resolve(lines + ".gcode"), text);
    }
}
