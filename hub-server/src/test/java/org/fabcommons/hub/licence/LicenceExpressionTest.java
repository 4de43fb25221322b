// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenceExpressionTest {
    private static String read(String text) {
        return LicenceExpression.read(text).expression().toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cern-ohl-s-2.0 | CERN-OHL-S-2.0",
                "CERN-OHL-W-2.0+ | CERN-OHL-W-2.0+",
                "MIT OR (Apache-2.0) | MIT OR Apache-2.0",
                "MIT and (CC0-1.0 or CC-BY-4.0) | MIT AND (CC0-1.0 OR CC-BY-4.0)",
                "(MIT AND CC0-1.0) OR CC-BY-4.0 | MIT AND CC0-1.0 OR CC-BY-4.0",
                "Apache-2.0 WITH shl-2.1 | Apache-2.0 WITH SHL-2.1",
                "GPL-3.0-only+ | GPL-3.0-or-later",
                "LicenseRef-My.Own-1 | LicenseRef-My.Own-1",
                "DocumentRef-a:LicenseRef-b | DocumentRef-a:LicenseRef-b",
                "MIT WITH AdditionRef-x | MIT WITH AdditionRef-x",
            })
    void anExpressionIsWrittenInOneWay(String written, String canonical) {
        assertThat(read(written)).isEqualTo(canonical);
        assertThat(read(canonical)).isEqualTo(canonical);
        assertThat(LicenceExpression.read(written).warnings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "GPL-3.0, GPL-3.0-only, deprecated",
        "GPL-2.0+, GPL-2.0-or-later, deprecated",
        "AGPL-3.0+, AGPL-3.0-or-later, deprecated",
        "GPL-2.0-with-classpath-exception, GPL-2.0-only WITH Classpath-exception-2.0, deprecated",
        "NOASSERTION, LicenseRef-NOASSERTION, none",
        "NONE, LicenseRef-NONE, none",
    })
    void anOutdatedIdentifierIsUnderstoodAndTold(String written, String meant, String code) {
        var reading = LicenceExpression.read(written);
        assertThat(reading.expression()).hasToString(meant);
        assertThat(reading.warnings())
                .extracting(LicenceExpression.Warning::code)
                .containsExactly(code);
    }

    @ParameterizedTest(name = "“{0}”: {1}")
    @CsvSource({
        "'', licence-missing",
        "'  ', licence-missing",
        "MIT OR, licence-ends",
        "Apache-2.0 WITH, licence-ends",
        "(MIT, licence-unclosed",
        "MIT), licence-unexpected",
        "OR MIT, licence-unexpected",
        "MIT Apache-2.0, licence-unexpected",
        "MIT And CC0-1.0, licence-unexpected",
        "(MIT OR ISC) WITH SHL-2.1, licence-unexpected",
        "Apache-2.0 WITH MIT, licence-unknown",
        "Cern, licence-unknown",
        "LicenseRef-+, licence-unknown",
        "((((((((((((MIT)))))))))))), licence-deep",
        "MIT AND MIT AND MIT AND MIT AND MIT AND MIT AND MIT AND MIT AND MIT AND MIT AND MIT, licence-many",
    })
    void whatIsNoExpressionIsRefusedWithItsFault(String written, String code) {
        assertThatThrownBy(() -> read(written))
                .isInstanceOfSatisfying(
                        ExpressionFault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void aMisspeltIdentifierIsRecognised() {
        assertThatThrownBy(() -> read("CCBYSA4.0"))
                .isInstanceOfSatisfying(ExpressionFault.class, fault -> assertThat(fault.arguments())
                        .containsExactly("CCBYSA4.0", "CC-BY-SA-4.0"));
        assertThatThrownBy(() -> read("M".repeat(301))).hasMessageContaining("licence-long");
    }

    @Test
    void everyIdentifierOfTheListIsReadAndHasARule() {
        assertThat(SpdxList.standard().licences()).hasSizeGreaterThan(700);
        for (var entry : SpdxList.standard().licences()) {
            var reading = LicenceExpression.read(entry.id());
            assertThat(reading.warnings().isEmpty())
                    .as(entry.id())
                    .isEqualTo(entry.replacement().isEmpty());
            for (var term : reading.expression().terms())
                assertThat(Rules.standard().of(term).sources()).isNotEmpty();
        }
    }
}
