// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.agent.Mill;
import org.fabcommons.agent.Toolpaths;
import org.fabcommons.agent.guard.Guard;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A beam burns what it stands on; a mill's spindle may turn while it waits. */
class LaserTest {
    private static final int POWER = 500;
    /** Some reports, in which whatever is done in a hold has been done. */
    private static final Duration A_WHILE = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    private Mill iron;
    private MachineSession session;

    @AfterEach
    void end() throws Exception {
        if (session != null) session.close();
        iron.close();
    }

    private void switchOn(String family, int laserMode) {
        iron = Mill.start(folder, family);
        // Before that it hears nothing.
        iron.does(family.equals("tinyg") ? "ready" : "idle");
        if (!family.equals("tinyg")) iron.typed("$32=" + laserMode);
    }

    private void open(String keys) {
        var profile = Profiles.read(
                "one.yaml",
                """
                id: one
                extends: %s
                name: One of them
                sources: {laser: for a test, wire: for a test, status: for a test, serial: for a test, realtime: for a test}
                wire: {statusIntervalMs: 100}
                status: {maxHz: 10}
                serial: {quietMs: 200}
                %s
                """
                        .formatted(iron.port().getFileName(), keys));
        session = MachineSession.open(
                new MachineSetup("one", "one", profile, iron.port().toString()), Ports.serial());
        Mill.awaitIdle(session);
    }

    /** That its laser mode is off, if it is. */
    private void says(int laserMode) {
        MachineRoom.patiently().until(() -> session.told()
                .map(Told::code)
                .equals(laserMode == 0 ? Optional.of("laser-mode-off") : Optional.empty()));
    }

    private void sets(int laserMode) {
        var line = List.of("$32=" + laserMode);
        Mill.well(session.hand().orElseThrow().send(Source.CONSOLE, line, false, Set.of(Guard.SETTINGS)));
        says(laserMode);
    }

    private Heard begin(String keys) {
        open(keys);
        return begins();
    }

    private Heard begins() {
        var heard = MachineRoom.run(session, burning());
        iron.machine().awaits(now -> iron.machine().spindle() == POWER);
        return heard;
    }

    /** Half a minute of it: its lines are still on their way when it is held. */
    private Path burning() {
        var lines = new ArrayList<>(List.of("G21", "G90", "M3 S" + POWER));
        for (int i = 1; i <= 290; i++) lines.add("G1 X" + i + " F600");
        return Toolpaths.write(folder.resolve("burn.gcode"), lines);
    }

    private void staysAt(int power) {
        MachineRoom.patiently().until(() -> session.snapshot().state() == State.PAUSED);
        iron.does("hold");
        iron.machine().awaits(now -> iron.machine().spindle() == power);
        MachineRoom.patiently()
                .during(A_WHILE)
                .until(() ->
                        iron.machine().spindle() == power && session.snapshot().state() == State.PAUSED);
    }

    /** How often the machine has said that what stood shines again. */
    private long litAgain() {
        return session.hand().orElseThrow().console().after(0).stream()
                .filter(line -> line.text().contains("Restoring spindle"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aBeamIsDarkInAPauseWhoeverWantedItAndALaserModeThatIsOffIsSaid(int laserMode) {
        switchOn("sculpfun-s9", laserMode);
        open("");
        says(laserMode);
        sets(1 - laserMode);
        sets(laserMode);
        var heard = begins();
        session.pause();
        staysAt(0);
        assertThat(litAgain()).isZero();
        session.resume();
        iron.machine().awaits(now -> iron.machine().spindle() == POWER);
        heard.awaitLine(heard.lastLine() + 3);
        // And once more, at the machine.
        iron.button('!');
        staysAt(0);
        iron.button('~');
        iron.machine().awaits(now -> iron.machine().spindle() == POWER);
        heard.awaitLine(heard.lastLine() + 3);
        assertThat(litAgain()).isEqualTo(2);
    }

    @Test
    void aMillsSpindleGoesOnTurningInAPause() {
        switchOn("grbl", 0);
        begin("");
        session.pause();
        staysAt(POWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grbl09", "tinyg"})
    void aBeamOfWhichNothingIsSaidGoesOutBehindWhatTheMachineHoldsAndIsLitAgainAsTheFileHadIt(String family) {
        switchOn(family, 0);
        open("laser: true");
        var lines = new ArrayList<>(List.of("G21 G90", "M3 S" + POWER, "G1 X1 F1200"));
        for (int i = 2; i <= 80; i++) lines.add("G1 X" + i);
        var heard = MachineRoom.run(session, Toolpaths.write(folder.resolve("burn.gcode"), lines));
        iron.machine().awaits(now -> iron.machine().spindle() == POWER);
        heard.awaitLine(5);
        session.pause();
        MachineRoom.patiently().until(() -> session.told().map(Told::code).equals(Optional.of(Told.PAUSING)));
        MachineRoom.patiently().until(() -> session.snapshot().state() == State.PAUSED);
        // Between two lines, at the end of the one that it was told last; two lines stand before all these.
        double last = heard.lastLine() - 4.0;
        iron.machine()
                .awaits(now -> now.at("/position/X").asDouble() == last
                        && iron.machine().spindle() == 0);
        MachineRoom.patiently().during(A_WHILE).until(() -> iron.machine().spindle() == 0);
        assertThat(heard.lastLine()).isEqualTo(Math.round(last) + 4).isLessThan(80);
        session.resume();
        iron.machine().awaits(now -> iron.machine().spindle() == POWER);
        assertThat(heard.awaitOver().outcome()).as(heard.awaitOver().detail()).isEqualTo(Outcome.FINISHED);
        iron.machine().awaits(now -> iron.machine().spindle() == 0);
        assertThat(heard.events()).containsExactly("started", "paused", "resumed", "FINISHED");
        assertThat(iron.machine().status().at("/position/X").asDouble()).isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource({
        "grbl, 'realtime: {spindleStop: \"0x9b\"}', stayed on",
        "grbl09, '', does not say",
        "tinyg, '', does not say"
    })
    void aBeamThatCannotBePutOutWhereItIsHeldStopsTheJobWithItsReason(String family, String keys, String why) {
        switchOn(family, 0);
        var heard = begin("laser: true\n" + keys);
        // Not by a person's pause, for which there is another way.
        iron.button('!');
        var over = heard.awaitOver();
        assertThat(over.reason()).isEqualTo("beam-not-dark");
        assertThat(over.detail()).contains(why);
        assertThat(over.result().safe()).isTrue();
        iron.machine().awaits(now -> iron.machine().spindle() == 0);
    }
}
