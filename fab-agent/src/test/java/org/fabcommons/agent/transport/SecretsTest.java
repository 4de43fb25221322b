// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recording is shown to others: it must not tell what is nobody's business. */
class SecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            $Sta/Password=geheim            | $Sta/Password=***
            M587 S"lab" P"geheim"           | M587 ***
            N12 M551 P"geheim"*34           | N12 M551 ***
            N12M551 P"geheim"*34            | N12M551 ***
            {"password":"geheim","x":1}     | {"password":"***","x":1}
            ; api_key = 0123abcd            | ; api_key = ***
            G1 X10 F3000                    | G1 X10 F3000
            [MSG:Token ring]                | [MSG:Token ***
            """)
    void passwordsAndKeysAreLeftOut(String line, String recorded) {
        assertThat(Recording.withoutSecrets(line)).isEqualTo(recorded);
    }
}
