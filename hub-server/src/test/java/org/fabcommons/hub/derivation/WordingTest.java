// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    private static String compared(String before, String after) {
        return Wording.compared(words(before), words(after)).stream()
                .map(piece -> switch (piece.fate()) {
                    case SAME -> piece.text();
                    case REMOVED -> "-(" + piece.text() + ")";
                    case ADDED -> "+(" + piece.text() + ")";
                })
                .collect(Collectors.joining(" "));
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : Arrays.asList(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "a small lamp, a large lamp, a -(small) +(large) lamp",
        "a lamp, a lamp for the desk, a lamp +(for the desk)",
        "lamp desk, desk, -(lamp) desk",
        ", new words, +(new words)",
        "old words, , -(old words)",
        "one two, three four, -(one two) +(three four)"
    })
    void wordsThatChangedStandBesideThoseThatDidNot(String before, String after, String both) {
        assertThat(compared(before, after)).isEqualTo(both);
    }
}
