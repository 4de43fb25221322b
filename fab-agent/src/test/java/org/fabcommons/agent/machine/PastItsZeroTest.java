// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fabcommons.agent.Mill;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.transport.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CAM programs write for their retracts by default: G28, G30 and G53, which go past the zero that was set. */
class PastItsZeroTest {
    /** As Fusion's post for grbl begins and ends a file. */
    private static final List<String> FUSION = List.of(
            "G90 G94 G17 G21",
            "G28 G91 Z0",
            "G90",
            "M3 S800",
            "G0 X10 Y10",
            "G0 Z5",
            "G1 Z-1 F200",
            "X20 F600",
            "G0 Z5",
            "M9",
            "M5",
            "G53 G0 Z-2",
            "G28 G91 X0 Y0",
            "G90");

    @TempDir
    private Path folder;

    private Mill mill;
    private MachineSession session;

    @AfterEach
    void end() throws Exception {
        session.close();
        mill.close();
    }

    private void begin(String family) {
        mill = Mill.start(folder, family, "--speed", "20");
        session = MachineSession.open(
                new MachineSetup("mill", "mill", mill.quick(), mill.port().toString()), Ports.serial());
        Mill.awaitIdle(session);
    }

    private Heard.Over run(List<String> lines) throws IOException {
        var file = Files.write(folder.resolve("part.nc"), lines);
        Mill.awaitIdle(session);
        return MachineRoom.run(session, file).awaitOver();
    }

    private void refused(List<String> lines, String... words) throws IOException {
        long before = mill.machine().status().path("executed").asLong();
        var over = run(lines);
        assertThat(over.reason()).isEqualTo("preflight-refused");
        assertThat(over.detail()).contains(words);
        assertThat(mill.machine().status().path("executed").asLong()).isEqualTo(before);
    }

    @Test
    void whereTheMachineKnowsItsPlaceAndTheyLieWithinItsTravelTheyAreMade() throws Exception {
        begin("grbl");
        refused(FUSION, "Line 2", "G28", "does not know where its Z is", "Home it first");
        mill.home(session.hand().orElseThrow());
        // Its owner's zero on the stock, and a place to wait at that is stored in the machine.
        mill.typed("G0 X-40 Y-30 Z-10", "G30.1", "G53 G0 X-100 Y-80 Z-20", "G10 L20 P1 X0 Y0 Z0", "G28.1");
        mill.stands(-100, -80, -20);
        var over = run(FUSION);
        assertThat(over.outcome()).as(over.detail()).isEqualTo(Outcome.FINISHED);
        mill.stands(-100, -80, -2);
        assertThat(run(List.of("G21 G90", "G30 Z2", "G0 X0")).outcome()).isEqualTo(Outcome.FINISHED);
        mill.stands(-100, -80, -10);

        refused(List.of("G21", "G53 G0 X-400"), "Line 2", "X to -400 mm", "from -300 to 0 mm");
        refused(List.of("G20", "G53 G0 X-12"), "X to -304.8 mm");
        refused(List.of("G21 F500", "G2 X5 Y5 I5 J0", "G53 X-10"), "G53 needs G0 or G1");

        // By hand the same holds.
        var hand = session.hand().orElseThrow();
        Mill.well(hand.send(Source.CONSOLE, List.of("G53 G0 Z-3", "G91 G0 Z1", "G90"), false));
        mill.stands(-100, -80, -2);
        assertThat(Mill.done(hand.send(Source.CONSOLE, List.of("G53 G0 Z-1", "G91 G0 Z3"), false))
                        .problem())
                .hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo("beyond-envelope"));
        // Nor is a move judged by the zero of before that its own lines change.
        for (var lines : List.of(
                List.of("G55", "G0 X-290"), List.of("G55 G0 X-290"), List.of("G55", "G91", "G0 X1", "G90 G0 X-10")))
            assertThat(Mill.done(hand.send(Source.MACRO, lines, false)).problem())
                    .as("%s", lines)
                    .hasValueSatisfying(problem -> assertThat(problem.detail()).contains("zero that line 1 changes"));
        Mill.well(hand.send(Source.MACRO, List.of("G55", "G91 G0 X1", "G0 X-1", "G90", "G54"), false));

        // What was reset knows nothing any more.
        mill.button(0x18);
        MachineRoom.patiently()
                .until(() -> session.hand().orElseThrow().state().known().isEmpty());
        refused(FUSION, "G28", "Home it first");
    }
}
