// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;

/** Short moves on a circle become arcs, and nothing else changes. */
class ArcFittingTest {
    private static final Profile MARLIN = Profiles.standard().require("marlin");
    private static final Profile GRBL = Profiles.standard().require("grbl");

    @Test
    void aCircleOfShortMovesBecomesFewArcsOfTheSameLengthAndFilament() throws IOException {
        var file = "G21\nG90\nM83\nG1 X130 Y110 F1800\n" + circle(110, 110, 20, 120, 0, " E0.03500");
        var fitted = fit(file, MARLIN, 0.02);
        assertThat(fitted.subList(0, 4))
                .extracting(Line::text)
                .containsExactly("G21", "G90", "M83", "G1 X130 Y110 F1800");
        var arcs = fitted.subList(4, fitted.size());
        assertThat(arcs).hasSizeLessThan(4).allMatch(line -> line.text().startsWith("G3 "));
        assertThat(arcs.get(arcs.size() - 1).number()).isEqualTo(124);
        assertThat(arcs.stream().mapToDouble(line -> line.value('E').orElse(0)).sum())
                .isCloseTo(120 * 0.035, within(1e-4));
        assertThat(path(fitted).filamentMm()).isCloseTo(path(file).filamentMm(), within(1e-4));
        assertThat(path(fitted).work().orElseThrow().width()).isCloseTo(40, within(0.05));
    }

    @Test
    void theOtherWayRoundIsG2AndAbsoluteExtrusionStaysAbsolute() throws IOException {
        var text = new StringBuilder("G21\nG90\nM82\nG92 E0\nG1 X130 Y110 F1800\n");
        for (int i = 1; i <= 50; i++)
            text.append(String.format(
                    Locale.ROOT,
                    "G1 X%.3f Y%.3f E%.5f\n",
                    110 + 20 * Math.cos(-i * 0.05),
                    110 + 20 * Math.sin(-i * 0.05),
                    i * 0.04));
        var arcs = fit(text.toString(), MARLIN, 0.02);
        var arc = arcs.get(arcs.size() - 1);
        assertThat(arc.text()).startsWith("G2 ");
        assertThat(arc.value('E').orElse(0)).isCloseTo(2.0, within(1e-9));
    }

    @Test
    void movesThatOnlyImplyG1AreFittedWhereTheFirmwareReadsThemSo() throws IOException {
        var file = "G21\nG90\nG0 X40 Y10\nG1 X40 Y10.5 F600\nM3 S1000\nG1 X60 Y30\n"
                + circle(40, 30, 20, 60, 0, "").replace("G1 ", "");
        assertThat(fit(file, GRBL, 0.02))
                .filteredOn(line -> line.text().startsWith("G3"))
                .isNotEmpty();
    }

    @Test
    void aPolygonThatIsMeantStaysAPolygon() throws IOException {
        var hexagon = "G21\nG90\nM83\nG1 X130 Y110 F1800\n" + circle(110, 110, 20, 6, 0, " E0.5");
        assertThat(fit(hexagon, MARLIN, 0.05)).extracting(Line::text).noneMatch(text -> text.startsWith("G3"));
    }

    @Test
    void anotherFeedRateFlowOrPlaceEndsAnArc() throws IOException {
        var half = circle(110, 110, 20, 60, 0, " E0.035");
        var faster = "G21\nG90\nM83\nG1 X130 Y110 F1800\n" + half.substring(0, half.length() / 2) + "\n"
                + half.substring(half.length() / 2).replaceFirst("\nG1 ", "\nG1 F900 ");
        assertThat(fit(faster, MARLIN, 0.02))
                .extracting(Line::text)
                .anyMatch(text -> text.startsWith("G3") && text.endsWith("F900"));
        assertThat(path(fit(faster, MARLIN, 0.02)).estimateSeconds())
                .isCloseTo(path(faster).estimateSeconds(), within(1.0));
        var lifted = "G21\nG90\nM83\nG1 X130 Y110 F1800\n" + circle(110, 110, 20, 30, 0, " E0.035") + "G1 Z0.4\n"
                + circle(110, 110, 20, 30, 30, " E0.035");
        assertThat(fit(lifted, MARLIN, 0.02)).extracting(Line::text).contains("G1 Z0.4");
    }

    @Test
    void nothingIsFittedBeforeTheFileHasSaidHowItCounts() throws IOException {
        var relative = "G91\n" + "G1 X0.5 Y0.1 E0.01\n".repeat(20);
        assertThat(fit(relative, MARLIN, 0.05)).hasSize(21);
        var unknown = "G1 X130 Y110 F1800\n" + circle(110, 110, 20, 60, 0, " E0.03");
        assertThat(fit(unknown, MARLIN, 0.05)).hasSize(61);
        var inches = "G20\nG90\nM83\nG1 X5 Y4 F60\n" + circle(4, 4, 1, 60, 0, " E0.03");
        assertThat(fit(inches, MARLIN, 0.05)).hasSize(64);
    }

    @Test
    void anArcNeverLeavesTheMachinesRoom() throws IOException {
        double edge = MARLIN.envelope().maxX();
        // The corners lie on the edge or within it; the bow between the two on the edge would not.
        double centre = edge - 20 * Math.cos(0.03);
        var text = new StringBuilder("G21\nG90\nM83\n");
        for (int i = -4; i < 4; i++) {
            double angle = 0.03 + 0.06 * i;
            text.append(String.format(
                    Locale.ROOT, "G1 X%.3f Y%.3f E0.1\n", centre + 20 * Math.cos(angle), 100 + 20 * Math.sin(angle)));
        }
        assertThat(fit(text.toString(), MARLIN, 0.05)).extracting(Line::text).noneMatch(line -> line.startsWith("G3"));
    }

    @Test
    void linesBeforeTheStartPassAsTheyAre() throws IOException {
        var file = "G21\nG90\nM83\nG1 X130 Y110 F1800\n" + circle(110, 110, 20, 60, 0, " E0.03500");
        var fitted = fit(file, MARLIN, 0.02, 34);
        assertThat(fitted.subList(0, 34)).extracting(Line::number).last().isEqualTo(34L);
        assertThat(fitted.subList(4, 34)).extracting(Line::text).allMatch(text -> text.startsWith("G1"));
        assertThat(fitted.get(34).text()).startsWith("G3");
    }

    private static String circle(double x, double y, double r, int moves, int from, String more) {
        var text = new StringBuilder();
        for (int i = from + 1; i <= from + moves; i++) {
            double angle = 2 * Math.PI * i / (moves < 10 ? moves : 120);
            text.append(String.format(
                    Locale.ROOT, "G1 X%.3f Y%.3f%s\n", x + r * Math.cos(angle), y + r * Math.sin(angle), more));
        }
        return text.toString();
    }

    private static List<Line> fit(String file, Profile profile, double tolerance) throws IOException {
        return fit(file, profile, tolerance, 0);
    }

    private static List<Line> fit(String file, Profile profile, double tolerance, long after) throws IOException {
        var lines = new ArrayList<Line>();
        var reader = new LineReader(bytes(file), List.of());
        var fitting = new ArcFitting(reader, profile, tolerance, after);
        for (var line = fitting.next(); line.isPresent(); line = fitting.next()) lines.add(line.get());
        return lines;
    }

    private static Toolpath path(List<Line> lines) throws IOException {
        return path(String.join("\n", lines.stream().map(Line::text).toList()) + "\n");
    }

    private static Toolpath path(String file) throws IOException {
        return ToolpathAnalysis.of(bytes(file), MARLIN).toolpath();
    }

    private static ByteArrayInputStream bytes(String file) {
        return new ByteArrayInputStream(file.getBytes(StandardCharsets.US_ASCII));
    }
}
