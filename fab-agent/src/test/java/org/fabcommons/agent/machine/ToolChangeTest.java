// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.fabcommons.profile.ToolSetter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mill with a tool setter in a corner and a board on its table; which tool is in is what a file says. */
class ToolChangeTest {
    /** Where its top is. */
    private static final double SETTER_Z = -30;

    @TempDir
    private static Path folder;

    private static SimulatedMachine mill;
    private MachineSession session;
    private Hand hand;

    @BeforeAll
    static void build() {
        mill = SimulatedMachine.start(
                folder,
                "grbl",
                "--speed",
                "400",
                "--keeps-running",
                "--tool",
                folder.resolve("tool").toString(),
                "--workpiece",
                "-40",
                "--shape",
                "boss:-290,-10,12," + SETTER_Z);
    }

    @AfterAll
    static void clear() {
        mill.close();
    }

    /** At home, the first tool in and the zero set with it: its end is on the board's surface at Z 0. */
    @BeforeEach
    void prepare() throws IOException {
        tool(0);
        Files.deleteIfExists(folder.resolve("memory").resolve("grbl.tool.json"));
    }

    @AfterEach
    void leave() {
        if (session != null) session.close();
    }

    /** Asked where it is as often as a profile may want it: the simulated one is there at once. */
    private static Profile quick() {
        return Profiles.read(
                "quick.yaml",
                """
                id: quick
                extends: grbl
                name: A quick mill
                sources: {wire: "for a test"}
                wire: {statusIntervalMs: 100}
                """);
    }

    private static Profile fixed() {
        return quick().with(new ToolSetter(ToolSetter.Kind.FIXED, -290, -10, -5, 35, 300, Optional.empty()));
    }

    private static void tool(double longerMm) throws IOException {
        Files.writeString(folder.resolve("tool"), longerMm + " 0\n");
    }

    private void meet(Profile profile) {
        session = MachineSession.open(
                new MachineSetup("grbl", "grbl", profile, folder.resolve("grbl").toString()),
                Ports.serial(),
                KnownMachines.forNow(),
                folder.resolve("memory"));
        await().atMost(Duration.ofMinutes(1)).until(() -> session.snapshot().state() == State.IDLE);
        hand = session.hand().orElseThrow();
    }

    private void home() {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            Files.writeString(folder.resolve("grbl"), "$22=1\n", StandardOpenOption.WRITE);
            return done(hand.home(Set.of())).problem().isEmpty();
        });
    }

    private static Hand.Done done(CompletionStage<Hand.Done> asked) {
        return asked.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void well(CompletionStage<Hand.Done> asked) {
        assertThat(done(asked).problem()).isEmpty();
    }

    /** The first tool's end at machine Z -40 is on the surface. */
    private void zero() {
        well(hand.step(new Hand.Step(Map.of("X", -50.0, "Y", -50.0, "Z", -20.0), 3000, false)));
        well(hand.send(Source.CONSOLE, List.of("G49"), false));
        well(hand.zero(1, Map.of("X", 0.0, "Y", 0.0, "Z", 20.0)));
    }

    private Heard run(String... lines) throws IOException {
        var heard = new Heard();
        session.run(new RunRequest("job", Files.write(folder.resolve("job.nc"), List.of(lines)), 0), heard);
        return heard;
    }

    private Question asked(Question.Kind kind) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> session.question().orElse(null), now -> now != null && now.kind() == kind);
    }

    private void stands(double x, double y, double z) {
        mill.awaits(now -> now.path("state").asText().equals("idle")
                && Math.abs(now.at("/position/X").asDouble() - x) < 0.01
                && Math.abs(now.at("/position/Y").asDouble() - y) < 0.01
                && Math.abs(now.at("/position/Z").asDouble() - z) < 0.01);
    }

    @Test
    void eachToolIsMeasuredAndCutsAtTheSameHeightWhateverTheFileHadSet() throws IOException {
        meet(fixed());
        home();
        zero();
        var heard = run(
                "G20",
                "G91",
                "G1 X0.4 F80",
                // Files begin so; what was measured is not lost by it.
                "T2 M6",
                "G49",
                "X0.4",
                "G21 G90",
                "G0 Z1",
                "T3 M6",
                "G0 Z2",
                "M30");
        asked(Question.Kind.TOOL_SETTER);
        // The first one was measured before it was taken out.
        assertThat(session.question().orElseThrow().what()).isEqualTo("T2");
        tool(3.2);
        session.resume();
        asked(Question.Kind.TOOL_SETTER);
        await().until(() -> session.question().orElseThrow().what().equals("T3"));
        tool(-1.5);
        session.resume();
        assertThat(heard.awaitOver().outcome()).as(heard.awaitOver().detail()).isEqualTo(Outcome.FINISHED);
        // Twice 0.4 inch along; and its end, 1.5 mm higher up than the first one's, is 2 mm above the board.
        stands(-50 + 20.32, -50, -40 + 2 - 1.5);
        await().untilAsserted(() -> assertThat(hand.state().work().get("Z")).isCloseTo(2, within(0.002)));
        // The machine is reset and forgets; the agent does not, and asks before anything moves.
        session.emergencyStop();
        await().atMost(Duration.ofMinutes(1)).until(() -> session.snapshot().state() == State.IDLE);
        session.close();
        meet(fixed());
        var next = run("G21 G90", "G0 Z3", "M30");
        assertThat(asked(Question.Kind.LENGTH).what()).isEqualTo("T3 -1.500 mm");
        session.answer(0);
        assertThat(next.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
        stands(-50 + 20.32, -50, -40 + 3 - 1.5);
    }

    @Test
    void aToolThatCannotBeMeasuredIsAskedAboutAndTheMachineGoesUpAgain() throws IOException {
        meet(fixed());
        home();
        zero();
        var heard = run("G21 G90", "G1 X10 F2000", "G1 Z-1", "G0 Z5", "T2 M6", "G1 X20", "M30");
        asked(Question.Kind.TOOL_SETTER);
        // No tool in: nothing within reach of the setter's 35 mm.
        tool(-20);
        session.resume();
        assertThat(asked(Question.Kind.UNMEASURED).what()).isEqualTo("no-contact");
        stands(-290, -10, -5);
        // So long that it touches before anything was done.
        tool(26);
        mill.awaits(now -> now.path("probe").asBoolean());
        session.answer(0);
        await().until(() -> session.question()
                .filter(q -> q.what().equals("already-touching"))
                .isPresent());
        // So short that the machine ends before the file's depth, then one that fits.
        tool(-8);
        session.answer(0);
        await().until(() ->
                session.question().filter(q -> q.what().equals("too-short")).isPresent());
        tool(1);
        session.answer(0);
        assertThat(heard.awaitOver().outcome()).as(heard.awaitOver().detail()).isEqualTo(Outcome.FINISHED);
        stands(-30, -50, -40 + 5 + 1);
        assertThat(session.snapshot().state()).isEqualTo(State.IDLE);
    }

    @Test
    void aTouchPlateSaysWhereTheSurfaceIs() throws IOException {
        meet(quick().with(new ToolSetter(ToolSetter.Kind.PLATE, 0, 0, -5, 40, 300, Optional.of(1.6))));
        home();
        zero();
        var heard = run("G21 G90", "G1 X10 F2000", "T2 M6", "G0 Z4", "M30");
        asked(Question.Kind.TOOL_PLATE);
        // 1.6 mm of plate on the board under a tool that is 2 mm longer.
        tool(2 + 1.6);
        session.resume();
        asked(Question.Kind.PLATE_ON);
        stands(-50, -50, -5);
        session.resume();
        asked(Question.Kind.PLATE_OFF);
        tool(2);
        session.resume();
        assertThat(heard.awaitOver().outcome()).as(heard.awaitOver().detail()).isEqualTo(Outcome.FINISHED);
        stands(-40, -50, -40 + 4 + 2);
    }
}
