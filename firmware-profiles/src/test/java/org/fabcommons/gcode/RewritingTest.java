// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;

/** What is sent in the place of a file's lines to a firmware that does not know them. */
class RewritingTest {
    private final List<Integer> done = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    private List<String> sent(String profile, String... file) throws IOException {
        var bytes = (String.join("\n", file) + "\n").getBytes(StandardCharsets.US_ASCII);
        var reader = new RewritingReader(
                new ByteArrayInputStream(bytes), Profiles.standard().require(profile));
        for (var line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(line.get());
            done.add(reader.standsFor());
        }
        return lines.stream().map(Line::text).toList();
    }

    @Test
    void aHoleIsDrilledAsTheCycleSaysAndTheToolGoesBackToWhereItBegan() throws IOException {
        assertThat(sent("grbl", "G90 G21", "G0 X0 Y0 Z10", "G98 G81 X5 Y6 Z-3 R1 F100", "X7", "G80"))
                .containsExactly(
                        "G90 G21",
                        "G0 X0 Y0 Z10",
                        "F100",
                        "G0 X5 Y6",
                        "G0 Z1",
                        "G1 Z-3",
                        "G0 Z10",
                        "G0 X7",
                        "G0 Z1",
                        "G1 Z-3",
                        "G0 Z10",
                        "G80");
        assertThat(lines).extracting(Line::number).containsExactly(1L, 2L, 3L, 3L, 3L, 3L, 3L, 4L, 4L, 4L, 4L, 5L);
        assertThat(done).as("a line is done with its last move").containsExactly(1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1);
    }

    @Test
    void withG99ItOnlyGoesUpToR() throws IOException {
        assertThat(sent("grbl", "G0 Z10", "G99 G81 X5 Z-3 R1 F100", "Y2", "G98", "Y3"))
                .containsSubsequence(
                        "G0 X5", "G0 Z1", "G1 Z-3", "G0 Z1", "G0 Y2", "G1 Z-3", "G0 Z1", "G0 Y3", "G0 Z10");
    }

    @Test
    void aToolBelowRGoesUpBeforeItGoesAcross() throws IOException {
        assertThat(sent("grbl", "G0 Z0.5", "G81 X5 Z-3 R2 F100").subList(1, 4))
                .containsExactly("F100", "G0 Z2", "G0 X5");
    }

    @Test
    void pecksClearTheHoleEachTimeAndChipsAreBrokenInIt() throws IOException {
        assertThat(sent("grbl", "G0 Z5", "G83 Z-5 R1 Q2.5 F100"))
                .containsExactly(
                        "G0 Z5",
                        "F100",
                        "G0 Z1",
                        "G1 Z-1.5",
                        "G0 Z1",
                        "G0 Z-1.246",
                        "G1 Z-4",
                        "G0 Z1",
                        "G0 Z-3.746",
                        "G1 Z-5",
                        "G0 Z5");
        lines.clear();
        assertThat(sent("grbl", "G0 Z5", "G73 Z-3 R1 Q2.5 F100"))
                .containsExactly("G0 Z5", "F100", "G0 Z1", "G1 Z-1.5", "G0 Z-1.246", "G1 Z-3", "G0 Z5");
        lines.clear();
        assertThat(sent("grbl", "G20 G0 Z1", "G73 Z-0.5 R0.1 Q0.4 F4")).contains("G0 Z-0.29");
    }

    @Test
    void aDwellWaitsAtTheBottomAndABoreComesOutSlowly() throws IOException {
        assertThat(sent("grbl", "G0 Z5", "G82 Z-1 R1 P0.5 F100")).endsWith("G1 Z-1", "G4 P0.5", "G0 Z5");
        lines.clear();
        assertThat(sent("grbl", "G0 Z5", "G89 Z-1 R1 P0.5 F100")).endsWith("G1 Z-1", "G4 P0.5", "G1 Z1", "G0 Z5");
    }

    @Test
    void whatTheHoleNeedsIsRememberedOverOtherMotionsUntilG80() throws IOException {
        assertThat(sent("grbl", "G0 Z5", "G83 Z-1 R1 Q3 F100", "G0 X9", "G83 Z-1"))
                .endsWith("G0 X9", "G0 Z1", "G1 Z-1", "G0 Z5");
        lines.clear();
        sent("grbl", "G0 Z5", "G83 Z-1 R1 Q3 F100", "G80", "G83 Z-1");
        assertThat(lines.get(lines.size() - 1).fault()).contains(Line.Fault.CYCLE);
    }

    @Test
    void whatIsNoHoleIsAFault() throws IOException {
        for (var cycle : List.of(
                "G81 Z-1 F100",
                "G81 R1 F100",
                "G81 Z2 R1 F100",
                "G83 Z-1 R1 F100",
                "G83 Z-1 R1 Q0.00001 F100",
                "G81 Z-1 R1 L3 F100",
                "G91 G81 Z-1 R1 F100")) {
            lines.clear();
            sent("grbl", "G0 Z5", cycle);
            assertThat(lines.get(lines.size() - 1).fault()).as(cycle).contains(Line.Fault.CYCLE);
        }
    }

    @Test
    void aPrintersG80LevelsItsBedAndStaysWhatItIs() throws IOException {
        assertThat(sent("prusa-mk3s", "G28 W", "G80", "G81")).containsExactly("G28 W", "G80", "G81");
    }

    @Test
    void aToolIsChangedApartFromWhatStandsBesideAndALengthFromATableIsLeftOut() throws IOException {
        assertThat(sent("grbl", "M9 M6 T1", "G43 H1", "G43 Z15 H1", "G64 P0.01", "S800 M3"))
                .containsExactly("M6 T1", "M9", "Z15", "S800 M3");
        assertThat(lines).extracting(Line::number).containsExactly(1L, 1L, 3L, 5L);
    }

    @Test
    void whatComputesIsNamedAndAProgramsNumberMeansNothing() throws IOException {
        assertThat(sent("grbl", "%prog1", "O1001", "G0 X1", "%")).containsExactly("", "", "G0 X1", "");
        for (var line : List.of("#1000 = 0.1", "G0 X[#1003*2]", "G0 Z#1000", "O100 sub", "o<hole> call"))
            assertThat(Line.parse(1, line).fault()).as(line).contains(Line.Fault.VARIABLES);
    }
}
