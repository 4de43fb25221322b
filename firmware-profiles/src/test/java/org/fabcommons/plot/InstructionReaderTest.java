// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fabcommons.gcode.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is an instruction, and how it is sent. */
class InstructionReaderTest {
    private static List<Instruction> read(String file) throws IOException {
        var all = new ArrayList<Instruction>();
        var reader = new InstructionReader(new ByteArrayInputStream(file.getBytes(StandardCharsets.ISO_8859_1)), 72);
        for (var next = reader.next(); next.isPresent(); next = reader.next()) all.add(next.get());
        return all;
    }

    private static String sent(String file) throws IOException {
        return read(file).stream().map(Instruction::text).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            IN;SP1;PU0,0;               | IN; SP1; PU0,0;
            in ; pu 10 20 ;             | IN; PU10,20;
            PD+1.50,-2                  | PD1.50,-2;
            PU10,10PD20,20PU            | PU10,10; PD20,20; PU;
            ;;^IN;!MC1;V15.0;Z1,2,-3    | ^IN; !MC1; V15.0; Z1,2,-3;
            !PZ-20,100;!ST1;!FS80       | !PZ-20,100; !ST1; !FS80;
            """)
    void differentWaysToWriteItAreSentInOne(String file, String sent) throws IOException {
        assertThat(sent(file)).isEqualTo(sent);
    }

    @Test
    void deviceControlIsLeftOutSinceTheHandshakeIsTheAgents() throws IOException {
        assertThat(sent("\u001b.(;\u001b.I81;;17:\u001b.N;19:IN;PU;\u001b.K")).isEqualTo("IN; PU;");
    }

    @Test
    void aListThatIsTooLongForTheMachineGoesInPieces() throws IOException {
        var list = IntStream.range(0, 400).mapToObj(i -> "" + i * 25).collect(Collectors.joining(","));
        var pieces = read("PD" + list + ";PU;");
        assertThat(pieces.get(pieces.size() - 1).text()).isEqualTo("PU;");
        var lists = pieces.subList(0, pieces.size() - 1);
        assertThat(lists)
                .allMatch(piece -> piece.text().length() <= 72 && piece.values().size() % 2 == 0);
        assertThat(lists.stream().flatMap(piece -> piece.values().stream()).count())
                .isEqualTo(400);
        assertThat(pieces).extracting(Instruction::number).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            PD10,#;PU;      | MALFORMED
            PD1..2,3;       | MALFORMED
            7,8;            | MALFORMED
            VS1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30; | TOO_LONG
            """)
    void whatIsNoneIsNeverSent(String file, Line.Fault fault) throws IOException {
        var first = read(file).get(0);
        assertThat(first.fault()).contains(fault);
        assertThat(first.text()).isEmpty();
    }

    @Test
    void aPrintersHeaderIsNoPartOfIt() throws IOException {
        assertThat(read("\u001b%-12345X@PJL JOB\r\nIN;").get(0).fault()).contains(Line.Fault.BINARY);
        assertThat(read("\0\0IN;").get(0).fault()).contains(Line.Fault.BINARY);
    }
}
