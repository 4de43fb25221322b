// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fabcommons.agent.machine.MachineRoom.patiently;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same bad days for every firmware: no line runs twice or is left out untold, and nothing stays on. */
@Execution(ExecutionMode.CONCURRENT)
class FamilyFaultsTest {
    private static final Pattern FEED = Pattern.compile("F(\\d{4})(?:\\.0*)?$");

    @TempDir
    private Path folder;

    /** First the board restarts in the middle; then, in the next job, it stops itself. */
    @ParameterizedTest
    @MethodSource("org.fabcommons.agent.machine.Families#thatAnswer")
    void aBoardThatRestartsOrStopsItselfEndsTheJobAndIsOff(String id) throws Exception {
        var profile = Profiles.standard().require(id);
        try (var room = new MachineRoom(folder)) {
            var machine = room.machine(id, "--speed", "50", "--fault", "reset@60", "--fault", "halt@160");
            // One that is not restarted by being opened has been on for a while.
            if (!profile.serial().openResets())
                machine.awaits(now -> !now.path("state").asText().equals("booting"));
            var session = room.ready(id);
            var file = file(profile);

            var restarted = MachineRoom.run(session, file).awaitOver();
            assertThat(restarted.outcome()).as(restarted.toString()).isEqualTo(Outcome.FAILED);
            assertThat(restarted.reason()).isEqualTo("machine-reset");
            assertThat(restarted.result().safe()).isTrue();
            MachineRoom.idle(session);
            off(machine);

            var stopped = MachineRoom.run(session, file).awaitOver();
            assertThat(stopped.outcome()).as(stopped.toString()).isEqualTo(Outcome.FAILED);
            assertThat(stopped.reason()).isIn("alarm", "machine-halted");
            off(machine);
            machine.stop();
            inOrderTwice(id);
        }
    }

    /** Questions are answered on and on, so that only the line's own answer is missing. */
    @Test
    void anAnswerThatIsLostBesideQuestionsThatAreAnsweredIsMissed() throws Exception {
        try (var room = new MachineRoom(folder)) {
            room.machine("tinyg", "--speed", "100", "--fault", "lose-ok@60");
            var session = room.ready("tinyg");
            var over = MachineRoom.run(session, file(Profiles.standard().require("tinyg")))
                    .awaitOver();
            assertThat(over.reason()).isEqualTo("lost-answer");
            assertThat(over.result().safe()).isTrue();
        }
    }

    /** Opening its port does not restart it, so that it cannot be reached at all. */
    @Test
    void theJobOfABoardThatHangsForGoodEndsAllTheSame() throws Exception {
        var hasty = Profiles.read(
                "hasty.yaml",
                """
                id: hasty
                extends: g2core
                name: A mill that is given up soon
                sources: {wire: "made up for this test"}
                wire: {silenceTimeoutMs: 1500, connectTimeoutMs: 1500}
                """);
        try (var room = new MachineRoom(folder)) {
            var machine = room.machine("g2core", "--speed", "50", "--fault", "mute@60");
            var setup = new MachineSetup("mill", "mill", hasty, machine.port().toString());
            var session = MachineRoom.idle(room.closed(MachineSession.open(setup, Ports.serial())));
            var over = MachineRoom.run(session, file(setup.profile())).awaitOver();
            assertThat(over.reason()).isEqualTo("no-answer");
            assertThat(over.result().safe()).as("nobody can know").isFalse();
            patiently().until(() -> session.snapshot().state() == State.ERROR);
        }
    }

    /** Its resends and bytes are in the report, and whoever is away is told that it may be hot. */
    @Test
    void whatWasSentToAPrinterThatHangsForGoodIsTold() throws Exception {
        var hasty = Profiles.read(
                "hasty.yaml",
                """
                id: hasty
                extends: smoothie
                name: A printer that is given up soon
                sources: {wire: "made up for this test", serial: "made up for this test"}
                wire: {silenceTimeoutMs: 1300, connectTimeoutMs: 100}
                serial: {quietMs: 100}
                """);
        try (var room = new MachineRoom(folder)) {
            var machine = room.machine("smoothie", "--speed", "50", "--fault", "mute@60");
            var setup =
                    new MachineSetup("printer", "printer", hasty, machine.port().toString());
            var session = MachineRoom.idle(room.closed(MachineSession.open(setup, Ports.serial())));
            var over = MachineRoom.run(session, file(setup.profile())).awaitOver();
            assertThat(over.reason()).isEqualTo("no-answer");
            assertThat(over.result().safe()).as("nobody can know").isFalse();
            assertThat(over.result().bytesSent()).isPositive();
        }
    }

    /** What it is asked while it starts is never answered. */
    @Test
    void aPlotterThatLosesItsPowerForAMomentEndsTheJob() throws Exception {
        var hasty = Profiles.read(
                "hasty.yaml",
                """
                id: hasty
                extends: hp-7475a
                name: A plotter that is given up soon
                sources: {wire: "made up for this test"}
                wire: {silenceTimeoutMs: 2000}
                """);
        try (var room = new MachineRoom(folder)) {
            var machine = room.machine("hp-7475a", "--speed", "20", "--fault", "reset@60");
            var setup =
                    new MachineSetup("plotter", "plotter", hasty, machine.port().toString());
            var session = MachineRoom.idle(room.closed(MachineSession.open(setup, Ports.serial())));
            var strokes = IntStream.rangeClosed(1, 400)
                    .mapToObj(i -> "PD" + (10 + i * 13 % 4000) + "," + (10 + i * 29 % 3000) + ";")
                    .collect(Collectors.joining("", "IN;SP1;VS20;PU10,10;", "PU0,0;"));
            var over = MachineRoom.run(session, Files.writeString(folder.resolve("strokes.plt"), strokes))
                    .awaitOver();
            assertThat(over.outcome()).as(over.toString()).isEqualTo(Outcome.FAILED);
            assertThat(over.reason()).isEqualTo("no-answer");
        }
    }

    private static void off(SimulatedMachine machine) {
        machine.awaits(now -> machine.spindle() <= 0
                && machine.nozzleTarget() <= 0
                && now.at("/temperatures/B/target").asDouble() == 0);
    }

    /** The file's beginning, and then its beginning once more. */
    private void inOrderTwice(String id) throws IOException {
        var ran = Files.readAllLines(folder.resolve(id + ".executed")).stream()
                .map(FamilyFaultsTest::number)
                .flatMapToInt(OptionalInt::stream)
                .toArray();
        int second = IntStream.range(1, ran.length)
                .filter(i -> ran[i] <= ran[i - 1])
                .findFirst()
                .orElse(ran.length);
        assertThat(ran).hasSizeGreaterThan(60);
        for (int i = 0; i < ran.length; i++)
            assertThat(ran[i]).as("made as number " + (i + 1)).isEqualTo(1 + (i < second ? i : i - second));
    }

    private static OptionalInt number(String command) {
        var found = FEED.matcher(command.replace(" ", ""));
        return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1)) - 2000) : OptionalInt.empty();
    }

    private Path file(Profile profile) throws IOException {
        boolean printer = profile.kind() == Profile.Kind.FFF;
        var text = new ArrayList<>(List.of("G21", "G90"));
        text.addAll(printer ? List.of("M83", "M140 S60", "M104 S200", "G28") : List.of("M3 S800"));
        for (int i = 1; i <= 500; i++)
            text.add(String.format(Locale.ROOT, "G1 X%.2f Y%.2f F%d", 10 + i % 97 * 0.5, 10 + i % 89 * 0.5, 2000 + i));
        return Files.write(folder.resolve("file.gcode"), text);
    }
}
