// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fabcommons.agent.machine.MachineRoom.patiently;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.Toolpaths;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.preflight.Policy;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pause that lasts: what is hot goes off by itself, is told of, and is hot again before the job goes on. */
@Execution(ExecutionMode.CONCURRENT)
class LongPauseTest {
    @TempDir
    private Path folder;

    private MachineRoom room;
    private SimulatedMachine machine;
    private MachineSession session;
    private Heard heard;

    @BeforeEach
    void open() {
        room = new MachineRoom(folder);
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    private void begin(String family, PauseOff pauseOff, List<String> lines) {
        machine = room.machine(family, "--speed", "50");
        var setup = new MachineSetup(
                family,
                family,
                Profiles.standard().require(family),
                machine.port().toString(),
                115200,
                0,
                pauseOff,
                Policy.NONE);
        session = MachineRoom.idle(room.closed(MachineSession.open(setup, Ports.serial())));
        heard = MachineRoom.run(session, Toolpaths.write(folder.resolve("long.gcode"), lines));
    }

    private List<String> print() {
        var lines = new ArrayList<>(List.of("M140 S60", "M104 S200", "M190 S60", "M109 S200", "G28"));
        for (int i = 1; i <= 1500; i++) lines.add("G1 X" + (i % 2 == 0 ? 10 : 60) + " F3000");
        return lines;
    }

    private void paused() {
        heard.awaitLine(100);
        session.pause();
        patiently().until(() -> session.snapshot().state() == State.PAUSED);
    }

    private void told(String code) {
        patiently().until(() -> session.told().map(Told::code).equals(Optional.of(code)));
    }

    private double bedTarget() {
        return machine.status().at("/temperatures/B/target").asDouble(-1);
    }

    private double nozzle() {
        return machine.status().at("/temperatures/T0/actual").asDouble(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"marlin", "klipper"})
    void aPausedPrintIsColdAfterAWhileKeepsItsBedAndIsHotAgainBeforeItGoesOn(String family) {
        begin(family, new PauseOff(1, 0), print());
        paused();
        machine.awaits(now -> machine.nozzleTarget() == 0 && nozzle() < 150);
        told("cooled-in-pause");
        assertThat(session.snapshot().detail().orElseThrow()).contains("heated again");
        assertThat(heard.notes()).containsExactly("cooled-in-pause");
        assertThat(bedTarget()).isEqualTo(60);
        long line = heard.lastLine();
        session.resume();
        told("warms-again");
        assertThat(heard.lastLine()).isEqualTo(line);
        heard.awaitEvent("resumed");
        assertThat(machine.nozzleTarget()).isEqualTo(200);
        assertThat(nozzle()).isGreaterThan(195);
        heard.awaitLine(line + 10);
        session.cancel();
        heard.awaitOver();
    }

    @Test
    void theBedGoesOffLaterAndAPauseWhileItIsWarmedIsAPause() {
        begin("marlin", new PauseOff(1, 2), print());
        paused();
        machine.awaits(now -> machine.nozzleTarget() == 0 && bedTarget() == 0);
        told("cooled-in-pause-all");
        assertThat(heard.notes()).containsExactly("cooled-in-pause", "cooled-in-pause");
        machine.awaits(now -> nozzle() < 100);
        session.resume();
        told("warms-again");
        session.pause();
        patiently().until(() -> session.snapshot().state() == State.PAUSED);
        assertThat(heard.events()).doesNotContain("resumed");
        // And cools as before.
        machine.awaits(now -> machine.nozzleTarget() == 0 && bedTarget() == 0);
        session.resume();
        heard.awaitEvent("resumed");
        assertThat(machine.nozzleTarget()).isEqualTo(200);
        assertThat(bedTarget()).isEqualTo(60);
        session.cancel();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void whatSomebodyElseSwitchedOffInAPauseIsHotAgainToo() throws IOException {
        begin("marlin", new PauseOff(0, 0), print());
        paused();
        // As at the printer's own panel, or by a limit of its firmware.
        Files.writeString(machine.port(), "M104 S0\n", StandardOpenOption.WRITE);
        machine.awaits(now -> machine.nozzleTarget() == 0 && nozzle() < 150);
        patiently().until(() -> session.snapshot().temperatures().get("T0").target() == 0);
        session.resume();
        heard.awaitEvent("resumed");
        assertThat(machine.nozzleTarget()).isEqualTo(200);
        assertThat(nozzle()).isGreaterThan(195);
        session.cancel();
        heard.awaitOver();
    }

    @Test
    void aFirmwareThatWaitsByItselfIsToldOfSinceItTakesNoCommand() {
        begin("marlin", new PauseOff(1, 0), List.of("M104 S200", "G28", "M0 Put the magnets in", "G1 X10 F3000"));
        told("hot-in-pause");
        assertThat(heard.notes()).containsExactly("hot-in-pause");
        assertThat(machine.nozzleTarget()).isEqualTo(200);
        session.resume();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
    }

    @Test
    void aSpindleIsLeftTurningInTheWorkAndToldOf() {
        begin("grbl", new PauseOff(1, 0), List.of("G21 G90", "M3 S500", "G1 X200 F60"));
        machine.awaits(now -> machine.spindle() == 500);
        session.pause();
        told("turns-in-pause");
        assertThat(machine.spindle()).isEqualTo(500);
        assertThat(heard.notes()).containsExactly("turns-in-pause");
        session.cancel();
        heard.awaitOver();
    }

    /** Source: {@code idle_timeout.py}, which counts from the last move or wait. */
    @Test
    void aFirmwareThatLetsGoOfItsMotorsWhenNothingHappensIsKeptAwake() {
        begin("klipper", new PauseOff(1, 0), print());
        paused();
        told("cooled-in-pause");
        session.cancel();
        heard.awaitOver();
        machine.stop();
        assertThat(machine.executedOfFile()).containsOnlyOnce("G4P1");
    }
}
