// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fabcommons.gcode.Bounds;
import org.fabcommons.gcode.MachinePlace;
import org.fabcommons.gcode.Point;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {
    private static Checked check(String profile, String... lines) throws Exception {
        var bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return Preflight.check(
                new ByteArrayInputStream(bytes), Profiles.standard().require(profile));
    }

    private static List<String> codes(Checked checked) {
        return checked.findings().stream().map(Finding::code).toList();
    }

    @Test
    void wordsAtWhichGrblWouldEndTheJobInTheMiddleAreNamedBefore() throws Exception {
        var checked = check(
                "grbl",
                "G21 G90 G17",
                "G0 X1 Y1",
                "G1 X2 F100 E0.5",
                "G2 X4 Y1 I1 J0 P2",
                "G1 X5 R1",
                "X6 A10",
                "M3 S100 P1");
        assertThat(checked.findings())
                .filteredOn(finding -> finding.code().endsWith("-word"))
                .extracting(
                        Finding::code, Finding::line, finding -> finding.args().get(0))
                .contains(
                        tuple("unknown-word", 3L, "E"),
                        tuple("unused-word", 4L, "P"),
                        tuple("unused-word", 5L, "R"),
                        tuple("unknown-word", 6L, "A"));
        assertThat(codes(check(
                        "grbl",
                        "G21 G90 G17 G64 P0.01",
                        "G43 H1 Z5",
                        "N5 G4 P0.5",
                        "M6 T1",
                        "M3 S100",
                        "G1 X2 F100",
                        "G2 X4 Y0 I1 J0",
                        "X6 I1 J0",
                        "G3 X8 Y0 R2 F90",
                        "G81 X1 Y1 Z-1 R1 F50",
                        "G80",
                        "G10 L20 P1 X0",
                        "M5")))
                .doesNotContain("unknown-word", "unused-word");
        // What these firmwares know beyond grbl depends on how they were built.
        assertThat(codes(check("grblhal", "G21 G90", "G1 X2 F100 A5"))).doesNotContain("unknown-word");
    }

    @Test
    void anOrdinaryPrintPasses() throws Exception {
        var checked = check(
                "marlin",
                "; a small square",
                "M140 S60",
                "M105",
                "M109 S205",
                "G21",
                "G90",
                "M83",
                "G28 ; home",
                "G92 E0",
                "G1 Z0.2 F600",
                "M117 Couche é 1!",
                "G1 X10 Y10 F3000",
                "G1 X20 Y10 E0.5",
                "G1 X20 Y20 E0.5",
                "M104 S0",
                "M140 S0",
                "M84");
        assertThat(checked.findings()).isEmpty();
        assertThat(checked.toolpath().lines()).isEqualTo(17);
        assertThat(checked.toolpath().sendable()).isEqualTo(16);
        assertThat(checked.toolpath().filamentMm()).isEqualTo(1.0);
        assertThat(checked.toolpath().maxNozzleC()).hasValue(205.0);
        assertThat(checked.toolpath().layers()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "marlin, G1 X221 E5,             above-envelope",
        "marlin, G1 X-1 E5,              below-envelope",
        "klipper, G1 Z251,               above-envelope",
        "klipper, START_PRINT BED=\" 300\", bed-too-hot",
        "klipper, START_PRINT BED= 300,  bed-too-hot",
        "klipper, START_PRINT BED=1e3,   heat-unreadable",
        "marlin, M104 S300,              nozzle-too-hot",
        "marlin, M109 R300,              nozzle-too-hot",
        "marlin, M190 S150,              bed-too-hot",
        "marlin, M502,                   denied-command",
        "marlin, M112,                   denied-command",
        "marlin, M9999,                  unknown-command",
        "marlin, START_PRINT,            line-malformed",
        "marlin, G20,                    step-inches",
        "marlin, X10 Y10,                step-no-command",
        "marlin, G90 G1 X10,             step-several-commands",
        "marlin, T3,                     no-such-tool",
        "marlin, G1 X1..5,               line-malformed",
        "marlin, $RST=*,                 setting",
        "grbl,   $X,                     setting",
        "grbl,   $110=500,               setting",
        "grbl,   G28.1,                  denied-command",
        "tinyg,  G28,                    denied-command",
        "grbl,   G80 G53 X10 G2 R5 F100, machine-straight",
        "grbl,   M104 S200,              unknown-command",
        "grbl,   G1 X10,                 step-no-feed",
        "grbl,   G2 X10 Y0 I3 J0 F100,   step-arc",
        "grbl,   G1 X10 F100 ! ,         line-realtime",
        "grbl,   G0 X310,                too-large",
        "grbl,   G1 X10 (open F100,      line-malformed",
        "grbl,   X10 Y10,                step-no-command",
        "grbl,   G90 X10,                step-no-command",
        "grbl,   M3 S10 S900,            line-repeated",
        "marlin, M104 S200 S300,         line-repeated",
        "marlin, G1 X10 X900,            line-repeated",
        "marlin, M109 S300 R200,         nozzle-too-hot",
        "marlin, M104 S200 B300 F1,      nozzle-too-hot",
        "marlin, M145 S0 H300,           nozzle-too-hot",
        "marlin, M145 S0 B200,           bed-too-hot",
        "marlin, M81.96,                 unknown-command",
        "smoothie, M118 Done M104 S400,  step-several-commands",
        "reprapfirmware, M117 \"A\" m98,  step-several-commands",
        "reprapfirmware, G10 P0 S300,    nozzle-too-hot",
        "reprapfirmware, M208 X900,      denied-command",
        "reprapfirmware, G10 L2 P1 Z-9,  denied-command"
    })
    void whatWouldHarmIsRefusedWithItsLine(String profile, String line, String code) throws Exception {
        var checked = profile.equals("marlin") ? check(profile, "G28", line) : check(profile, "G21", line);
        assertThat(checked.refused()).isTrue();
        assertThat(checked.refusals()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.line()).isEqualTo(2);
        });
    }

    @Test
    void whatGoesByTheMachinesOwnCoordinatesIsLeftToItsAgentWhichKnowsThem() throws Exception {
        var file = new String[] {"G21 G91", "G28 Z0", "G90", "G0 X10 Y10 Z5", "G1 Z-1 F100", "G53 G0 Z-5", "G30"};
        var unknown = check("grbl", file);
        assertThat(unknown.refused()).isFalse();
        assertThat(unknown.goesPastItsZero()).isTrue();
        assertThat(unknown.findings())
                .extracting(Finding::code, Finding::line)
                .containsExactly(tuple("machine-move", 2L), tuple("machine-move", 6L), tuple("machine-move", 7L));
        // The way to a place that only the machine knows says nothing of the size of the work.
        assertThat(unknown.toolpath().bounds().orElseThrow().min().z()).isEqualTo(-1);
        assertThat(unknown.toolpath().bounds().orElseThrow().max().z()).isEqualTo(5);

        var reach = new Bounds(new Point(-300, -180, -45), Point.ZERO);
        var stored = Map.of("G28", Point.ZERO, "G30", new Point(-10, -200, -1));
        assertThat(placed(new MachinePlace(Set.of(0, 1, 2), reach, stored), file))
                .extracting(Finding::code, Finding::line)
                .containsExactly(tuple("machine-beyond", 7L));
        assertThat(placed(new MachinePlace(Set.of(2), reach, Map.of("G28", Point.ZERO)), file))
                .extracting(Finding::code, Finding::line)
                .containsExactly(tuple("machine-not-homed", 7L));
        assertThat(placed(new MachinePlace(Set.of(0, 1, 2), reach, Map.of()), file))
                .extracting(Finding::code, Finding::line)
                .containsExactly(tuple("machine-not-told", 2L), tuple("machine-not-told", 7L));
    }

    private static List<Finding> placed(MachinePlace place, String... lines) throws Exception {
        var bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        var grbl = Profiles.standard().require("grbl");
        return Preflight.check(new ByteArrayInputStream(bytes), grbl, Policy.NONE, Optional.of(place))
                .findings();
    }

    @Test
    void anArcCountsWithItsBulge() throws Exception {
        // From 0,100 to 0,0 around 0,50: turning left it bulges to X-50, turning right to X50.
        assertThat(codes(check("marlin", "G28", "G1 X0 Y100 F3000", "G3 X0 Y0 I0 J-50")))
                .contains("below-envelope");
        assertThat(check("marlin", "G28", "G1 X0 Y100 F3000", "G2 X0 Y0 I0 J-50")
                        .refused())
                .isFalse();
    }

    @Test
    void relativeMovesAddUp() throws Exception {
        var lines = Collections.nCopies(23, "G1 X10 F3000");
        var all = new java.util.ArrayList<>(List.of("G28", "G91"));
        all.addAll(lines);
        var finding = check("klipper", all.toArray(new String[0])).refusals().get(0);
        assertThat(finding.code()).isEqualTo("above-envelope");
        assertThat(finding.line()).isEqualTo(25);
        assertThat(finding.message(Locale.ENGLISH)).contains("230", "220");
    }

    @Test
    void inchesAreUnderstoodWhereTheFirmwareUnderstandsThem() throws Exception {
        var checked = check("grbl", "G20", "G1 X1 F10");
        assertThat(checked.refused()).isFalse();
        assertThat(checked.toolpath().bounds().orElseThrow().width()).isEqualTo(25.4);
    }

    @Test
    void aMillsZeroMayLieAnywhereOnTheStock() throws Exception {
        assertThat(check("grbl", "G0 X-100 Y-80", "G1 X100 Y80 F500", "M5").refused())
                .isFalse();
    }

    @Test
    void aSpindleWithoutASpeedIsTold() throws Exception {
        assertThat(codes(check("grbl", "M3", "G21", "G0 X1", "G1 X5 F100", "M5")))
                .containsExactly("spindle-no-speed");
        assertThat(codes(check("grbl", "S500", "M3", "G1 X5 F100", "M5"))).isEmpty();
        assertThat(codes(check("grbl", "M4", "G1 X5 F100 S30", "M5"))).isEmpty();
    }

    @Test
    void aCutAfterAToolChangeNeedsTheSpindleOnAgain() throws Exception {
        assertThat(codes(check("grbl", "M3 S500", "G1 X5 F100", "M6 T2", "G0 X0", "G1 X5", "M5")))
                .containsExactly("ask-command", "tool-standing");
        assertThat(codes(check("grbl", "M3 S500", "G1 X5 F100", "M6 T2", "G0 X0", "M3", "G1 X5", "M5")))
                .containsExactly("ask-command");
    }

    @Test
    void whatIsLeftOnIsTold() throws Exception {
        assertThat(codes(check("marlin", "M104 S200", "G28", "G1 X5"))).containsExactly("left-hot");
        assertThat(codes(check("grbl", "M3 S500", "G1 X5 F100"))).containsExactly("left-spinning");
    }

    @Test
    void movingBeforeHomingIsToldButRuns() throws Exception {
        var checked = check("marlin", "G1 X10 F3000");
        assertThat(checked.refused()).isFalse();
        assertThat(codes(checked)).containsExactly("step-not-homed");
    }

    @Test
    void aFileThatIsNoGcodeIsRefusedAtOnce() throws Exception {
        var bytes = new byte[100_000];
        new java.util.Random(7).nextBytes(bytes);
        var checked = Preflight.check(
                new ByteArrayInputStream(bytes), Profiles.standard().require("marlin"));
        assertThat(codes(checked)).contains("line-binary");
        assertThat(codes(check("marlin", "GCDE\u0001\u0000\u0000"))).contains("binary-gcode");
        assertThat(codes(check("marlin", "; only a comment", ""))).containsExactly("empty");
    }

    @Test
    void aLineWithoutEndDoesNotFillTheMemory() throws Exception {
        var endless = new java.io.InputStream() {
            private long left = 20_000_000;

            @Override
            public int read() {
                return left-- > 0 ? 'G' : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                if (left <= 0) return -1;
                int n = (int) Math.min(length, left);
                java.util.Arrays.fill(into, from, from + n, (byte) 'G');
                left -= n;
                return n;
            }
        };
        assertThat(codes(Preflight.check(endless, Profiles.standard().require("marlin"))))
                .containsExactly("line-too-long", "empty");
    }

    @Test
    void aFileThatSwitchesAProtectionOffIsToldOf() throws Exception {
        for (var line : List.of("M85 S0", "M412 S0.4", "M413 H1 S0", "M113 S0"))
            assertThat(check("marlin", "G28", line, "G1 X10 F3000").findings())
                    .extracting(Finding::code, Finding::line)
                    .contains(tuple("protection-off", 2L));
        assertThat(codes(check("marlin", "G28", "M85 S600", "M412 S1", "M413", "M113 S2", "G1 X10 F3000")))
                .doesNotContain("protection-off");
        assertThat(codes(check("klipper", "G28", "set_filament_sensor SENSOR=runout ENABLE=0", "G1 X10 F3000")))
                .contains("protection-off");
        assertThat(codes(check("klipper", "G28", "SET_FILAMENT_SENSOR SENSOR=runout ENABLE=1", "G1 X10 F3000")))
                .doesNotContain("protection-off");
        for (var line : List.of("M302 P1", "M302 P", "M302 S0", "M302 S20"))
            assertThat(check("prusa-mk4", "G28", line).refusals())
                    .as(line)
                    .extracting(Finding::code)
                    .contains("denied-command");
        assertThat(codes(check("prusa-mk4", "G28", "M302 S160", "M302 P0"))).doesNotContain("denied-command");
    }

    @Test
    void ofPrusasMotorsAFileSetsTheExtrudersCurrentAloneAndNoMoreThanTheFirmwareItselfDoes() throws Exception {
        assertThat(codes(check("prusa-mk3s", "G28", "M907 E430", "M907 E538", "G1 X10 F3000")))
                .isEmpty();
        for (var line : List.of("M907 E900", "M907 E0", "M907 X500", "M907 E430 Z500", "M907 S430"))
            assertThat(check("prusa-mk3s", "G28", line, "G1 X10 F3000").refused())
                    .as(line)
                    .isTrue();
    }

    @Test
    void onSmoothiewareHomingLeavesTheShiftThatG92Made() throws Exception {
        var file = new String[] {"G28", "G1 X100 F3000", "G92 X0", "G28", "G1 X150"};
        assertThat(codes(check("smoothie", file))).contains("above-envelope");
        assertThat(codes(check("repetier", file))).doesNotContain("above-envelope");
        assertThat(codes(check("smoothie", "G28", "G1 X100 F3000", "G92 X0", "G92", "G28", "G1 X150")))
                .doesNotContain("above-envelope");
        assertThat(codes(check("smoothie", "G92 Z5", "G28", "G1 Z0.2 F600"))).contains("below-envelope");
    }

    @Test
    void aRuleSaysOneThingOnce() throws Exception {
        assertThat(check("marlin", "G28", "M502", "M502", "M502").refusals()).hasSize(1);
    }

    @Test
    void everyFindingHasAnEnglishAndAFrenchText() {
        var english = Finding.texts(Locale.ENGLISH);
        var french = Finding.texts(Locale.FRENCH);
        assertThat(new TreeSet<>(french.keySet())).isEqualTo(new TreeSet<>(english.keySet()));
        assertThat(english.keySet()).containsAll(LineRules.codes());
        for (var profile : Profiles.standard().all())
            for (var reasons :
                    List.of(profile.commands().denied(), profile.commands().switchesOff()))
                for (var reason : reasons.values()) assertThat(english.keySet()).contains("reason-" + reason);
    }

    @Test
    void macrosThatTheProfileNamesMayBeCalledAndTheirTemperaturesCount() throws Exception {
        var voron = Profiles.standard().require("voron-0");
        var file =
                """
                PRINT_START BED=60 EXTRUDER=210 ; from the slicer
                exclude_object_define NAME=part_1 CENTER=10,20 POLYGON=[[1,2],[3,4]]
                SET_PRESSURE_ADVANCE ADVANCE=0.04
                G1 X10 Y10 E1 F3000
                PRINT_END
                """;
        var fine = Preflight.check(new ByteArrayInputStream(file.getBytes(StandardCharsets.US_ASCII)), voron);
        assertThat(fine.refusals()).isEmpty();
        assertThat(fine.findings()).extracting(Finding::code).doesNotContain("cold", "left-hot");
        assertThat(fine.toolpath().maxNozzleC()).hasValue(210.0);
        var wrong = "START_PRINT EXTRUDER_TEMP=999\nFORCE_MOVE STEPPER=z DISTANCE=50\nG1 X1 F3000\n";
        assertThat(Preflight.check(new ByteArrayInputStream(wrong.getBytes(StandardCharsets.US_ASCII)), voron)
                        .refusals())
                .extracting(Finding::code, Finding::line)
                .containsExactly(tuple("nozzle-too-hot", 1L), tuple("unknown-command", 2L));
        for (var way : List.of(
                "EXTRUDER=1e3",
                "EXTRUDER=+999",
                "EXTRU\"\"DER='999'",
                "\"EXTRUDER=999\"",
                "EXTRUDER=inf",
                "EXTRUDER=9_9_9")) {
            var hostile = ("PRINT_START " + way + "\nG1 X1 F3000\n").getBytes(StandardCharsets.US_ASCII);
            assertThat(Preflight.check(new ByteArrayInputStream(hostile), voron).refusals())
                    .as(way)
                    .extracting(Finding::code)
                    .containsExactly(way.contains("999") ? "nozzle-too-hot" : "heat-unreadable");
        }
        var hot = new Policy(
                Map.of(),
                new Policy.Ceilings(Optional.of(200.0), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of());
        assertThat(Preflight.check(new ByteArrayInputStream(file.getBytes(StandardCharsets.US_ASCII)), voron, hot)
                        .needs())
                .containsExactly("nozzle");
    }

    @Test
    void whatTheLabAsksAboutIsNamedOnceWithItsFirstLineAndItsMost() throws Exception {
        var policy = new Policy(
                Map.of("M84", Policy.Rule.FORBIDDEN, "M600", Policy.Rule.ASK, "G4", Policy.Rule.ADMIN),
                new Policy.Ceilings(Optional.of(240.0), Optional.empty(), Optional.of(6000.0), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of());
        var file = "G28\nM104 S245\nG1 X5 F7000\nM600\nG1 X6 F8000\nM600\nM104 S250\nG4 P1\nM84\n"
                .getBytes(StandardCharsets.US_ASCII);
        var checked = Preflight.check(
                new ByteArrayInputStream(file), Profiles.standard().require("marlin"), policy);
        assertThat(checked.needs()).containsExactlyInAnyOrder("nozzle", "feed", "M600", "G4");
        assertThat(checked.needsAdministrator()).isTrue();
        assertThat(checked.refusals())
                .extracting(Finding::code, Finding::line)
                .containsExactly(tuple("policy-forbidden", 9L));
        assertThat(checked.asks())
                .extracting(Finding::code, Finding::line)
                .containsExactly(
                        tuple("policy-nozzle", 2L),
                        tuple("policy-feed", 3L),
                        tuple("policy-ask", 4L),
                        tuple("policy-admin", 8L));
        assertThat(checked.asks().get(0).message(Locale.FRENCH)).contains("250 °C", "240 °C");
        assertThat(Preflight.check(
                                new ByteArrayInputStream(file),
                                Profiles.standard().require("marlin"))
                        .asks())
                .isEmpty();
    }

    @Test
    void aFindingSpeaksTheReadersLanguage() throws Exception {
        var finding = check("marlin", "M104 S300.5").refusals().get(0);
        assertThat(finding.message(Locale.ENGLISH)).contains("300.5 °C", "275 °C");
        assertThat(finding.message(Locale.FRANCE)).contains("300,5 °C", "supporte");
        var denied = check("marlin", "G28", "M997").refusals().get(0);
        assertThat(denied.message(Locale.ENGLISH))
                .isEqualTo("M997 is not allowed in a job: it replaces the firmware. Remove the line.");
    }

    @Test
    void aMacroThatHomesNeedsNoHomingBesidesAndAnotherDoes() throws IOException {
        var klipper = Profiles.standard().require("klipper");
        var file = "%s BED=60 EXTRUDER=210\nG1 X10 Y10 F3000\nG1 Z0.2\n";
        assertThat(codes(klipper, file.formatted("PRINT_START"))).doesNotContain("step-not-homed");
        assertThat(codes(klipper, file.formatted("SET_VELOCITY_LIMIT"))).contains("step-not-homed");
        // An own profile may name others.
        var own = Profiles.read(
                "own.yaml",
                """
                id: own
                extends: klipper
                name: Mine
                sources: {commands: "my printer.cfg"}
                commands: {named: [BEGIN], homes: [BEGIN]}
                """);
        assertThat(codes(own, file.formatted("BEGIN"))).doesNotContain("step-not-homed");
    }

    private static List<String> codes(Profile profile, String file) throws IOException {
        return Preflight.check(new ByteArrayInputStream(file.getBytes(StandardCharsets.US_ASCII)), profile)
                .findings()
                .stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void whatMakesNothingMayBeToldToGoBeyondWhereTheFirmwareStopsIt() throws Exception {
        var held = check("marlin", "G28", "G1 X210 Y210 F3000", "G91", "G1 Y180", "G1 Y-20", "G90", "G1 X0 ; there");
        assertThat(codes(held)).containsExactly("held-at-envelope");
        assertThat(held.findings().get(0).line()).isEqualTo(4);
        assertThat(held.findings().get(0).message(Locale.ENGLISH))
                .contains("Y")
                .contains("390")
                .contains("220");
        assertThat(held.toolpath().bounds().orElseThrow().max().y()).isEqualTo(220);
        // What is printed must fit; so must what moves before anybody knows where, and where firmware ends the job.
        assertThat(codes(check("marlin", "M83", "M109 S200", "G28", "G1 Y230 E3 F3000", "M104 S0")))
                .containsExactly("above-envelope");
        assertThat(codes(check("marlin", "G1 Y230 F3000"))).containsExactly("step-not-homed", "above-envelope");
        assertThat(codes(check("klipper", "G28", "G1 Y230 F3000"))).containsExactly("above-envelope");
    }
}
