// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.Stream;
import org.fabcommons.gcode.Line;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;

class ShorteningTest {
    @Test
    void aMillGetsNoBlanksNoZerosAndNoWordTwice() {
        assertThat(Stream.of(
                                "G01 X10.500 Y-0.250 Z0.000 F600",
                                "G1 X11.000 Y+2 F600.0",
                                "X12",
                                "G0 Z5",
                                "G1 Z-1 F600",
                                "G2 X1 Y1 I0.5 J0",
                                "G2 X2 Y2 I0.5 J0 S100",
                                "G2 X3 Y3 I0.5 J0 S100")
                        .map(shortened("grbl")))
                .containsExactly(
                        "G1X10.5Y-.25Z0F600",
                        "X11Y2",
                        "X12",
                        "G0Z5",
                        "G1Z-1",
                        "G2X1Y1I.5J0",
                        "X2Y2I.5J0S100",
                        "X3Y3I.5J0");
    }

    @Test
    void whatMayChangeTheStateIsSentWholeAndSoIsTheLineAfterIt() {
        assertThat(Stream.of(
                                "G1 X1 F600",
                                "G20",
                                "G1 X1 F600",
                                "G93",
                                "G1 X2 F2",
                                "G1 X3 F2",
                                "G94",
                                "M3 S800",
                                "G1 X1 F5")
                        .map(shortened("grbl")))
                .containsExactly("G1X1F600", "G20", "G1X1F600", "G93", "G1X2F2", "X3F2", "G94", "M3 S800", "G1X1F5");
    }

    @Test
    void aPrinterKeepsItsCommandsAndTheBlankThatIsNoExponent() {
        assertThat(Stream.of(
                                "G1 X110.500 Y90.000 E0.03000 F3000",
                                "G1 X1 Y2 E-0.8 F3000",
                                "G1 X1 Y2 E12.0",
                                "G1 X1 Y2 E-1.5",
                                "G0 X1 F9000",
                                "G1 X5 F3000",
                                "M104 S200",
                                "G28 X",
                                "G1 F3000")
                        .map(shortened("marlin")))
                .containsExactly(
                        "G1X110.5Y90E.03F3000",
                        "G1X1Y2E-.8",
                        "G1X1Y2 E12",
                        "G1X1Y2 E-1.5",
                        "G0X1F9000",
                        "G1X5F3000",
                        "M104 S200",
                        "G28 X",
                        "G1F3000");
    }

    /** {@code Y0X12} is hexadecimal to what reads numbers with strtof: Smoothieware, Repetier on ARM, Marlin before 2.1. */
    @Test
    void theBlankThatIsNoHexadecimalStays() {
        assertThat(Stream.of("G1 Y0 X12", "G1 Z0.0 X5 Y0 E0", "G1 X0 Y0", "G1 Y10 X5")
                        .map(shortened("smoothie")))
                .containsExactly("G1Y0 X12", "G1Z0 X5Y0 E0", "G1X0Y0", "G1Y10X5");
        assertThat(Stream.of("G1 Y0 X12").map(shortened("grbl"))).containsExactly("G1Y0X12");
    }

    private static Function<String, String> shortened(String profile) {
        var shortening = new Shortening(Profiles.standard().require(profile));
        return text -> shortening.shorten(Line.parse(1, text));
    }
}
