// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fabcommons.agent.machine.MachineRoom.patiently;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.fabcommons.agent.Mill;
import org.fabcommons.agent.Toolpaths;
import org.fabcommons.agent.guard.Guard;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.profile.Profiles;
import org.fabcommons.profile.Progress.WhenStuck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A session and a simulated machine, with a real port between them, on bad days: what machines and cables do. */
@Execution(ExecutionMode.CONCURRENT)
class MachineFaultsTest {
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

    @Test
    void aBrownOutHalfWayThroughALineFailsTheJobAndNothingOfItRunsAfterwards() {
        var mill = room.machine("grbl", "--speed", "50", "--fault", "brown-out@300");
        var heard = MachineRoom.run(room.ready("grbl"), Toolpaths.milled(folder, 1500));
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("machine-reset");
        mill.awaits(now -> mill.spindle() == 0);
        long executed = mill.status().path("executed").asLong();
        assertThat(executed).isBetween(300L, 420L);
        mill.stop();
        var whole = Toolpaths.commands(folder.resolve("milled.gcode"));
        var ran = mill.executedOfFile().stream()
                .filter(line -> line.startsWith("G"))
                .toList();
        assertThat(whole).containsSubsequence(ran.subList(0, Math.min(290, ran.size())));
    }

    @Test
    void aBoardWithASmallerBufferThanItsProfileSaysLosesNothing() {
        // The profile says 1023 bytes; the board says 128 when it is asked.
        var mill = room.machine("grbl", "--speed", "50");
        var setup = new MachineSetup(
                "mill",
                "mill",
                Profiles.standard().require("grblhal"),
                mill.port().toString());
        var session = MachineRoom.idle(room.closed(MachineSession.open(setup, Ports.serial())));
        assertThat(MachineRoom.run(session, Toolpaths.milled(folder, 800))
                        .awaitOver()
                        .outcome())
                .isEqualTo(Outcome.FINISHED);
        assertThat(mill.status().path("bytesLost").asLong(-1)).isZero();
    }

    @Test
    void aFileThatIsNotTheOneOfTheJobAnyMoreIsNotMade() throws Exception {
        var printer = room.machine("marlin", "--speed", "50");
        var session = room.ready("marlin");
        var file = Toolpaths.printed(folder, 1500);
        // More than any buffer, so that the end is read while the job runs.
        Files.writeString(file, "; settings of the slicer\n".repeat(40_000), StandardOpenOption.APPEND);
        var request = new RunRequest(
                "job", file, Optional.of(sha256(file)), 0, OptionalDouble.empty(), false, Set.<String>of());
        var running = new Heard();
        session.run(request, running);
        running.awaitLine(100);
        Files.writeString(file, "G1 X1", StandardOpenOption.APPEND);
        var over = running.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("file-changed");
        printer.awaits(now -> printer.nozzleTarget() == 0);
        MachineRoom.idle(session);
        var before = new Heard();
        session.run(request, before);
        assertThat(before.awaitOver().reason()).isEqualTo("file-changed");
        assertThat(before.events()).containsExactly("FAILED");
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void anAlarmFailsTheJobAndIsShownInWords() {
        room.machine("grbl", "--speed", "200", "--fault", "halt@500");
        var session = room.ready("grbl");
        var over = MachineRoom.run(session, Toolpaths.milled(folder, 3000)).awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("alarm");
        assertThat(over.detail()).contains("Alarm 1", "hard limit");
        patiently().until(() -> session.snapshot().state() == State.ALARM);
        assertThat(session.snapshot().detail())
                .hasValueSatisfying(text -> assertThat(text).contains("hard limit"));
        session.unlock();
        MachineRoom.idle(session);
    }

    @Test
    void aMillThatRanIntoALimitBeforeItWasMetAndSaysNothingSinceIsResetAndCanBeUnlocked() {
        var mill = room.closed(Mill.start(folder, "grbl"));
        patiently().until(() -> {
            mill.typed("$22=1", "$20=1", "G0X500");
            return mill.machine().status().path("alarms").asInt() > 0;
        });
        var session = room.session("grbl");
        patiently().until(() -> session.snapshot().state() == State.ALARM);
        session.unlock();
        MachineRoom.idle(session);
    }

    @Test
    void aMillThatIsLockedSinceItWasSwitchedOnIsHomedWithoutBeingUnlockedBefore() {
        // Whoever opens its port restarts it.
        var mill = room.machine("grbl", "--speed", "50");
        var session = room.ready("grbl");
        Mill.well(session.hand().orElseThrow().send(Source.CONSOLE, List.of("$22=1"), true, Set.of(Guard.SETTINGS)));
        room.closes(session);
        var again = room.session("grbl");
        patiently().until(() -> again.snapshot().state() == State.ALARM);
        assertThat(again.told().orElseThrow().code()).isEqualTo("locked-home");
        Mill.well(again.hand().orElseThrow().home(Set.of()));
        MachineRoom.idle(again);
        assertThat(again.hand().orElseThrow().state().known()).containsExactly("X", "Y", "Z");
        assertThat(mill.status().path("alarms").asInt()).isZero();
    }

    @Test
    void aJobDoesNotBeginOnAMillThatAPersonLeftInCheckMode() {
        room.machine("grbl");
        var session = room.ready("grbl");
        Mill.well(session.hand().orElseThrow().send(Source.CONSOLE, List.of("$C"), true));
        patiently().until(() -> session.told()
                .filter(told -> told.code().equals("check-mode"))
                .isPresent());
        var over = MachineRoom.run(session, Toolpaths.milled(folder, 10)).awaitOver();
        assertThat(over.reason()).isEqualTo("machine-busy");
        assertThat(over.detail()).contains("check mode");
        Mill.well(session.hand().orElseThrow().send(Source.CONSOLE, List.of("$C"), true));
        patiently().until(() -> session.told().isEmpty());
        assertThat(MachineRoom.run(session, Toolpaths.milled(folder, 10))
                        .awaitOver()
                        .outcome())
                .isEqualTo(Outcome.FINISHED);
    }

    @Test
    void aPrinterThatStopsItselfFailsTheJobAndSaysWhy() {
        room.machine("marlin", "--speed", "200", "--fault", "halt@500");
        var session = room.ready("marlin");
        var over = MachineRoom.run(session, Toolpaths.printed(folder, 3000)).awaitOver();
        assertThat(over.reason()).isEqualTo("machine-halted");
        assertThat(over.detail()).contains("Thermal Runaway");
        patiently().until(() -> session.snapshot().state() == State.ERROR);
        session.unlock();
        patiently().until(() -> session.snapshot().state() == State.IDLE);
    }

    @Test
    void aLostAnswerIsRepairedWhereLinesAreNumbered() {
        var printer = room.machine("marlin", "--speed", "500", "--fault", "lose-ok@500");
        var session = room.ready("marlin");
        var over = MachineRoom.run(session, Toolpaths.printed(folder, 1000)).awaitOver();
        printer.stop();
        assertThat(over.outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(printer.executedOfFile()).isEqualTo(Toolpaths.commands(folder.resolve("printed.gcode")));
    }

    @Test
    void aLostAnswerEndsTheJobWhereLinesAreNotNumbered() {
        var mill = room.machine("grbl", "--speed", "500", "--fault", "lose-ok@500");
        var session = room.ready("grbl");
        var over = MachineRoom.run(session, Toolpaths.milled(folder, 1000)).awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("lost-answer");
        assertThat(over.result().safe()).isTrue();
        mill.awaits(now -> mill.spindle() == 0);
    }

    @Test
    void aPulledCableFailsTheJobAndWhenItIsBackTheHeatersAreSwitchedOff() {
        var printer = room.machine("marlin", "--speed", "200", "--keeps-running", "--fault", "hangup@500");
        var session = room.ready("marlin");
        var over = MachineRoom.run(session, Toolpaths.printed(folder, 3000)).awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("port-lost");
        assertThat(over.result().safe()).as("nobody can know").isFalse();
        patiently().until(() -> session.snapshot().state() == State.IDLE);
        printer.awaits(now -> printer.nozzleTarget() == 0);
    }

    @Test
    void aMachineThatHangsIsGivenUp() {
        room.machine("grbl", "--speed", "200", "--fault", "mute@500");
        var session = room.ready("grbl");
        var over = MachineRoom.run(session, Toolpaths.milled(folder, 3000)).awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("no-answer");
        assertThat(over.result().safe()).isFalse();
    }

    @Test
    void aPrinterThatComesNoFurtherIsAskedAboutAndGoesOnWhenItAnswersAgain() {
        room.machine("marlin");
        var session = room.watched(room.setup("marlin"), new Watch.Limits(2_000, 2_000, WhenStuck.HOLD));
        // It says that it is busy, and for eight seconds nothing else.
        var heard = MachineRoom.run(
                session, Toolpaths.write(folder.resolve("dwell.gcode"), List.of("G28", "G4 S8", "M117 x")));
        patiently().until(() -> session.question()
                .filter(asked -> asked.kind() == Question.Kind.STUCK)
                .isPresent());
        patiently()
                .until(() -> session.snapshot().state() == State.PAUSED
                        && session.snapshot().detail().orElse("").contains("Look at it"));
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
    }

    /** M410 would take the move away that ends at the switch, and Marlin stops itself for that. */
    @Test
    void aJobThatIsCancelledWhileItHomesIsNotTheEndOfThePrinter() {
        var printer = room.machine("marlin", "--speed", "0.5");
        var session = room.ready("marlin");
        var heard = MachineRoom.run(
                session,
                Toolpaths.write(folder.resolve("home.gcode"), List.of("M104 S60", "G1 Z250 F30000", "G28", "G1 X1")));
        heard.awaitLine(2);
        session.cancel();
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.result().safe()).isTrue();
        printer.awaits(now -> printer.nozzleTarget() == 0);
        assertThat(printer.status().path("state").asText()).isNotEqualTo("killed");
        assertThat(session.snapshot().state()).isEqualTo(State.IDLE);
    }

    @Test
    void aMillThatIsHeldAndNobodyLooksAtIsSwitchedOffAfterItsTime() {
        var mill = room.machine("grbl");
        var setup = new MachineSetup(
                "grbl", "grbl", Profiles.standard().require("grbl"), mill.port().toString(), 115200, 3);
        var session = room.watched(setup, new Watch.Limits(2_000, 3_600_000, WhenStuck.HOLD));
        var heard = MachineRoom.run(session, standing());
        patiently().until(() -> session.question()
                .filter(asked -> asked.kind() == Question.Kind.STUCK)
                .isPresent());
        var over = heard.awaitOver();
        assertThat(over.reason()).isEqualTo("no-progress");
        assertThat(over.detail()).contains("nobody has said");
        mill.awaits(now -> mill.spindle() == 0);
    }

    @Test
    void aMillThatTalksButComesNoFurtherFailsTheJobAndIsSwitchedOff() {
        var mill = room.machine("grbl");
        var session = room.watched(room.setup("grbl"), new Watch.Limits(2_000, 3_600_000, WhenStuck.STOP));
        var over = MachineRoom.run(session, standing()).awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("no-progress");
        assertThat(over.detail()).contains("has not changed its place");
        assertThat(over.result().lastAcknowledgedLine()).isBetween(3L, 200L);
        mill.awaits(now -> now.path("spindle").asDouble(-1) == 0);
    }

    /** As if something held its axes: it says Run, and its place stays what it was. */
    private Path standing() {
        var lines = new ArrayList<>(List.of("G21", "G90", "M3 S1000", "G1 X0.01 F0.001"));
        for (int i = 0; i < 200; i++) lines.add("G1 X" + (i % 2 + 1) + " F600");
        return Toolpaths.write(folder.resolve("held.gcode"), lines);
    }
}
