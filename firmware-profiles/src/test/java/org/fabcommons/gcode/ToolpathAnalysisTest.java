// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
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

    @Test
    void theFastWayThroughAFileSeesTheSameAsTheSlowOne() throws Exception {
        for (var profile : new String[] {"marlin", "grbl"}) {
            var program = new StringBuilder("G21\nG90\n");
            program.append(profile.equals("marlin") ? "G28\nM83\n" : "M3 S100\n");
            var random = new SplittableRandom(7);
            for (int i = 0; i < 3000; i++) {
                program.append(random.nextInt(5) == 0 ? "G0" : random.nextInt(9) == 0 ? "g01" : "G1");
                program.append(" X").append(number(random, 200_000)).append("\tY ");
                program.append(random.nextInt(200)).append('.');
                if (random.nextInt(3) == 0) program.append(" Z+").append(Math.floorDiv(i, 100));
                if (profile.equals("marlin")) program.append("E").append(number(random, 1000));
                if (i == 0 || random.nextInt(20) == 0) program.append("F").append(600 + random.nextInt(9000));
                if (random.nextInt(7) == 0) program.append(" S").append(random.nextInt(900));
                program.append(random.nextBoolean() ? "\n" : "\r\n");
                if (i % 50 == 0) program.append("G91\nG1 X0.1\nG90\n; a comment, é\n\n");
                if (profile.equals("grbl") && i % 40 == 0) program.append("X1 Y-.5\nG20\nG1 X1.5\nG21\n");
            }
            // A comment in parentheses is not for the fast way.
            var slow = program.toString().replaceAll("(?<=[0-9.])(?=\\r?\\n)", "()");
            var fast = analyse(profile, program.toString());
            assertThat(fast.toolpath()).isEqualTo(analyse(profile, slow).toolpath());
            assertThat(fast.toolpath().sendable()).isGreaterThan(3000);
            assertThat(fast.timeline().secondsAt(1500))
                    .isEqualTo(analyse(profile, slow).timeline().secondsAt(1500));
        }
    }

    private static String number(SplittableRandom random, int thousandths) {
        return String.format(Locale.ROOT, "%.3f", random.nextInt(-20, thousandths) / 1000.0);
    }

    @Test
    void linesMayEndAsTheyLikeAndTheLastNeedNotEnd() throws Exception {
        for (var end : new String[] {"\n", "\r\n", "\r"}) {
            var toolpath = analyse("marlin", "G28" + end + "G1 X10 F600" + end + end + "G1 X20")
                    .toolpath();
            assertThat(toolpath.lines()).isEqualTo(4);
            assertThat(toolpath.sendable()).isEqualTo(3);
            assertThat(toolpath.bounds().orElseThrow().width()).isEqualTo(20);
        }
    }

    @Test
    void aLineLargerThanAnyBufferIsOneBadLine() throws Exception {
        var toolpath = analyse("marlin", "G28\nG1 X1" + " ".repeat(900_000) + "Y1\nG1 X10 F600\n")
                .toolpath();
        assertThat(toolpath.lines()).isEqualTo(3);
        assertThat(toolpath.sendable()).isEqualTo(2);
    }

    @Test
    void shortMovesInARowAreAsFastAsOneLongOne() throws Exception {
        var program = new StringBuilder("G28\n");
        for (int i = 1; i <= 100; i++) program.append("G1 X").append(i).append(" F6000\n");
        assertThat(analyse("marlin", program.toString()).toolpath().estimateSeconds())
                .isCloseTo(analyse("marlin", "G28\nG1 X100 F6000\n").toolpath().estimateSeconds(), within(1e-6));
    }
}
