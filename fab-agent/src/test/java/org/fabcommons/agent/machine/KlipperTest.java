// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fabcommons.agent.machine.MachineRoom.patiently;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is Klipper's alone, as v0.13.0 itself behaved. */
@Execution(ExecutionMode.CONCURRENT)
class KlipperTest {
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
    void aJobIsCancelledWhileAMacroOfItsHeatsWhichNothingButAnEmergencyStopBreaksOff() throws IOException {
        var printer = room.machine("klipper");
        var session = room.ready("klipper");
        var heard = run(session, "START_PRINT BED=100 EXTRUDER=240", "G1 X20 F3000");
        printer.awaits(now -> now.at("/temperatures/B/target").asDouble() == 100);
        session.cancel();
        var over = heard.awaitOver();
        assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(over.detail()).contains("stopping the machine at once");
        assertThat(over.result().safe()).isTrue();
        printer.awaits(now -> now.at("/temperatures/B/target").asDouble(-1) == 0);
        patiently().until(() -> session.snapshot().state() == State.ERROR);
        assertThat(session.snapshot().detail().orElse(""))
                .contains("only be broken off")
                .contains("unlock");
        assertThat(session.snapshot().temperatures().get("B").target()).isZero();
        session.unlock();
        MachineRoom.idle(session);
        printer.stop();
    }

    @Test
    void whyItStoppedIsAskedAndTold() throws IOException {
        var printer = room.machine("klipper", "--speed", "50", "--fault", "halt@12");
        var session = room.ready("klipper");
        var heard = run(
                session,
                "G28",
                "G1 X10 F3000",
                "G1 X20",
                "G1 X30",
                "G1 X40",
                "G1 X50",
                "G1 X60",
                "G1 X70",
                "G1 X80",
                "G1 X90",
                "G1 X100");
        var over = heard.awaitOver();
        assertThat(over.reason()).contains("machine-halted");
        assertThat(over.detail()).contains("Heater extruder not heating at expected rate");
        tells(session);
        // Who meets it only then hears the same: it answers M105 as if nothing were the matter.
        room.closes(session);
        var next = room.session("klipper");
        tells(next);
        next.unlock();
        MachineRoom.idle(next);
        printer.stop();
    }

    @Test
    void aPauseThatACancelledJobLeftBehindDoesNotKeepTheNextOneFromPausing() throws IOException {
        var printer = room.machine("klipper", "--speed", "50");
        var session = room.ready("klipper");
        for (int i = 0; i < 2; i++) {
            MachineRoom.idle(session);
            var heard = run(session, "G28", "M600", "G1 X20 F3000");
            heard.awaitEvent("paused");
            session.cancel();
            assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.CANCELLED);
        }
        // Nor one that somebody pressed beside the job.
        assertThat(Dialect.of(Profiles.standard().require("klipper")).read("// Print already paused"))
                .containsExactly(new Reply.HostAction("paused"));
        printer.stop();
        assertThat(Files.readAllLines(folder.resolve("klipper.executed"))).noneMatch(line -> line.contains("X20"));
    }

    @Test
    void aPauseThatItRefusesToEndGoesOn() throws IOException {
        var printer = room.machine("klipper", "--speed", "50");
        var session = room.ready("klipper");
        var heard = run(session, "G28", "PAUSE", "G1 X20 F3000");
        heard.awaitEvent("paused");
        session.resume();
        heard.awaitEvents("paused", 2);
        assertThat(session.snapshot().state()).isEqualTo(State.PAUSED);
        session.cancel();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.CANCELLED);
        printer.stop();
    }

    private static void tells(MachineSession session) {
        patiently()
                .until(() -> session.snapshot().state() == State.ERROR
                        && session.snapshot()
                                .detail()
                                .orElse("")
                                .contains("Heater extruder not heating at expected rate"));
    }

    private Heard run(MachineSession session, String... lines) throws IOException {
        var file = Files.write(folder.resolve("job.gcode"), List.of(lines));
        return MachineRoom.run(session, file);
    }
}
