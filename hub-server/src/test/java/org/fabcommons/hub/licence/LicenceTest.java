// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LicenceTest {
    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource({
        "CC0-1.0, CC-BY-NC-4.0, true",
        "CC0-1.0, CERN-OHL-S-2.0, true",
        "MIT, GPL-3.0-or-later, true",
        "Apache-2.0, CERN-OHL-P-2.0, true",
        "CERN-OHL-P-2.0, CC-BY-4.0, true",
        "CC-BY-4.0, CC0-1.0, false",
        "CC-BY-4.0, CC-BY-SA-4.0, true",
        "CC-BY-4.0, CERN-OHL-S-2.0, true",
        "CC-BY-SA-4.0, CC-BY-4.0, false",
        "CC-BY-SA-4.0, CERN-OHL-S-2.0, false",
        "CC-BY-SA-4.0, GPL-3.0-only, true",
        "CC-BY-SA-4.0, GPL-3.0-or-later, false",
        "GPL-3.0-only, CC-BY-SA-4.0, false",
        "CC-BY-NC-4.0, CC-BY-4.0, false",
        "CC-BY-NC-4.0, CC-BY-NC-SA-4.0, true",
        "CC-BY-NC-SA-4.0, CC-BY-NC-4.0, false",
        "CERN-OHL-W-2.0, CERN-OHL-P-2.0, false",
        "CERN-OHL-S-2.0, CERN-OHL-W-2.0, false",
        "GPL-3.0-or-later, AGPL-3.0-or-later, true",
        "AGPL-3.0-or-later, GPL-3.0-or-later, false",
    })
    void whatIsMadeOfItMayOrMayNotBeUnder(String ancestor, String derivative, boolean allowed) {
        assertThat(Licence.find(ancestor)
                        .orElseThrow()
                        .allows(Licence.find(derivative).orElseThrow()))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @EnumSource
    void everyLicenceAllowsItselfAndIsFoundByItsName(Licence licence) {
        assertThat(licence.allows(licence)).isTrue();
        assertThat(Licence.find(licence.spdx().toLowerCase(java.util.Locale.ROOT)))
                .contains(licence);
    }

    @Test
    void severalAncestorsAllowWhatEachOfThemAllows() {
        assertThat(Licence.forDerivativesOf(List.of(Licence.CC_BY, Licence.CERN_S)))
                .containsExactly(Licence.CERN_S);
        assertThat(Licence.forDerivativesOf(List.of(Licence.CC_BY_SA, Licence.CERN_S)))
                .isEmpty();
        assertThat(Licence.forDerivativesOf(List.of())).hasSize(Licence.values().length);
    }
}
