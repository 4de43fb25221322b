// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.Toolpaths;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.profile.Profiles;
import org.fabcommons.profile.Progress.WhenStuck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session and a simulated machine, with a real port between them, in good days and bad. */
class MachineSessionTest {
    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) open.get(i).close();
    }

    // ---- a person's wishes

    @Test
    void aPausedPrintStandsStillAndGoesOn() {
        var printer = machine("marlin", "--speed", "50");
        var session = ready("marlin");
        var heard = run(session, Toolpaths.printed(folder, 1500));
        heard.awaitLine(200);
        session.pause();
        heard.awaitEvent("paused");
        assertThat(session.snapshot().state()).isIn(State.PAUSED, State.RUNNING);
        await().until(() -> session.snapshot().state() == State.PAUSED);
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

    @Test
    void aPausedCutHoldsAndGoesOn() {
        var mill = machine("grbl", "--speed", "50");
        var session = ready("grbl");
        var heard = run(session, Toolpaths.milled(folder, 1500));
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
        var printer = machine("marlin", "--speed", "50");
        var session = ready("marlin");
        var heard = run(session, Toolpaths.printed(folder, 3000));
        heard.awaitLine(300);
        session.cancel();
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.result().safe()).isTrue();
        assertThat(over.result().lastAcknowledgedLine()).isBetween(300L, 3000L);
        printer.awaits(now -> printer.nozzleTarget() == 0);
        await().until(() -> session.snapshot().state() == State.IDLE);
    }

    @Test
    void aPrintIsCancelledAtOnceWhileItWaitsForHeat() {
        var printer = machine("marlin", "--speed", "1");
        var session = ready("marlin");
        var heard = run(session, Toolpaths.printed(folder, 100));
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
        var printer = machine("marlin", "--speed", "1");
        var session = ready("marlin");
        var heard = run(session, Toolpaths.printed(folder, 100));
        printer.awaits(now -> printer.nozzleTarget() == 200);
        await().until(() -> session.snapshot().temperatures().get("T0").target() == 200);
        // Homed, and the bed's wait reached: nothing of the file is unanswered, and the machine itself waits for
        // nothing.
        heard.awaitLine(9);
        printer.awaits(now -> now.path("state").asText().equals("idle"));
        session.cancel();
        assertThat(heard.awaitOver().result().safe()).isTrue();
    }

    @Test
    void aCancelledCutKeepsItsPositionAndStopsTheSpindle() {
        var mill = machine("grbl", "--speed", "20");
        var session = ready("grbl");
        var heard = run(session, Toolpaths.milled(folder, 3000));
        heard.awaitLine(200);
        session.cancel();
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.result().safe()).isTrue();
        mill.awaits(now -> mill.spindle() == 0);
        assertThat(mill.status().path("alarms").asInt())
                .as("reset only after the hold")
                .isZero();
        await().until(() -> session.snapshot().state() == State.IDLE);
    }

    @Test
    void anEmergencyStopKillsThePrinterAndItComesBackColdAfterItsReset() {
        var printer = machine("marlin", "--speed", "20");
        var session = ready("marlin");
        var heard = run(session, Toolpaths.printed(folder, 3000));
        heard.awaitLine(300);
        session.emergencyStop();
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.reason()).isEqualTo("emergency-stop");
        assertThat(over.result().safe()).isTrue();
        assertThat(printer.status().path("executed").asLong()).isLessThan(3000);
        await().atMost(Duration.ofSeconds(20)).until(() -> session.snapshot().state() == State.IDLE);
        printer.awaits(now -> printer.nozzleTarget() == 0);
    }

    @Test
    void anEmergencyStopLocksTheMillUntilAPersonUnlocksIt() {
        var mill = machine("grbl", "--speed", "20");
        var session = ready("grbl");
        var heard = run(session, Toolpaths.milled(folder, 3000));
        heard.awaitLine(200);
        session.emergencyStop();
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.result().safe()).isTrue();
        mill.awaits(now -> mill.spindle() == 0);
        await().until(() -> session.snapshot().state() == State.ALARM);
        var refused = run(session, Toolpaths.milled(folder, 100)).awaitOver();
        assertThat(refused.reason()).isEqualTo("machine-alarm");
        session.unlock();
        await().until(() -> session.snapshot().state() == State.IDLE);
        assertThat(run(session, Toolpaths.milled(folder, 100)).awaitOver().outcome())
                .isEqualTo(Outcome.FINISHED);
    }

    @Test
    void aProgramStopInTheFileWaitsForAPerson() {
        var mill = machine("grbl", "--speed", "200");
        var session = ready("grbl");
        var heard = run(
                session,
                Toolpaths.write(
                        folder.resolve("stop.gcode"), List.of("G21", "G90", "G1 X5 F500", "M0", "G1 X0", "M30")));
        heard.awaitEvent("paused");
        assertThat(mill.status().path("executed").asLong()).isLessThan(6);
        session.resume();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
    }

    // ---- what machines and cables do

    @Test
    void aPrinterThatRestartsInTheMiddleFailsTheJobAndIsCold() {
        var printer = machine("marlin", "--speed", "200", "--fault", "reset@500");
        var session = ready("marlin");
        var over = run(session, Toolpaths.printed(folder, 3000)).awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("machine-reset");
        assertThat(over.result().safe()).isTrue();
        printer.awaits(now -> printer.nozzleTarget() == 0);
        await().until(() -> session.snapshot().state() == State.IDLE);
    }

    @Test
    void aMillThatRestartsInTheMiddleFailsTheJob() {
        machine("grbl", "--speed", "200", "--fault", "reset@500");
        var session = ready("grbl");
        var over = run(session, Toolpaths.milled(folder, 3000)).awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("machine-reset");
        assertThat(over.result().safe()).isTrue();
    }

    @Test
    void aBrownOutHalfWayThroughALineFailsTheJobAndNothingOfItRunsAfterwards() {
        var mill = machine("grbl", "--speed", "50", "--fault", "brown-out@300");
        var heard = run(ready("grbl"), Toolpaths.milled(folder, 1500));
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
        var mill = machine("grbl", "--speed", "50");
        var setup = new MachineSetup(
                "mill",
                "mill",
                Profiles.standard().require("grblhal"),
                mill.port().toString());
        var session = MachineSession.open(setup, Ports.serial());
        open.add(session);
        await().atMost(Duration.ofSeconds(30)).until(() -> session.snapshot().state() == State.IDLE);
        assertThat(run(session, Toolpaths.milled(folder, 800)).awaitOver().outcome())
                .isEqualTo(Outcome.FINISHED);
        assertThat(mill.status().path("bytesLost").asLong(-1)).isZero();
    }

    @Test
    void anAlarmFailsTheJobAndIsShownInWords() {
        machine("grbl", "--speed", "200", "--fault", "halt@500");
        var session = ready("grbl");
        var over = run(session, Toolpaths.milled(folder, 3000)).awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("alarm");
        assertThat(over.detail()).contains("Alarm 1", "hard limit");
        await().until(() -> session.snapshot().state() == State.ALARM);
        assertThat(session.snapshot().detail())
                .hasValueSatisfying(text -> assertThat(text).contains("hard limit"));
    }

    @Test
    void aPrinterThatStopsItselfFailsTheJobAndSaysWhy() {
        machine("marlin", "--speed", "200", "--fault", "halt@500");
        var session = ready("marlin");
        var over = run(session, Toolpaths.printed(folder, 3000)).awaitOver();
        assertThat(over.reason()).isEqualTo("machine-halted");
        assertThat(over.detail()).contains("Thermal Runaway");
        await().until(() -> session.snapshot().state() == State.ERROR);
        session.unlock();
        await().atMost(Duration.ofSeconds(20)).until(() -> session.snapshot().state() == State.IDLE);
    }

    @Test
    void aLostAnswerIsRepairedWhereLinesAreNumbered() {
        var printer = machine("marlin", "--speed", "500", "--fault", "lose-ok@500");
        var session = ready("marlin");
        var over = run(session, Toolpaths.printed(folder, 1000)).awaitOver();
        printer.stop();
        assertThat(over.outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(printer.executedOfFile()).isEqualTo(Toolpaths.commands(folder.resolve("printed.gcode")));
    }

    @Test
    void aLostAnswerEndsTheJobWhereLinesAreNotNumbered() {
        var mill = machine("grbl", "--speed", "500", "--fault", "lose-ok@500");
        var session = ready("grbl");
        var over = run(session, Toolpaths.milled(folder, 1000)).awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("lost-answer");
        assertThat(over.result().safe()).isTrue();
        mill.awaits(now -> mill.spindle() == 0);
    }

    @Test
    void aPulledCableFailsTheJobAndWhenItIsBackTheHeatersAreSwitchedOff() {
        var printer = machine("marlin", "--speed", "200", "--keeps-running", "--fault", "hangup@500");
        var session = ready("marlin");
        var over = run(session, Toolpaths.printed(folder, 3000)).awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("port-lost");
        assertThat(over.result().safe()).as("nobody can know").isFalse();
        await().atMost(Duration.ofSeconds(20)).until(() -> session.snapshot().state() == State.IDLE);
        printer.awaits(now -> printer.nozzleTarget() == 0);
    }

    @Test
    void aMachineThatHangsIsGivenUp() {
        machine("grbl", "--speed", "200", "--fault", "mute@500");
        var session = ready("grbl");
        var over = run(session, Toolpaths.milled(folder, 3000)).awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("no-answer");
        assertThat(over.result().safe()).isFalse();
    }

    // ---- coming and going

    @Test
    void aMachineThatIsSwitchedOnLaterIsFound() {
        var session = session("marlin");
        await().until(() -> session.snapshot().detail().isPresent());
        assertThat(session.snapshot().state()).isEqualTo(State.OFFLINE);
        assertThat(run(session, Toolpaths.printed(folder, 10)).awaitOver().reason())
                .isEqualTo("machine-offline");
        machine("marlin");
        await().atMost(Duration.ofSeconds(20)).until(() -> session.snapshot().state() == State.IDLE);
        assertThat(session.snapshot().temperatures()).containsKeys("T0", "B");
    }

    @Test
    void whatAnotherHostLeftHotIsMadeSafeWhenAsked() throws Exception {
        var printer = machine("marlin", "--speed", "50", "--keeps-running");
        var first = ready("marlin");
        run(first, Toolpaths.printed(folder, 3000)).awaitLine(100);
        assertThat(printer.nozzleTarget()).isEqualTo(200);
        open.remove(first);
        first.close();
        var second = ready("marlin");
        assertThat(second.makeSafe().toCompletableFuture().get(30, TimeUnit.SECONDS))
                .isTrue();
        printer.awaits(now -> printer.nozzleTarget() == 0);
    }

    @Test
    void whatIsHotWithoutAJobIsSwitchedOffAfterItsTimeAndTold() throws Exception {
        var printer = machine("marlin", "--speed", "50", "--keeps-running");
        try (var host = new java.io.FileOutputStream(printer.port().toFile())) {
            // What comes while the board still starts is lost.
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                host.write("M104 S200\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                return printer.nozzleTarget() == 200;
            });
        }
        var profile = Profiles.standard().require("marlin");
        var setup = new MachineSetup("marlin", "marlin", profile, printer.port().toString(), 115200, 1);
        var session = MachineSession.open(setup, Ports.serial());
        open.add(session);
        printer.awaits(now -> printer.nozzleTarget() == 0);
        await().until(() -> session.snapshot()
                .detail()
                .filter(text -> text.contains("without a job"))
                .isPresent());
    }

    @Test
    void aPrinterThatComesNoFurtherIsAskedAboutAndGoesOnWhenItAnswersAgain() {
        var printer = machine("marlin");
        var setup = new MachineSetup(
                "marlin",
                "marlin",
                Profiles.standard().require("marlin"),
                printer.port().toString());
        var session =
                MachineSession.open(setup, Ports.serial(), now -> {}, new Watch.Limits(2_000, 2_000, WhenStuck.HOLD));
        open.add(session);
        await().atMost(Duration.ofSeconds(30)).until(() -> session.snapshot().state() == State.IDLE);
        // It says that it is busy, and for eight seconds nothing else.
        var heard = run(session, Toolpaths.write(folder.resolve("dwell.gcode"), List.of("G28", "G4 S8", "M117 x")));
        await().atMost(Duration.ofSeconds(60)).until(() -> session.question()
                .filter(asked -> asked.kind() == Question.Kind.STUCK)
                .isPresent());
        await().until(() -> session.snapshot().state() == State.PAUSED
                && session.snapshot().detail().orElse("").contains("Look at it"));
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
    }

    @Test
    void aMillThatIsHeldAndNobodyLooksAtIsSwitchedOffAfterItsTime() {
        var mill = machine("grbl");
        var setup = new MachineSetup(
                "grbl", "grbl", Profiles.standard().require("grbl"), mill.port().toString(), 115200, 3);
        var session = MachineSession.open(
                setup, Ports.serial(), now -> {}, new Watch.Limits(2_000, 3_600_000, WhenStuck.HOLD));
        open.add(session);
        await().atMost(Duration.ofSeconds(30)).until(() -> session.snapshot().state() == State.IDLE);
        var lines = new ArrayList<>(List.of("G21", "G90", "M3 S1000", "G1 X0.01 F0.001"));
        for (int i = 0; i < 200; i++) lines.add("G1 X" + (i % 2 + 1) + " F600");
        var heard = run(session, Toolpaths.write(folder.resolve("held.gcode"), lines));
        await().atMost(Duration.ofSeconds(60)).until(() -> session.question()
                .filter(asked -> asked.kind() == Question.Kind.STUCK)
                .isPresent());
        var over = heard.awaitOver();
        assertThat(over.reason()).isEqualTo("no-progress");
        assertThat(over.detail()).contains("nobody has said");
        mill.awaits(now -> mill.spindle() == 0);
    }

    @Test
    void aMillThatTalksButComesNoFurtherFailsTheJobAndIsSwitchedOff() {
        var mill = machine("grbl");
        var setup = new MachineSetup(
                "grbl", "grbl", Profiles.standard().require("grbl"), mill.port().toString());
        var session = MachineSession.open(
                setup, Ports.serial(), now -> {}, new Watch.Limits(2_000, 3_600_000, WhenStuck.STOP));
        open.add(session);
        await().atMost(Duration.ofSeconds(30)).until(() -> session.snapshot().state() == State.IDLE);
        // As if something held its axes: it says Run, and its place stays what it was.
        var lines = new ArrayList<>(List.of("G21", "G90", "M3 S1000", "G1 X0.01 F0.001"));
        for (int i = 0; i < 200; i++) lines.add("G1 X" + (i % 2 + 1) + " F600");
        var over = run(session, Toolpaths.write(folder.resolve("held.gcode"), lines))
                .awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.reason()).isEqualTo("no-progress");
        assertThat(over.detail()).contains("has not changed its place");
        assertThat(over.result().lastAcknowledgedLine()).isBetween(3L, 200L);
        mill.awaits(now -> now.path("spindle").asDouble(-1) == 0);
    }

    @Test
    void onlyOneJobRunsAtATime() {
        machine("marlin", "--speed", "100");
        var session = ready("marlin");
        var first = run(session, Toolpaths.printed(folder, 500));
        var second = run(session, Toolpaths.printed(folder, 500));
        assertThat(second.awaitOver().reason()).isEqualTo("machine-busy");
        assertThat(second.events()).containsExactly("FAILED");
        assertThat(first.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
    }

    @Test
    void aFileThatDoesNotFitIsNotStarted() {
        var printer = machine("marlin");
        var session = ready("marlin");
        var file = Toolpaths.write(folder.resolve("hot.gcode"), List.of("M104 S400", "G28"));
        var heard = run(session, file);
        assertThat(heard.awaitOver().reason()).isEqualTo("preflight-refused");
        assertThat(heard.awaitOver().detail()).startsWith("Line 3");
        printer.stop();
        assertThat(printer.executedOfFile()).isEmpty();
    }

    // ----

    private SimulatedMachine machine(String profile, String... options) {
        var machine = SimulatedMachine.start(
                folder,
                profile,
                Stream.concat(Stream.of(options), Stream.of("--seed", "1")).toArray(String[]::new));
        open.add(machine);
        return machine;
    }

    private MachineSession session(String profile) {
        var setup = new MachineSetup(
                profile,
                profile,
                Profiles.standard().require(profile),
                folder.resolve(profile).toString());
        var session = MachineSession.open(setup, Ports.serial());
        open.add(session);
        return session;
    }

    private MachineSession ready(String profile) {
        var session = session(profile);
        await().atMost(Duration.ofSeconds(30)).until(() -> session.snapshot().state() == State.IDLE);
        return session;
    }

    private static Heard run(MachineSession session, Path file) {
        var heard = new Heard();
        session.run(new RunRequest("job", file, 0), heard);
        return heard;
    }
}
