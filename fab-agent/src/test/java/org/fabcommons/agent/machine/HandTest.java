// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.guard.Guard;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandTest {
    @TempDir
    Path folder;

    private SimulatedMachine iron;
    private MachineSession session;
    private Hand hand;

    private void open(String profile, String... options) {
        iron = SimulatedMachine.start(folder, profile, options);
        session = MachineSession.open(
                new MachineSetup(
                        "bench",
                        "bench",
                        Profiles.standard().require(profile),
                        iron.port().toString()),
                Ports.serial());
        await().atMost(Duration.ofMinutes(1)).until(() -> session.snapshot().state() == Telemetry.State.IDLE);
        hand = session.hand().orElseThrow();
    }

    @AfterEach
    void close() {
        if (session != null) session.close();
        if (iron != null) iron.close();
    }

    private static Hand.Done done(CompletionStage<Hand.Done> asked) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> asked.toCompletableFuture().getNow(null), done -> done != null);
    }

    private void well(CompletionStage<Hand.Done> asked) {
        assertThat(done(asked).problem()).isEmpty();
    }

    private static void refused(CompletionStage<Hand.Done> asked, String code) {
        assertThat(done(asked).problem().orElseThrow().code()).isEqualTo(code);
    }

    private double at(String axis) {
        return iron.status().at("/position/" + axis).asDouble();
    }

    @ParameterizedTest
    @ValueSource(strings = {"marlin", "grbl", "tinyg"})
    void aStepEndsWhereItWasToEndAndAHeldJogEndsWithItsLease(String profile) {
        open(profile);
        refused(hand.step(new Hand.Step(Map.of("X", 5.0), 1500, false)), "position-unknown");
        refused(hand.step(new Hand.Step(Map.of("X", 50.0), 1500, true)), "position-unknown");
        // Down from where grbl calls itself at home; up and to the right with the others.
        int sign = profile.equals("grbl") ? -1 : 1;
        well(hand.step(new Hand.Step(Map.of("X", sign * 5.0), 1500, true)));
        iron.awaits(status -> Math.abs(at("X") - sign * 5.0) < 0.01);
        if (profile.equals("grbl")) well(hand.send(Source.CONSOLE, List.of("$X"), false));
        else {
            well(hand.home(Set.of()));
            well(hand.step(new Hand.Step(Map.of("X", 50.0, "Y", 20.0), 3000, false)));
            iron.awaits(status -> Math.abs(at("X") - 50) < 0.01 && Math.abs(at("Y") - 20) < 0.01);
            refused(hand.step(new Hand.Step(Map.of("X", 500.0), 3000, false)), "beyond-envelope");
        }
        double before = at("Y");
        // Once, and never again: as when the page is gone.
        hand.hold("Y", sign > 0, 1200, true);
        await().atMost(Duration.ofMinutes(1)).until(() -> Math.abs(at("Y") - before) > 1);
        await().atMost(Duration.ofMinutes(1)).until(() -> hand.state().doing().isEmpty());
        iron.awaits(status -> status.path("state").asText().matches("idle|stop|ready"));
        // The lease, what may be in flight, and a slow computer: less than two seconds of 20 mm/s in any case.
        assertThat(Math.abs(at("Y") - before)).isBetween(1.0, 40.0);
    }

    @Test
    void overridesAreShownAsTheFirmwareReportsThemAlsoWhileItMoves() {
        open("grbl");
        well(hand.override("feed", 130));
        well(hand.override("spindle", 80));
        well(hand.override("rapid", 50));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> hand.state().overrides().equals(Map.of("feed", 130, "rapid", 50, "spindle", 80)));
        well(hand.override("feed", 100));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> hand.state().overrides().get("feed") == 100);
        refused(hand.override("feed", 500), "range");
        refused(hand.override("flow", 100), "not-offered");
    }

    @Test
    void fluidNcWhoseCoordinatesGoUpFromItsSwitchesIsJudgedByThem() throws IOException {
        var up = folder.resolve("up.yaml");
        Files.writeString(
                up,
                """
                id: up
                extends: fluidnc
                name: It homes at the front left
                sources: {control: "for a test"}
                control: {space: envelope}
                """);
        iron = SimulatedMachine.start(folder, "fluidnc", "--profile", up.toString(), "--keeps-running");
        var setup = new MachineSetup(
                "bench",
                "bench",
                Profiles.standard().require("fluidnc"),
                iron.port().toString());
        session = MachineSession.open(setup, Ports.serial());
        await().atMost(Duration.ofMinutes(1)).until(() -> session.snapshot().state() == Telemetry.State.IDLE);
        hand = session.hand().orElseThrow();
        well(hand.send(Source.CONSOLE, List.of("$22=1"), false, Set.of(Guard.SETTINGS)));
        well(hand.home(Set.of()));
        await().atMost(Duration.ofMinutes(1)).until(() -> Map.of("X", 0.0, "Y", 0.0, "Z", 0.0)
                .equals(hand.state().low()));
        well(hand.send(Source.CONSOLE, List.of("G53 G0 X20"), false));
        refused(hand.send(Source.CONSOLE, List.of("G53 G0 X-20"), false), "guard-refused");
    }

    @Test
    void marlinSaysItsOverridesWhenItIsAsked() {
        open("marlin");
        well(hand.override("feed", 80));
        well(hand.override("flow", 95));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> hand.state().overrides().equals(Map.of("feed", 80, "flow", 95)));
    }

    @Test
    void aTypedMoveCountsAsTheMachineDoesByThenAndWhatALineWaitsForIsAnswered() {
        open("marlin", "--speed", "20");
        well(hand.home(Set.of()));
        well(hand.send(Source.CONSOLE, List.of("G91"), false));
        well(hand.send(Source.CONSOLE, List.of("G1 X150 F9000"), false));
        await().atMost(Duration.ofMinutes(1)).until(() -> hand.state().work().get("X") == 150);
        refused(hand.send(Source.CONSOLE, List.of("G1 X150"), false), "beyond-envelope");
        well(hand.send(Source.CONSOLE, List.of("G90"), false));
        well(hand.send(Source.CONSOLE, List.of("G1 X151"), false));

        var waits = hand.send(Source.CONSOLE, List.of("M0 Put the magnets in"), false);
        await().atMost(Duration.ofMinutes(1)).until(() -> session.question().isPresent());
        assertThat(session.question().get().what()).isEqualTo("Put the magnets in");
        session.answer(session.asked() + 1, 0);
        session.answer(session.asked(), 0);
        well(waits);
        await().atMost(Duration.ofMinutes(1)).until(() -> session.question().isEmpty());
    }

    @Test
    void onSmoothiewareHomingDoesNotMakeAPlaceKnownThatG92HasShifted() {
        open("smoothie", "--speed", "20");
        well(hand.home(Set.of()));
        well(hand.send(Source.CONSOLE, List.of("G1 X10 F3000"), false));
        well(hand.send(Source.CONSOLE, List.of("G92 X100"), false));
        well(hand.home(Set.of()));
        refused(hand.send(Source.CONSOLE, List.of("G1 X20 F3000"), false), "position-unknown");
        well(hand.send(Source.CONSOLE, List.of("G92"), false));
        well(hand.home(Set.of()));
        well(hand.send(Source.CONSOLE, List.of("G1 X20 F3000"), false));
    }

    @Test
    void whatIsTypedGoesThroughTheGuardAndStaysInside() {
        open("marlin");
        refused(hand.send(Source.CONSOLE, List.of("M500"), true), "policy-keeps");
        well(hand.send(Source.CONSOLE, List.of("M500"), true, Set.of(Guard.SETTINGS)));
        refused(hand.send(Source.CONSOLE, List.of("M211 S0"), true, Set.of(Guard.SETTINGS)), "guard-refused");
        // As people type and paste; a comment on the wire would spoil the line's checksum.
        well(hand.send(Source.CONSOLE, List.of("m105 ; how hot", "; nothing"), true));
        refused(hand.send(Source.CONSOLE, List.of("M104 S999"), true), "guard-refused");
        refused(hand.send(Source.CONSOLE, List.of("G1 X10 F3000"), false), "position-unknown");
        well(hand.home(Set.of()));
        refused(hand.send(Source.MACRO, List.of("G91", "G1 X30 F3000", "G1 X300"), false), "beyond-envelope");
        well(hand.send(Source.MACRO, List.of("G91", "G1 X30 F3000", "G90"), false));
        iron.awaits(status -> at("X") == 30);
        well(hand.send(Source.CONSOLE, List.of("M115"), false));
        assertThat(hand.console().after(0))
                .anyMatch(entry ->
                        entry.kind() == Console.Kind.SENT && entry.text().equals("M115"))
                .anyMatch(entry ->
                        entry.kind() == Console.Kind.HEARD && entry.text().contains("FIRMWARE_NAME"));
        refused(hand.send(Source.CONSOLE, List.of("?"), false), "guard-refused");
        well(hand.act("motorsOff", Map.of()));
        refused(hand.send(Source.CONSOLE, List.of("G1 X10 F3000"), false), "position-unknown");
    }

    @Test
    void aProbeSaysWhereItTouchedAndTheZeroIsSetThere() {
        open("grbl", "--workpiece", "-6,0.01,0,0");
        var touched = done(hand.probe(new Hand.Step(Map.of("Z", -10.0), 200, true)));
        assertThat(touched.problem()).isEmpty();
        assertThat(touched.touched().get("Z")).isCloseTo(-6, within(0.002));
        well(hand.zero(1, Map.of("Z", 1.5)));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Math.abs(hand.state().work().get("Z") - 1.5) < 0.002);
        well(hand.step(new Hand.Step(Map.of("Z", 3.0), 500, true)));
        // Nothing touched is told, and the machine can be used on.
        refused(hand.probe(new Hand.Step(Map.of("Z", -1.0), 200, true)), "no-contact");
        well(hand.step(new Hand.Step(Map.of("Z", 1.0), 500, true)));
    }
}
