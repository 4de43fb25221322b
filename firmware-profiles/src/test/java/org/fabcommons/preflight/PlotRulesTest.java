// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** May this drawing run on this machine? */
class PlotRulesTest {
    private static Checked check(String profile, String file) throws IOException {
        return Preflight.check(
                new ByteArrayInputStream(file.getBytes(StandardCharsets.ISO_8859_1)),
                Profiles.standard().require(profile));
    }

    private static List<String> codes(Checked checked) {
        return checked.findings().stream().map(Finding::code).toList();
    }

    @Test
    void aDrawingIsMeasured() throws IOException {
        var checked = check("hpgl", "IN;SP1;VS10;PU400,400;PD4400,400,4400,2400;PU;SP2;PU0,0;");
        var path = checked.toolpath();
        assertThat(codes(checked)).containsExactly("plot-one-pen");
        assertThat(path.bounds().orElseThrow().max().x()).isEqualTo(110);
        assertThat(path.work().orElseThrow().min().x()).isEqualTo(10);
        assertThat(path.cutMm()).isEqualTo(150, within(0.01));
        assertThat(path.toolChanges()).isEqualTo(1);
        assertThat(path.maxFeedMmPerMin()).isEqualTo(6000);
        // 150 mm at 100 mm/s, the way there and back at 200 mm/s, two lifts of a tenth of a second.
        assertThat(path.estimateSeconds()).isBetween(2.5, 4.5);
        assertThat(checked.timeline().fractionAt(path.lines())).isEqualTo(1);
    }

    @Test
    void aMillsDepthsAreMeasured() throws IOException {
        var path = check("roland-mdx-20", "PA;VS5;!PZ-80,40;!MC1;PU400,400;PD800,400;Z800,800,-160;PU;!MC0;")
                .toolpath();
        assertThat(path.work().orElseThrow().min().z()).isEqualTo(-4);
        assertThat(path.bounds().orElseThrow().max().z()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            hp-7475a      | IN;PU0,0;PD20000,0;                | above-envelope
            hp-7475a      | IN;PR;PD-10,0;                     | below-envelope
            hp-7475a      | IN;PU8000,8000;CI9000;             | above-envelope
            roland-mdx-20 | PA;!PZ-80,40;PU0,0;PD9000,0;       | too-large
            hp-7475a      | IN;LBhello\u0003PU;                | denied-command
            hp-7475a      | IN;SC0,100,0,100;PU;               | denied-command
            hp-7475a      | IN;SP7;PU0,0;                      | no-such-tool
            hp-7475a      | IN;RO90;                           | denied-command
            hp-7475a      | IN;ZZ1;                            | unknown-command
            hp-7475a      | IN;PDx;                            | unknown-command
            hp-7475a      | %-12345X@PJL                       | plot-malformed
            hp-7475a      | G21                                | gcode-for-plotter
            marlin        | IN;SP1;PU0,0;                      | plot-for-gcode
            """)
    void whatCannotBeRightIsRefused(String profile, String file, String code) throws IOException {
        var checked = check(profile, file.replace("\\u0003", "\u0003"));
        assertThat(codes(checked)).contains(code);
        assertThat(checked.refused()).isTrue();
    }

    @Test
    void ofGcodeNothingElseIsSaidThanThatItIs() throws IOException {
        assertThat(codes(check("hp-7475a", "(Header)\nG17 G90\nG21\nM3 S800\nG0 Z14.000\nG1 X400 Y13.9 F150\n")))
                .containsExactly("gcode-for-plotter");
    }

    @Test
    void scalingSwitchedOffIsNothingBad() throws IOException {
        assertThat(check("hp-7475a", "IN;SC;IP;PU10,10;PD20,20;PU;").findings()).isEmpty();
    }

    @Test
    void aSpindleLeftOnAndASpeedBeyondTheMachineAreTold() throws IOException {
        assertThat(codes(check("roland-mdx-20", "PA;VS40;!MC1;PU10,10;PD20,10;")))
                .containsExactly("feed-too-fast", "left-spinning");
    }

    @Test
    void anEmptyFileIsRefusedInBothLanguages() throws IOException {
        var finding = check("hpgl", " \r\n ").refusals().get(0);
        assertThat(finding.message(Locale.ENGLISH)).contains(".plt");
        assertThat(finding.message(Locale.FRENCH)).contains("instruction");
    }
}
