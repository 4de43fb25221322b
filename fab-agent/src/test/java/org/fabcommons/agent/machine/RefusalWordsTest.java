// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;

/** Why a firmware refused a line. */
class RefusalWordsTest {
    private static Seen heard(String id, String... lines) {
        var profile = Profiles.standard().require(id);
        var dialect = Dialect.of(profile);
        var seen = new Seen(profile);
        for (var line : List.of(lines)) for (var reply : dialect.read(line)) seen.take(reply, 0);
        return seen;
    }

    @Test
    void klippersReasonIsWhatItSaidBefore() {
        assertThat(heard("klipper", "!! Unable to parse move 'G1 X1=5'", "ok")
                        .error(0)
                        .english())
                .isEqualTo("Unable to parse move 'G1 X1=5'.");
        assertThat(heard("klipper", "!! Must home axis first: 10.000 10.000 0.000 [0.000].", "ok")
                        .error(0)
                        .english())
                .isEqualTo("Must home axis first: 10.000 10.000 0.000 [0.000].");
    }

    @Test
    void whereErrorsHaveNumbersTheseSayIt() {
        assertThat(heard("grbl", "error:20").error(20).english()).startsWith("error 20, ");
    }
}
