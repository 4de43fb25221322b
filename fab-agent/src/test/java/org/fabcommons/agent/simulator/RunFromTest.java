// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fabcommons.agent.Executed;
import org.fabcommons.agent.runfrom.DryRun;
import org.fabcommons.agent.runfrom.NotPossible;
import org.fabcommons.agent.runfrom.Options;
import org.fabcommons.agent.runfrom.Prelude;
import org.fabcommons.agent.runfrom.RunFrom;
import org.fabcommons.gcode.Heights;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.HostLoss.TakeUp;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file taken up at a line: what the board carries out is the rest of the whole run, move for move. */
class RunFromTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "marlin, printed, 120, false",
        "marlin, printed, 341, false",
        "prusa, printed, 200, false",
        "repetier, printed, 200, false",
        "klipper, printed, 200, false",
        "reprapfirmware, printed, 200, false",
        "marlin, absolute, 150, false",
        "grbl, modal, 60, false",
        "grbl, modal, 61, false",
        "grbl, inches, 80, false",
        "fluidnc, modal, 75, false",
        "tinyg, modal, 90, false",
        "grbl, laser, 101, true",
        "grbl, laser, 102, true"
    })
    void theBoardCarriesOutTheRestOfTheFileMoveForMove(String id, String kind, long line, boolean laser)
            throws Exception {
        var profile = Profiles.standard().require(id);
        var file = write(kind);
        var usual = RunFrom.usual(RunFrom.held(file, profile, line), profile);
        assertThat(usual.laser()).isEqualTo(laser);
        var plan = RunFrom.plan(file, profile, line, usual);
        var derived = new String(plan.open().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(Preflight.check(new ByteArrayInputStream(derived.getBytes(StandardCharsets.US_ASCII)), profile)
                        .refusals())
                .isEmpty();
        // Every line that is left stands where it stood.
        assertThat(derived.lines().count()).isEqualTo(Files.readAllLines(file).size());

        var whole = run(profile, Files.readAllLines(file));
        var rest = run(profile, derived.lines().toList());
        int prelude = run(profile, plan.prelude().stream().map(Prelude::command).toList())
                .size();
        long before = Files.readAllLines(file).subList(0, (int) line - 1).stream()
                .filter(text -> !text.isBlank() && !text.startsWith(";"))
                .count();
        assertThat(rest.subList(prelude, rest.size()))
                .isNotEmpty()
                .isEqualTo(whole.subList((int) before, whole.size()));
    }

    @Test
    void aPrinterIsHotBeforeAnythingMovesAndGoesUpBeforeItGoesAcross() throws Exception {
        var plan = plan("marlin", write("absolute"), 150);
        assertThat(plan.prelude().stream().map(Prelude::why).distinct())
                .containsSubsequence(
                        Prelude.Why.HEAT_BED,
                        Prelude.Why.HEAT_NOZZLE,
                        Prelude.Why.HEIGHT_SET,
                        Prelude.Why.LIFT,
                        Prelude.Why.HOME,
                        Prelude.Why.TRAVEL,
                        Prelude.Why.PRIME,
                        Prelude.Why.LOWER,
                        Prelude.Why.FAN,
                        Prelude.Why.EXTRUDER,
                        Prelude.Why.FEED);
        assertThat(plan.prelude().stream().map(Prelude::command))
                .contains("M190 S60", "M109 S200", "M106 S128", "M204 P800", "M82");
    }

    @Test
    void aBeamIsDarkUntilTheFirstLineThatBurnsAndASpindleTurnsBeforeItGoesDown() throws Exception {
        var burn = plan("grbl", write("laser"), 101).prelude().stream()
                .map(Prelude::command)
                .toList();
        assertThat(burn.get(0)).isEqualTo("M5");
        assertThat(burn).contains("M4 S0").noneMatch(command -> command.matches(".*S[1-9].*"));
        var cut = plan("grbl", write("modal"), 60).prelude().stream()
                .map(Prelude::why)
                .toList();
        assertThat(cut)
                .containsSubsequence(
                        Prelude.Why.TOOL_OFF,
                        Prelude.Why.LIFT,
                        Prelude.Why.TRAVEL,
                        Prelude.Why.SPINDLE_ON,
                        Prelude.Why.SPIN_UP,
                        Prelude.Why.PLUNGE);
    }

    @Test
    void theToolOfThatLineIsAskedForAgainWherePeopleChangeTools() throws Exception {
        var file = write("modal");
        var lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(20, "T2 M6");
        lines.set(40, "T5");
        Files.write(file, lines);
        var commands =
                plan("grbl", file, 60).prelude().stream().map(Prelude::command).toList();
        assertThat(commands).containsSubsequence("M5", "M6 T2", "T5", "M3 S800");
        assertThat(plan("grbl", file, 20).prelude().stream().map(Prelude::command))
                .noneMatch(command -> command.contains("M6"));
    }

    /** A board that lost its host while a layer began had made the way up, which nobody had acknowledged. */
    @Test
    void whatWasSentLastMayHaveBeenMadeOrNotAndTheLowestHeightCounts() throws Exception {
        var printer = Profiles.standard().require("marlin");
        var file = folder.resolve("layers.gcode");
        Files.writeString(file, "G28\nG1 Z0.2 F600\n\nG1 X10 F3000\nG1 Z0.4\nG1 X20\n");
        assertThat(RunFrom.heights(file, printer, 4, 4)).isEqualTo(new Heights(0.2, 0.2));
        assertThat(RunFrom.heights(file, printer, 4, 6)).isEqualTo(new Heights(0.2, 0.4));
        assertThat(RunFrom.heights(file, printer, 4, 6).differ()).isTrue();
        assertThat(RunFrom.heights(file, printer, 3, 4)).isEqualTo(new Heights(0.2, 0.2));
    }

    @Test
    void aFileThatStoppedWhileItWasTakenUpStandsAtTheHeightItWasToldAndNotOnTheBed() throws Exception {
        var printer = Profiles.standard().require("marlin");
        var file = write("absolute");
        // Stopped at 1.2 mm, and taken up there.
        double place = RunFrom.held(file, printer, 345).at(2);
        assertThat(place).isGreaterThan(1);
        assertThat(RunFrom.heights(file, printer, 344, 344).lowest()).isEqualTo(place);
        var plan = RunFrom.plan(file, printer, 345, RunFrom.usual(RunFrom.held(file, printer, 345), printer));
        var taken = folder.resolve("taken.gcode");
        try (var in = plan.open()) {
            Files.copy(in, taken);
        }
        long told = 1L + plan.prelude().stream().map(Prelude::command).toList().indexOf("G92 Z" + place);
        assertThat(told).isPositive();
        // Not one of the lines of its prelude leaves it on the bed: where it heats, before and after it was told, on
        // its way.
        for (long line = 0; line <= plan.prelude().size() + 1; line++)
            assertThat(RunFrom.heights(taken, printer, line, line).lowest())
                    .as("after line %d", line)
                    .isEqualTo(place);
        var again = RunFrom.plan(
                taken,
                printer,
                345,
                RunFrom.usual(RunFrom.held(taken, printer, 345), printer)
                        .at(RunFrom.heights(taken, printer, told - 1, told - 1).lowest()));
        assertThat(again.prelude().stream().map(Prelude::command)).contains("G92 Z" + place);
    }

    @Test
    void whatCannotBeTakenUpIsRefusedInWords() throws IOException {
        var file = write("absolute");
        var printer = Profiles.standard().require("marlin");
        var usual = new Options(TakeUp.HOME_XY, 5, 3, false);
        assertThatThrownBy(() -> RunFrom.plan(file, printer, 99_999, usual))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("lines; choose one");
        assertThatThrownBy(() -> RunFrom.plan(file, printer, 5, usual)).hasMessageContaining("whole file");
        assertThatThrownBy(() -> RunFrom.plan(file, Profiles.standard().require("klipper"), 150, usual))
                .isInstanceOf(NotPossible.class);
        assertThatThrownBy(() -> new Options(TakeUp.KEPT, -1, 0, false)).hasMessageContaining("0 to 100 mm");
    }

    @Test
    void aDryRunMovesTheSameWayWithNothingOn() throws Exception {
        var printer = Profiles.standard().require("marlin");
        var file = write("absolute");
        var dry = new String(new DryRun(file, printer).readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(dry.lines().count()).isEqualTo(Files.readAllLines(file).size());
        assertThat(dry).doesNotContain("M104", "M109", "M140", "M190", "M106").doesNotContainPattern("G1 [^\n]*E");
        assertThat(dry).contains("G1 Z0.4 F600", "G28");
    }

    private RunFrom plan(String id, Path file, long line) throws Exception {
        var profile = Profiles.standard().require(id);
        return RunFrom.plan(file, profile, line, RunFrom.usual(RunFrom.held(file, profile, line), profile));
    }

    private List<String> run(Profile profile, List<String> lines) throws IOException {
        var wire = new VirtualWire(profile, folder, 3);
        wire.stream(lines.stream()
                .map(line -> line.replaceFirst(";.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList());
        assertThat(wire.broken()).isEmpty();
        return Executed.of(wire.executed());
    }

    private Path write(String kind) throws IOException {
        var lines = new ArrayList<String>(List.of("; a file for a test", ""));
        switch (kind) {
            case "printed" -> printed(lines, false);
            case "absolute" -> printed(lines, true);
            case "modal" -> milled(lines, 1, "G21");
            case "inches" -> milled(lines, 25.4, "G20");
            default -> burned(lines);
        }
        return Files.write(folder.resolve(kind + ".gcode"), lines);
    }

    private static void printed(List<String> lines, boolean absolute) {
        lines.addAll(List.of(
                "G21", "G90", absolute ? "M82" : "M83", "M140 S60", "M104 S200", "G28", "M190 S60", "M109 S200"));
        lines.addAll(List.of("M204 P800", "M106 S128", "G92 E0"));
        double e = 0;
        for (int i = 0; lines.size() < 420; i++) {
            if (i % 60 == 0) lines.add(String.format(Locale.ROOT, "G1 Z%.1f F600", 0.2 + 0.2 * Math.floorDiv(i, 60)));
            e += 0.031;
            lines.add(String.format(
                    Locale.ROOT,
                    "G1 X%.2f Y%.2f E%.4f F%d",
                    100 + 30 * Math.cos(i * 0.1),
                    100 + 30 * Math.sin(i * 0.1),
                    absolute ? e : 0.031,
                    1500 + i));
        }
    }

    /** Axis words alone, arcs among them, as the programs for mills write it. */
    private static void milled(List<String> lines, double unit, String units) {
        lines.addAll(List.of(units, "G90 G17 G94 G55", "M3 S800", "M8", "G0 Z" + 5 / unit, "G0 X0 Y0"));
        lines.add("G1 Z" + -1 / unit + " F" + 120 / unit);
        for (int i = 0; lines.size() < 150; i++) {
            lines.add(String.format(Locale.ROOT, "G1 X%.4f F%.3f", (10 + i) / unit, 600 / unit));
            lines.add(String.format(Locale.ROOT, "Y%.4f", (i % 7) / unit));
            lines.add(String.format(Locale.ROOT, "G2 X%.4f Y%.4f I1 J0", (12 + i) / unit, (i % 7) / unit)
                    .replace("I1", "I" + String.format(Locale.ROOT, "%.5f", 1 / unit)));
            lines.add(String.format(Locale.ROOT, "X%.4f I%.5f J0", (14 + i) / unit, 1 / unit));
        }
        lines.addAll(List.of("G0 Z" + 5 / unit, "M5", "M30"));
    }

    private static void burned(List<String> lines) {
        lines.addAll(List.of("G21", "G90", "M4 S300", "G0 X5 Y5", "G1 F1200"));
        for (int i = 0; lines.size() < 200; i++) {
            lines.add(String.format(Locale.ROOT, "G1 X%.2f Y%.2f", 5 + (i % 20) * 1.5, 5 + i * 0.2));
            if (i % 9 == 0) lines.add("S" + (200 + i));
        }
        lines.add("M5");
    }
}
