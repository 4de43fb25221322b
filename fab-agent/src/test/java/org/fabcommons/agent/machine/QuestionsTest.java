// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fabcommons.agent.machine.MachineRoom.patiently;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.preflight.Policy;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job in the middle asks a person, and how it goes on. */
@Execution(ExecutionMode.CONCURRENT)
class QuestionsTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"grbl", "tinyg", "g2core"})
    void aToolChangeOfACutStopsAsksForTheToolAndGoesOn(String family) throws IOException {
        var mill = machine(family);
        var session = ready(family);
        var heard = run(
                session,
                "G21",
                "G90",
                "M3 S800",
                "G1 X20 F2000",
                "(V-bit, 60 degrees)",
                "T3 M6",
                "M3 S900",
                "G1 X30 F2000",
                "M5");
        heard.awaitEvent("paused");
        patiently().until(() -> session.question().flatMap(Question::note).isPresent());
        var asked = session.question().orElseThrow();
        assertThat(asked.kind()).isEqualTo(Question.Kind.TOOL);
        assertThat(asked.what()).isEqualTo("T3");
        assertThat(asked.note()).contains("V-bit, 60 degrees");
        patiently().until(() -> session.snapshot().detail().orElse("").startsWith("Put in tool T3"));
        // At rest where the file has come to, with the spindle off.
        mill.awaits(now ->
                !now.path("working").asBoolean(true) && now.path("spindle").asDouble(-1) == 0);
        session.resume();
        var over = heard.awaitOver();
        assertThat(over.outcome()).as(over.detail()).isEqualTo(Outcome.FINISHED);
        assertThat(over.result().acknowledged()).isEqualTo(8);
        assertThat(session.question()).isEmpty();
        mill.stop();
        var executed = Files.readAllLines(folder.resolve(family + ".executed"));
        assertThat(executed).noneMatch(line -> line.contains("M6"));
        assertThat(executed.stream().filter(line -> line.contains("X")).toList())
                .hasSize(2);
    }

    @Test
    void aMillThatKnowsItsPlaceMakesRoomForTheHandAndComesBackToTheVeryPlace() throws IOException {
        var mill = machine("grbl", "--keeps-running");
        var session = ready("grbl");
        var hand = session.hand().orElseThrow();
        patiently().until(() -> {
            // As the machine's owner does once, past this program, which would not: homing is switched on.
            Files.writeString(folder.resolve("grbl"), "$22=1\n", StandardOpenOption.WRITE);
            var home = hand.home(Set.of()).toCompletableFuture();
            return home.orTimeout(60, TimeUnit.SECONDS).join().problem().isEmpty();
        });
        var before = hand.state().machine();
        // Relative, in inches, and no code for the motion after the change: all of that must still hold.
        var heard = run(session, "G20", "G91", "M3 S800", "G1 X-1 Y-1 Z-0.4 F80", "T2 M6", "M3 S900", "X-1", "M5");
        heard.awaitEvent("paused");
        mill.awaits(now -> now.path("state").asText().equals("idle")
                && Math.abs(now.at("/position/Z").asDouble() + 2) < 0.01
                && Math.abs(now.at("/position/X").asDouble() + 2) < 0.01);
        session.resume();
        var over = heard.awaitOver();
        assertThat(over.outcome()).as(over.detail()).isEqualTo(Outcome.FINISHED);
        mill.awaits(now -> Math.abs(now.at("/position/X").asDouble() - (before.get("X") - 50.8)) < 0.01
                && Math.abs(now.at("/position/Y").asDouble() - (before.get("Y") - 25.4)) < 0.01
                && Math.abs(now.at("/position/Z").asDouble() - (before.get("Z") - 10.16)) < 0.01);
        mill.stop();
    }

    @Test
    void aFilamentChangeWaitsWithTheFirmwaresOwnButtons() throws IOException {
        var printer = machine("marlin");
        var session = ready("marlin");
        var heard = run(session, "G28", "G1 X10 F3000", "M600 ; blue PETG", "G1 X20 F3000");
        heard.awaitEvent("paused");
        patiently().until(() -> session.question()
                .filter(asked -> asked.choices().size() == 2)
                .isPresent());
        var asked = session.question().orElseThrow();
        assertThat(asked.kind()).isEqualTo(Question.Kind.PROMPT);
        assertThat(asked.what()).isEqualTo("Paused");
        assertThat(asked.choices()).containsExactly("PurgeMore", "Continue");
        // What nobody offered is no answer.
        session.answer(7);
        // Once more, as often as somebody wants; the firmware asks again.
        session.answer(0);
        patiently().until(() -> session.question()
                .filter(now -> now.choices().size() == 2)
                .isPresent());
        session.answer(1);
        var over = heard.awaitOver();
        assertThat(over.outcome()).as(over.detail()).isEqualTo(Outcome.FINISHED);
        assertThat(session.question()).isEmpty();
        printer.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reprapfirmware", "smoothie"})
    void whereTheFirmwareChangesNoFilamentTheAgentDoesAndComesBackToTheVeryPlace(String family) throws IOException {
        var printer = machine(family);
        // A nozzle that is left goes off at once here.
        var session = ready(
                family,
                Profiles.read(
                        "own.yaml",
                        """
                        id: own
                        extends: %s
                        name: Mine
                        sources: {filamentChange: "for a test"}
                        filamentChange: {parkX: 3, parkY: 4, nozzleOffS: 1, loadMm: 5, purgeMm: 20}
                        """
                                .formatted(family)));
        var heard = run(
                session,
                "G28",
                "M109 S200",
                "M82",
                "G92 E0",
                "G1 X50 Y60 Z2 F3000",
                "G1 X60 E1.5 F1800",
                "M600 ; blue",
                "G1 X70 E3",
                "M104 S0");
        asked(session, Question.Kind.FILAMENT);
        patiently().until(() -> session.question().flatMap(Question::note).equals(Optional.of("blue")));
        printer.awaits(now -> now.at("/temperatures/T0/target").asDouble() == 0
                && now.at("/position/X").asDouble() == 3
                && now.at("/position/Z").asDouble() == 12);
        session.resume();
        asked(session, Question.Kind.PURGE);
        session.answer(1);
        patiently()
                .until(() -> Files.readAllLines(folder.resolve(family + ".executed")).stream()
                                .filter(line -> line.matches("G1 ?E20 ?F180"))
                                .count()
                        == 2);
        asked(session, Question.Kind.PURGE);
        session.answer(0);
        var over = heard.awaitOver();
        assertThat(over.outcome()).as(over.detail()).isEqualTo(Outcome.FINISHED);
        // Cancelled while it heats again: nothing more is pushed, and it is off.
        var next = run(session, "G28", "M109 S200", "G1 X50 Y60 Z2 F3000", "M600", "G1 X70");
        asked(session, Question.Kind.FILAMENT);
        printer.awaits(now -> now.at("/temperatures/T0/target").asDouble() == 0);
        printer.awaits(now -> now.at("/temperatures/T0/actual").asDouble() < 150);
        session.resume();
        printer.awaits(now -> now.at("/temperatures/T0/target").asDouble() == 200);
        session.cancel();
        assertThat(next.awaitOver().outcome()).isEqualTo(Outcome.CANCELLED);
        // Whoever takes it up changes the filament then.
        assertThat(next.lastLine()).isEqualTo(3);
        printer.awaits(now -> now.at("/temperatures/T0/target").asDouble() == 0);
        printer.stop();
        var executed = Files.readAllLines(folder.resolve(family + ".executed"));
        assertThat(executed).noneMatch(line -> line.startsWith("M600"));
        var whole = String.join("\n", executed).replace(" ", "");
        // Drawn back and up, away, hot, loaded, purged twice, and back: across before down, and the extruder's count as
        // it was.
        assertThat(whole)
                .containsSubsequence(
                        "G1E-2F180",
                        "G1Z12F600",
                        "G1X3Y4",
                        "M104S0",
                        "M104S200",
                        "G1E5F180",
                        "G1E20F180",
                        "G1E20F180",
                        "G1E-2F180",
                        "G1X60Y60",
                        "G1Z2F600",
                        "G1E2F180",
                        "G1F1800",
                        "M82",
                        "G92E1.5",
                        "G1X70E3");
        assertThat(whole.substring(whole.lastIndexOf("G1X3Y4"))).doesNotContain("G1E20");
    }

    private static Question asked(MachineSession session, Question.Kind kind) {
        return patiently().until(() -> session.question().orElse(null), now -> now != null && now.kind() == kind);
    }

    @Test
    void aMacroOfKlippersOwnerPausesTheFileAndItsButtonsAreShown() throws IOException {
        var printer = machine("klipper");
        var session = ready("klipper");
        var heard = run(
                session,
                "print_start BED=60 EXTRUDER=210 ; as slicers call it",
                "G28",
                "G1 X10 F3000",
                "M600",
                "G1 X20 F3000",
                "G1 X30 F3000");
        heard.awaitEvent("paused");
        patiently().until(() -> session.question()
                .filter(asked -> asked.choices().size() == 2)
                .isPresent());
        var asked = session.question().orElseThrow();
        assertThat(asked.what()).isEqualTo("Change the filament: The head is parked.");
        assertThat(asked.choices()).containsExactly("Purge 20 mm (PURGE)", "RESUME");
        // A macro that no profile knows is not sent, and the page says why.
        session.answer(0);
        patiently().until(() -> session.question().flatMap(Question::note).isPresent());
        assertThat(session.question().flatMap(Question::note).orElseThrow()).contains("PURGE");
        session.answer(1);
        var over = heard.awaitOver();
        assertThat(over.outcome()).as(over.detail()).isEqualTo(Outcome.FINISHED);
        printer.stop();
        var executed = Files.readAllLines(folder.resolve("klipper.executed"));
        assertThat(executed).doesNotContain("PURGE").contains("PRINT_START BED=60 EXTRUDER=210");
        assertThat(executed.stream().filter(line -> line.matches("M600|RESUME|G1.*X[23].*")))
                .as("nothing is carried out where the head is parked")
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("M600"),
                        line -> assertThat(line).isEqualTo("RESUME"),
                        line -> assertThat(line).contains("X20"),
                        line -> assertThat(line).contains("X30"));
    }

    @Test
    void aButtonOfKlippersOwnerNeedsItsOwnWordWhateverWasAllowedInTheConsoleBefore() throws IOException {
        var printer = machine("klipper");
        var own = Profiles.read(
                "own.yaml",
                """
                id: own
                extends: klipper
                name: Mine
                sources: {commands: "for a test"}
                commands: {named: [PURGE, PRINT_START, START_PRINT]}
                """);
        var asks = new Policy(
                Map.of("PURGE", Policy.Rule.ASK),
                new Policy.Ceilings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of());
        var port = folder.resolve("klipper").toString();
        var session = MachineRoom.idle(room.closed(
                MachineSession.open(new MachineSetup("klipper", "Mine", own, port, 115200, 0, asks), Ports.serial())));
        var typed = session.hand()
                .orElseThrow()
                .send(Source.CONSOLE, List.of("PURGE"), false, Set.of("PURGE"))
                .toCompletableFuture();
        assertThat(typed.orTimeout(60, TimeUnit.SECONDS).join().problem()).isEmpty();
        var heard = run(session, "G28", "M600", "G1 X20 F3000");
        heard.awaitEvent("paused");
        patiently().until(() -> session.question()
                .filter(asked -> asked.choices().size() == 2)
                .isPresent());
        session.answer(0);
        patiently().until(() -> session.question().flatMap(Question::note).isPresent());
        assertThat(session.question().flatMap(Question::note).orElseThrow()).contains("needs somebody's word");
        session.answer(1);
        assertThat(heard.awaitOver().outcome()).as(heard.awaitOver().detail()).isEqualTo(Outcome.FINISHED);
        printer.stop();
        assertThat(Files.readAllLines(folder.resolve("klipper.executed"))).containsOnlyOnce("PURGE");
    }

    @Test
    void aMessageBoxOfRepRapFirmwareIsShownWithItsButtonsAndAnsweredByThem() throws IOException {
        var printer = machine("reprapfirmware");
        var session = ready("reprapfirmware");
        var heard = run(
                session,
                "G28",
                "G1 X10 F3000",
                "M291 P\"Just so that you know.\" S1",
                "M291 P\"Is the magnet \"\"N\"\" in?\" R\"Stop\" S3",
                "G1 X20 F3000",
                "M291 P\"Which way on?\" K{\"slowly\",\"at once\"} S4",
                "G1 X30 F3000",
                "M291 P\"Last one\" S2",
                "G1 X40 F3000");
        var asked = asked(session, "Stop: Is the magnet \"N\" in?");
        assertThat(asked.choices()).containsExactly("OK", "Cancel");
        assertThat(session.snapshot().state()).isEqualTo(State.PAUSED);
        session.answer(0);
        assertThat(asked(session, "Which way on?").choices()).containsExactly("slowly", "at once");
        session.answer(1);
        // To go on is the first answer.
        asked(session, "Last one");
        session.resume();
        assertThat(heard.awaitOver().outcome()).as(heard.awaitOver().detail()).isEqualTo(Outcome.FINISHED);
        assertThat(session.question()).isEmpty();

        var next = run(session, "G28", "M291 P\"Go on?\" S3", "G1 X50 F3000");
        asked(session, "Go on?");
        session.answer(1);
        assertThat(next.awaitOver().outcome()).isEqualTo(Outcome.CANCELLED);
        patiently().until(() -> session.snapshot().state() == State.IDLE);
        printer.stop();
        assertThat(Files.readAllLines(folder.resolve("reprapfirmware.executed")).stream()
                        .filter(line -> line.matches("M292.*|G1.*X[2-5].*")))
                .extracting(line -> line.replaceAll(" F.*", "").replaceAll("^G1 ?", ""))
                .containsExactly("M292 P0", "X20", "M292 P0 R1", "X30", "M292 P0", "X40", "M292 P1");
    }

    private static Question asked(MachineSession session, String what) {
        return patiently()
                .until(
                        () -> session.question().orElse(null),
                        now -> now != null && now.what().equals(what));
    }

    @Test
    void aFileCannotMakeTheMachineOrderTheHostAbout() throws IOException {
        machine("marlin");
        var session = ready("marlin");
        var heard = run(
                session,
                "G28",
                "M118 A1 action:shutdown",
                "M118 A1 action:start",
                "M118 A1 action:prompt_begin <b>Reset</b>",
                "M118 A1 action:prompt_button Reset|M112",
                "M118 A1 action:prompt_show",
                "M118 A1 action:pause",
                "M118 A1 action:resume",
                "G1 X20 F3000");
        // It may pause and ask; whoever is there goes on.
        heard.awaitEvent("paused");
        assertThat(session.question().orElseThrow().choices()).containsExactly("Reset|M112");
        session.answer(0);
        patiently().until(() -> session.question().isEmpty());
        session.resume();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
        patiently().until(() -> session.snapshot().state() == State.IDLE);
        assertThat(heard.events()).containsExactly("started", "paused", "resumed", "FINISHED");
    }

    @Test
    void aPauseInAFileSaysWhatItIsFor() throws IOException {
        machine("marlin");
        var session = ready("marlin");
        var heard = run(session, "G28", "G1 X10 F3000", "; put the magnets in", "M0 Magnets?", "G1 X20 F3000");
        heard.awaitEvent("paused");
        patiently().until(() -> session.question().flatMap(Question::note).equals(Optional.of("put the magnets in")));
        assertThat(session.question().orElseThrow().kind()).isEqualTo(Question.Kind.WAIT);
        assertThat(session.question().orElseThrow().what()).isEqualTo("Magnets?");
        session.resume();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reprapfirmware", "smoothie", "klipper", "repetier"})
    void whereTheFirmwareWaitsForNobodyTheAgentDoes(String family) throws IOException {
        var printer = machine(family);
        var session = ready(family);
        var file = new String[] {
            "G28",
            "M104 S180",
            "G1 X10 F3000",
            "; put the magnets in",
            "M0 Magnets",
            "G1 X20",
            "M1",
            "G1 X30",
            "M601",
            "G1 X40",
            "M25 ; pause print",
            "G1 X50"
        };
        var heard = run(session, file);
        asked(session, Question.Kind.WAIT);
        assertThat(session.question().orElseThrow().what()).isEqualTo("Magnets");
        patiently().until(() -> session.question().flatMap(Question::note).equals(Optional.of("put the magnets in")));
        // At rest where the file has come to, and warm still.
        printer.awaits(now -> now.at("/position/X").asDouble() == 10
                && now.at("/temperatures/T0/target").asDouble() == 180);
        for (int x = 20; x <= 50; x += 10) {
            double to = x;
            session.resume();
            printer.awaits(now -> now.at("/position/X").asDouble() == to);
            if (x < 50) asked(session, Question.Kind.WAIT);
        }
        var over = heard.awaitOver();
        assertThat(over.outcome()).as(over.detail()).isEqualTo(Outcome.FINISHED);
        assertThat(over.result().acknowledged()).isEqualTo(file.length - 1);
        // Cancelled while it waits: whoever takes it up is asked first.
        var next = run(session, file);
        asked(session, Question.Kind.WAIT);
        session.cancel();
        assertThat(next.awaitOver().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(next.lastLine()).isEqualTo(3);
        patiently().until(() -> session.snapshot().state() == State.IDLE);
        printer.stop();
        assertThat(Files.readAllLines(folder.resolve(family + ".executed")))
                .noneMatch(line -> line.matches("M(?:0|1|601)\\b.*"));
    }

    @Test
    void anOptionalStopThatGrblDoesNotKnowIsMadeByTheAgentWhereTheFileHasComeTo() throws IOException {
        var mill = machine("grbl");
        var session = ready("grbl");
        var heard = run(session, "G21", "G90", "G1 X20 F500", "M1 (turn it over)", "G1 X30");
        asked(session, Question.Kind.WAIT);
        mill.awaits(now -> now.at("/position/X").asDouble() == 20);
        session.resume();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
        mill.awaits(now -> now.at("/position/X").asDouble() == 30);
    }

    private SimulatedMachine machine(String profile, String... more) {
        return room.machine(
                profile,
                Stream.concat(Stream.of("--speed", "50"), Stream.of(more)).toArray(String[]::new));
    }

    private MachineSession ready(String profile) {
        return room.ready(profile);
    }

    private MachineSession ready(String profile, Profile known) {
        var setup = new MachineSetup(
                profile, profile, known, folder.resolve(profile).toString());
        return MachineRoom.idle(room.closed(MachineSession.open(setup, Ports.serial())));
    }

    private Heard run(MachineSession session, String... lines) throws IOException {
        var heard = new Heard();
        var file = Files.write(folder.resolve("asks.gcode"), List.of(lines));
        session.run(new RunRequest("job", file, 0), heard);
        return heard;
    }
}
