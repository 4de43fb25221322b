// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fabcommons.agent.machine.MachineRoom.patiently;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.Toolpaths;
import org.fabcommons.link.Telemetry.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line was acknowledged, and the machine makes its last moves: what is pressed then is done too. */
@Execution(ExecutionMode.CONCURRENT)
class LastMovesTest {
    private static final int FAR = 100;

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

    private SimulatedMachine machine;
    private MachineSession session;
    private Heard heard;

    /** On its last move, which takes some seconds. */
    private void lastMove(String family) {
        machine = room.machine(family, "--speed", "4");
        session = room.ready(family);
        boolean prints = family.equals("marlin");
        var lines = prints
                ? List.of("M104 S150", "G28", "G1 X1 F600", "G1 X" + FAR)
                : List.of("G21 G90", "M3 S500", "G1 X1 F600", "G1 X" + FAR);
        heard = MachineRoom.run(session, Toolpaths.write(folder.resolve("last.gcode"), lines));
        heard.awaitLine(lines.size() + 2);
        machine.awaits(now -> now.at("/position/X").asDouble() > 2);
    }

    private void paused() {
        heard.awaitEvent("paused");
        patiently().until(() -> session.snapshot().state() == State.PAUSED);
    }

    private double at() {
        return machine.status().at("/position/X").asDouble();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grbl", "tinyg"})
    void aMillThatIsPausedInItsLastMoveIsHeldAtOnceAndGoesOn(String family) {
        lastMove(family);
        session.pause();
        paused();
        machine.awaits(now -> now.path("state").asText().equals("hold"));
        assertThat(session.question()).isEmpty();
        double stands = at();
        assertThat(stands).isLessThan(FAR);
        session.resume();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
        machine.awaits(now -> at() == FAR && machine.spindle() == 0);
        assertThat(heard.events()).containsExactly("started", "paused", "resumed", "FINISHED");
    }

    @Test
    void aMillThatIsHeldByItsButtonInItsLastMoveIsPausedForPeopleTooAndCancelledWhereItStands() {
        lastMove("grbl");
        button('!');
        paused();
        assertThat(session.question()).map(Question::kind).contains(Question.Kind.HELD);
        session.cancel();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(heard.awaitOver().result().safe()).isTrue();
        machine.awaits(now -> at() < FAR && machine.spindle() == 0);
        // The next job begins like any other.
        patiently().until(() -> session.snapshot().state() == State.IDLE);
        heard = MachineRoom.run(session, Toolpaths.write(folder.resolve("next.gcode"), List.of("G1 X5 F6000")));
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
    }

    private void button(char realtime) {
        try (var port = Files.newOutputStream(machine.port(), StandardOpenOption.WRITE)) {
            port.write(realtime);
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void aPrinterThatIsPausedInItsLastMoveSaysSoMakesItAndRestsBeforeItIsSwitchedOff() {
        lastMove("marlin");
        session.pause();
        patiently().until(() -> session.told().map(Told::code).equals(Optional.of(Told.PAUSING)));
        paused();
        assertThat(at()).isEqualTo(FAR);
        assertThat(machine.nozzleTarget()).isEqualTo(150);
        // It is asked how warm it is, as in any pause.
        long asked = machine.status().path("executed").asLong();
        machine.awaits(now -> now.path("executed").asLong() > asked);
        session.resume();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
        machine.awaits(now -> machine.nozzleTarget() == 0);
        assertThat(heard.events()).containsExactly("started", "paused", "resumed", "FINISHED");
    }

    @Test
    void aPrinterThatRestsBeforeItsEndIsCancelledAndCold() {
        lastMove("marlin");
        session.pause();
        paused();
        session.cancel();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(heard.awaitOver().result().safe()).isTrue();
        machine.awaits(now -> machine.nozzleTarget() == 0);
    }
}
