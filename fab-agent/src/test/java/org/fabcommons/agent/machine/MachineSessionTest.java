// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fabcommons.agent.machine.MachineRoom.patiently;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fabcommons.agent.Toolpaths;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session and a simulated machine, with a real port between them: what people wish, and how machines come and go. */
@Execution(ExecutionMode.CONCURRENT)
class MachineSessionTest {
    @TempDir
    private Path folder;

    private MachineRoom room;

    @BeforeEach
    void open() {
        room = new MachineRoom(folder);
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    // ---- a person's wishes

    @Test
    void aPausedPrintStandsStillAndGoesOn() {
        var printer = room.machine("marlin", "--speed", "50");
        var session = room.ready("marlin");
        var heard = MachineRoom.run(session, Toolpaths.printed(folder, 1500));
        heard.awaitLine(200);
        session.pause();
        heard.awaitEvent("paused");
        assertThat(session.snapshot().state()).isIn(State.PAUSED, State.RUNNING);
        patiently().until(() -> session.snapshot().state() == State.PAUSED);
        long executed = printer.status().path("executed").asLong();
        long line = heard.lastLine();
        assertThat(printer.nozzleTarget()).as("stays hot").isEqualTo(200);
        session.resume();
        heard.awaitEvent("resumed");
        var over = heard.awaitOver();
        printer.stop();
        assertThat(over.outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(line).isLessThan(1500);
        assertThat(executed).isLessThan(1520);
        assertThat(printer.executedOfFile()).hasSize(1500);
        assertThat(heard.events()).containsExactly("started", "paused", "resumed", "FINISHED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"marlin", "smoothie", "grbl"})
    void aJobCountsFromTheBeginningWhateverTheOneBeforeItLeft(String family) {
        var machine = room.machine(family, "--speed", "50");
        var session = room.ready(family);
        boolean mill = family.equals("grbl");
        var left =
                mill ? List.of("G90", "G1 X10 F600", "G18 G20 G91") : List.of("G28", "G1 X10 F600", "G92 X50", "G91");
        var relative = MachineRoom.run(session, Toolpaths.write(folder.resolve("left.gcode"), left));
        assertThat(relative.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
        // Many slicers' beginnings do not say what holds on a machine that was just switched on.
        var next = mill ? List.of("G1 X5 F600", "G2 X9 I2") : List.of("G28", "G1 X5 F600", "G1 X9");
        var absolute = MachineRoom.run(session, Toolpaths.write(folder.resolve("next.gcode"), next));
        assertThat(absolute.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
        machine.awaits(now -> now.path("position").path("X").asDouble() == 9);
    }

    @Test
    void aPauseSaysThatItIsOnItsWayUntilTheMachineRests() {
        room.machine("marlin", "--speed", "20");
        var session = room.ready("marlin");
        // More than it holds, or it would be at its end.
        var lines = new ArrayList<>(List.of("G28", "G1 X100 F10"));
        for (int x = 0; x < 100; x++) lines.add("G1 X" + x);
        var heard = MachineRoom.run(session, Toolpaths.write(folder.resolve("slow.gcode"), lines));
        heard.awaitLine(1);
        session.pause();
        patiently().until(() -> session.told().map(Told::code).equals(Optional.of(Told.PAUSING)));
        assertThat(session.snapshot().state()).isEqualTo(State.RUNNING);
        assertThat(session.snapshot().detail().orElseThrow()).contains("coming to rest");
        session.emergencyStop();
        heard.awaitOver();
        patiently().until(() -> !session.told().map(Told::code).equals(Optional.of(Told.PAUSING)));
    }

    @Test
    void whatAMachineComplainsOfWhileItGoesOnIsToldOnce() {
        room.machine("marlin", "--speed", "50");
        var cold = List.of("G28", "G1 X10 E5 F600", "G1 X20 E10", "G1 X30 E15");
        var heard = MachineRoom.run(room.ready("marlin"), Toolpaths.write(folder.resolve("cold.gcode"), cold));
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(heard.notes()).containsExactly("machine-said");
    }

    @Test
    void aPausedCutHoldsAndGoesOn() {
        var mill = room.machine("grbl", "--speed", "50");
        var session = room.ready("grbl");
        var heard = MachineRoom.run(session, Toolpaths.milled(folder, 1500));
        heard.awaitLine(200);
        session.pause();
        heard.awaitEvent("paused");
        mill.awaits(now -> now.path("state").asText().equals("hold"));
        session.resume();
        var over = heard.awaitOver();
        mill.stop();
        assertThat(over.outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(mill.executedOfFile().subList(0, 1500))
                .isEqualTo(Toolpaths.commands(folder.resolve("milled.gcode")));
        assertThat(heard.events()).containsExactly("started", "paused", "resumed", "FINISHED");
    }

    @Test
    void aCancelledPrintIsCold() {
        var printer = room.machine("marlin", "--speed", "50");
        var session = room.ready("marlin");
        var heard = MachineRoom.run(session, Toolpaths.printed(folder, 3000));
        heard.awaitLine(300);
        session.cancel();
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.result().safe()).isTrue();
        assertThat(over.result().lastAcknowledgedLine()).isBetween(300L, 3000L);
        printer.awaits(now -> printer.nozzleTarget() == 0);
        patiently().until(() -> session.snapshot().state() == State.IDLE);
    }

    @Test
    void aPrintIsCancelledAtOnceWhileItWaitsForHeat() {
        var printer = room.machine("marlin", "--speed", "1");
        var session = room.ready("marlin");
        var heard = MachineRoom.run(session, Toolpaths.printed(folder, 100));
        printer.awaits(now -> printer.nozzleTarget() == 200);
        session.cancel();
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.result().safe()).isTrue();
        assertThat(over.result().seconds()).isLessThan(30);
        printer.awaits(now -> printer.nozzleTarget() == 0);
    }

    @Test
    void whileAPrintWaitsForHeatTheMachineListens() {
        var printer = room.machine("marlin", "--speed", "1");
        var session = room.ready("marlin");
        var heard = MachineRoom.run(session, Toolpaths.printed(folder, 100));
        printer.awaits(now -> printer.nozzleTarget() == 200);
        patiently().until(() -> session.snapshot().temperatures().get("T0").target() == 200);
        // Homed, and the bed's wait reached: nothing of the file is unanswered, and the machine itself waits for
        // nothing.
        heard.awaitLine(9);
        printer.awaits(now -> now.path("state").asText().equals("idle"));
        session.cancel();
        assertThat(heard.awaitOver().result().safe()).isTrue();
    }

    @Test
    void aCancelledCutKeepsItsPositionAndStopsTheSpindle() {
        var mill = room.machine("grbl", "--speed", "20");
        var session = room.ready("grbl");
        var heard = MachineRoom.run(session, Toolpaths.milled(folder, 3000));
        heard.awaitLine(200);
        session.cancel();
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.result().safe()).isTrue();
        mill.awaits(now -> mill.spindle() == 0);
        assertThat(mill.status().path("alarms").asInt())
                .as("reset only after the hold")
                .isZero();
        patiently().until(() -> session.snapshot().state() == State.IDLE);
    }

    @Test
    void anEmergencyStopKillsThePrinterAndItComesBackColdAfterItsReset() {
        var printer = room.machine("marlin", "--speed", "20");
        var session = room.ready("marlin");
        var heard = MachineRoom.run(session, Toolpaths.printed(folder, 3000));
        heard.awaitLine(300);
        session.emergencyStop();
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.reason()).isEqualTo("emergency-stop");
        assertThat(over.result().safe()).isTrue();
        assertThat(printer.status().path("executed").asLong()).isLessThan(3000);
        patiently().until(() -> session.snapshot().state() == State.IDLE);
        printer.awaits(now -> printer.nozzleTarget() == 0);
    }

    @Test
    void anEmergencyStopLocksTheMillUntilAPersonUnlocksIt() {
        var mill = room.machine("grbl", "--speed", "20");
        var session = room.ready("grbl");
        var heard = MachineRoom.run(session, Toolpaths.milled(folder, 3000));
        heard.awaitLine(200);
        session.emergencyStop();
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.result().safe()).isTrue();
        mill.awaits(now -> mill.spindle() == 0);
        patiently().until(() -> session.snapshot().state() == State.ALARM);
        var refused = MachineRoom.run(session, Toolpaths.milled(folder, 100)).awaitOver();
        assertThat(refused.reason()).isEqualTo("machine-alarm");
        session.unlock();
        patiently().until(() -> session.snapshot().state() == State.IDLE);
        assertThat(MachineRoom.run(session, Toolpaths.milled(folder, 100))
                        .awaitOver()
                        .outcome())
                .isEqualTo(Outcome.FINISHED);
    }

    @Test
    void aProgramStopInTheFileWaitsForAPerson() {
        var mill = room.machine("grbl", "--speed", "200");
        var session = room.ready("grbl");
        var heard = MachineRoom.run(
                session,
                Toolpaths.write(
                        folder.resolve("stop.gcode"), List.of("G21", "G90", "G1 X5 F500", "M0", "G1 X0", "M30")));
        heard.awaitEvent("paused");
        assertThat(mill.status().path("executed").asLong()).isLessThan(6);
        session.resume();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
    }

    // ---- coming and going

    @Test
    void aMachineThatIsSwitchedOnLaterIsFound() {
        var session = room.session("marlin");
        patiently().until(() -> session.snapshot().detail().isPresent());
        assertThat(session.snapshot().state()).isEqualTo(State.OFFLINE);
        assertThat(MachineRoom.run(session, Toolpaths.printed(folder, 10))
                        .awaitOver()
                        .reason())
                .isEqualTo("machine-offline");
        room.machine("marlin");
        patiently().until(() -> session.snapshot().state() == State.IDLE);
        assertThat(session.snapshot().temperatures()).containsKeys("T0", "B");
    }

    @Test
    void whatAnotherHostLeftHotIsMadeSafeWhenAsked() throws Exception {
        var printer = room.machine("marlin", "--speed", "50", "--keeps-running");
        var first = room.ready("marlin");
        MachineRoom.run(first, Toolpaths.printed(folder, 3000)).awaitLine(100);
        assertThat(printer.nozzleTarget()).isEqualTo(200);
        room.closes(first);
        var second = room.ready("marlin");
        assertThat(second.makeSafe().toCompletableFuture().get(30, TimeUnit.SECONDS))
                .isTrue();
        printer.awaits(now -> printer.nozzleTarget() == 0);
    }

    @Test
    void whatIsHotWithoutAJobIsSwitchedOffAfterItsTimeAndTold() throws Exception {
        var printer = room.machine("marlin", "--speed", "50", "--keeps-running");
        try (var host = new java.io.FileOutputStream(printer.port().toFile())) {
            // What comes while the board still starts is lost.
            patiently().until(() -> {
                host.write("M104 S200\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                return printer.nozzleTarget() == 200;
            });
        }
        var profile = Profiles.standard().require("marlin");
        var setup = new MachineSetup("marlin", "marlin", profile, printer.port().toString(), 115200, 1);
        var session = room.closed(MachineSession.open(setup, Ports.serial()));
        printer.awaits(now -> printer.nozzleTarget() == 0);
        patiently().until(() -> session.snapshot()
                .detail()
                .filter(text -> text.contains("without a job"))
                .isPresent());
    }

    @Test
    void onlyOneJobRunsAtATime() {
        room.machine("marlin", "--speed", "100");
        var session = room.ready("marlin");
        var first = MachineRoom.run(session, Toolpaths.printed(folder, 500));
        var second = MachineRoom.run(session, Toolpaths.printed(folder, 500));
        assertThat(second.awaitOver().reason()).isEqualTo("machine-busy");
        assertThat(second.events()).containsExactly("FAILED");
        assertThat(first.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
    }

    @Test
    void aFileThatDoesNotFitIsNotStarted() {
        var printer = room.machine("marlin");
        var session = room.ready("marlin");
        var file = Toolpaths.write(folder.resolve("hot.gcode"), List.of("M104 S400", "G28"));
        var heard = MachineRoom.run(session, file);
        assertThat(heard.awaitOver().reason()).isEqualTo("preflight-refused");
        assertThat(heard.awaitOver().detail()).startsWith("Line 3");
        printer.stop();
        assertThat(printer.executedOfFile()).isEmpty();
    }
}
