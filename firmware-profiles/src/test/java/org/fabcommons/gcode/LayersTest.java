// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file's layers as they are drawn beside the machine. */
class LayersTest {
    private static final Profile MARLIN = Profiles.standard().require("marlin");
    private static final Profile GRBL = Profiles.standard().require("grbl");
    private static final String TWO_LAYERS =
            """
            G28
            G90
            M83
            G1 Z0.2 F600
            G1 X50 Y50 F3000
            G1 X60 Y50 E0.5
            G1 X60 Y60 E0.5
            G1 Z0.6
            G1 X50 Y50
            G1 Z0.4
            G1 X70 Y50 E0.8
            """;

    @Test
    void aLiftOfTheNozzleIsNoLayer() throws IOException {
        var layers = Layers.of(bytes(TWO_LAYERS), MARLIN);
        assertThat(layers.all()).extracting(Layer::z).containsExactly(0.2, 0.4);
        assertThat(layers.all().get(0)).isEqualTo(new Layer(0.2, 6, 7));
        assertThat(layers.at(3)).isZero();
        assertThat(layers.at(9)).isZero();
        assertThat(layers.at(11)).isEqualTo(1);
    }

    @Test
    void aLayerIsDrawnFromWhereItsFirstLineBegins() throws IOException {
        var layers = Layers.of(bytes(TWO_LAYERS), MARLIN);
        var drawn = layers.draw(bytes(TWO_LAYERS), MARLIN, 0, 1000);
        assertThat(drawn.line()).containsExactly(5, 6, 7);
        assertThat(drawn.works()).containsExactly(false, true, true);
        assertThat(drawn.x()).containsExactly(50, 60, 60);
        assertThat(drawn.coarse()).isFalse();
    }

    @Test
    void aCutIsOneLayerAndItsArcsAreRound() throws IOException {
        var file = "G21\nG90\nG0 X60 Y40\nG1 Z-1 F100\nG3 X20 Y40 I-20 J0\nG1 Z-2\nG1 X10 Y10\n";
        var layers = Layers.of(bytes(file), GRBL);
        assertThat(layers.all()).hasSize(1);
        var drawn = layers.draw(bytes(file), GRBL, 0, 1000);
        for (int i = 0; i < drawn.line().length; i++)
            if (drawn.line()[i] == 5)
                assertThat(Math.hypot(drawn.x()[i] - 40, drawn.y()[i] - 40)).isCloseTo(20, within(0.01));
        assertThat(Arrays.stream(drawn.line()).filter(line -> line == 5)).hasSizeGreaterThan(30);
    }

    /** Where the way comes past was worked out with pencil and compasses; the end of each is (endX, endY). */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # R above 0 is the short way round, below 0 the long one
                    G2 X10 Y10 R10,                      2.929,  7.071, 10, 10
                    G3 X10 Y10 R10,                      7.071,  2.929, 10, 10
                    G2 X10 Y10 R-10,                   -10,     10,     10, 10
                    G3 X10 Y10 R-10,                    20,      0,     10, 10
                    # inches
                    G20 G2 X1 Y1 I1 J0,                  7.440, 17.960, 25.4, 25.4
                    G20 G3 X1 Y1 R1,                    17.960,  7.440, 25.4, 25.4
                    # a screw lying along Y, and one lying along X: its middle and an eighth of its turn
                    G18 G3 X20 Y8 I10 K0,                2.929,  2,     20, 8
                    G19 G2 X8 Y20 J10 K0,                2,      2.929, 8, 20
                    # centres count from where the arc begins, whatever holds for its end
                    G91 G91.1 G2 X10 Y10 I10 J0,         2.929,  7.071, 10, 10
                    # a whole turn
                    G2 X0 Y0 I5 J0,                     10,      0,     0, 0
                    # the motion is repeated for axis words alone
                    G2 X10 Y10 I10 J0 | X20 Y0 I0 J-10, 17.071,  7.071, 20, 0
                    """)
    void anArcIsDrawnWhereTheMachineGoes(String arc, double pastX, double pastY, double endX, double endY)
            throws IOException {
        var file = "G21\nG90\nF100\nG1 X0 Y0 Z0\n" + arc.replace(" | ", "\n") + "\n";
        var drawn = Layers.of(bytes(file), GRBL).draw(bytes(file), GRBL, 0, 1000);
        int last = drawn.x().length - 1;
        assertThat(drawn.x()[last]).isCloseTo((float) endX, within(0.001f));
        assertThat(drawn.y()[last]).isCloseTo((float) endY, within(0.001f));
        double nearest = Double.POSITIVE_INFINITY;
        double longest = 0;
        for (int i = 1; i <= last; i++) {
            double alongX = drawn.x()[i] - drawn.x()[i - 1];
            double alongY = drawn.y()[i] - drawn.y()[i - 1];
            double length = Math.hypot(alongX, alongY);
            longest = Math.max(longest, length);
            double part = length == 0
                    ? 0
                    : ((pastX - drawn.x()[i - 1]) * alongX + (pastY - drawn.y()[i - 1]) * alongY) / length / length;
            double on = Math.max(0, Math.min(1, part));
            nearest = Math.min(
                    nearest,
                    Math.hypot(drawn.x()[i - 1] + on * alongX - pastX, drawn.y()[i - 1] + on * alongY - pastY));
        }
        assertThat(nearest).as(arc).isLessThan(0.03);
        assertThat(longest).as("the longest piece").isLessThan(2.5);
    }

    @Test
    void aLayerOfAMillionMovesIsDrawnCoarselyAndWhole() throws IOException {
        var text = new StringBuilder("G28\nG90\nM83\nG1 Z0.2 F600\nG1 X50 Y50\n");
        for (int i = 1; i <= 200_000; i++)
            text.append(String.format(
                    Locale.ROOT, "G1 X%.3f Y%.3f E0.01\n", 50 + i * 0.0005, 50 + 20 * Math.sin(i * 0.001)));
        var layers = Layers.of(bytes(text.toString()), MARLIN);
        var drawn = layers.draw(bytes(text.toString()), MARLIN, 0, 5000);
        assertThat(drawn.coarse()).isTrue();
        assertThat(drawn.line()).hasSizeBetween(1000, 5000);
        assertThat(drawn.x()[drawn.x().length - 1]).isCloseTo(150f, within(0.1f));
    }

    private static ByteArrayInputStream bytes(String file) {
        return new ByteArrayInputStream(file.getBytes(StandardCharsets.US_ASCII));
    }
}
