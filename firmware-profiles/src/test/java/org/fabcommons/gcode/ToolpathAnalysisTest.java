// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;

class ToolpathAnalysisTest {
    private static ToolpathAnalysis.Result analyse(String profile, String program) throws Exception {
        return ToolpathAnalysis.of(
                new ByteArrayInputStream(program.getBytes(StandardCharsets.US_ASCII)),
                Profiles.standard().require(profile));
    }

    @Test
    void aLongMoveTakesItsLengthByItsSpeedAndALittleForStartAndStop() throws Exception {
        // 100 mm at 50 mm/s with 1000 mm/s²: 2 s and twice 25 ms.
        var result = analyse("marlin", "G28\nG1 X100 F3000\n");
        assertThat(result.toolpath().estimateSeconds()).isCloseTo(2.05, within(0.001));
    }

    @Test
    void aDwellIsInMillisecondsForMarlinAndInSecondsForGrbl() throws Exception {
        assertThat(analyse("marlin", "G4 P2000").toolpath().estimateSeconds()).isEqualTo(2);
        assertThat(analyse("marlin", "G4 S2").toolpath().estimateSeconds()).isEqualTo(2);
        assertThat(analyse("grbl", "G4 P2").toolpath().estimateSeconds()).isEqualTo(2);
    }

    @Test
    void aFullCircleIsTwoPiLong() throws Exception {
        var toolpath =
                analyse("grbl", "M3 S100\nG1 X0 Y0 F600\nG2 X0 Y0 I10 J0\nM5").toolpath();
        assertThat(toolpath.cutMm()).isCloseTo(2 * Math.PI * 10, within(1e-6));
        var bounds = toolpath.work().orElseThrow();
        assertThat(bounds.width()).isCloseTo(20, within(1e-6));
        assertThat(bounds.depth()).isCloseTo(20, within(1e-6));
    }

    @Test
    void anArcByRadiusGoesTheShortWayRound() throws Exception {
        // A quarter from 10,0 to 0,10 about the origin, counter-clockwise.
        var toolpath = analyse("grbl", "M3 S1\nG0 X10 Y0\nG3 X0 Y10 R10 F600").toolpath();
        assertThat(toolpath.cutMm()).isCloseTo(Math.PI * 5, within(1e-6));
        var long3 = analyse("grbl", "M3 S1\nG0 X10 Y0\nG3 X0 Y10 R-10 F600").toolpath();
        assertThat(long3.cutMm()).isCloseTo(Math.PI * 15, within(1e-6));
    }

    @Test
    void retractedFilamentIsNotCountedTwice() throws Exception {
        var toolpath = analyse("marlin", "G28\nM83\nG1 X10 E2 F600\nG1 E-1\nG1 X20\nG1 E1\nG1 X30 E2")
                .toolpath();
        assertThat(toolpath.filamentMm()).isCloseTo(4, within(1e-9));
    }

    @Test
    void theTimelineRisesFromNothingToTheWhole() throws Exception {
        var program = new StringBuilder("G28\nG90\n");
        for (int i = 0; i < 20_000; i++) program.append("G1 X").append(i % 200).append(" F3000\n");
        var result = analyse("marlin", program.toString());
        var timeline = result.timeline();
        assertThat(timeline.secondsAt(0)).isZero();
        assertThat(timeline.fractionAt(20_002)).isEqualTo(1);
        double before = 0;
        for (long line = 0; line <= 20_002; line += 7) {
            assertThat(timeline.secondsAt(line)).isGreaterThanOrEqualTo(before);
            before = timeline.secondsAt(line);
        }
        assertThat(timeline.fractionAt(10_001)).isCloseTo(0.5, within(0.02));
    }
}
