// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody hears who writes a profile. */
class ProfileReaderTest {
    private static final String GOOD =
            """
            id: mine
            extends: marlin
            name: Mine
            sources:
              limits: "Measured on 2026-11-24"
            limits:
              nozzleMaxC: 260
            """;

    @Test
    void aGoodProfileIsRead() {
        var profile = Profiles.read("mine.yaml", GOOD);
        assertThat(profile.limits().nozzleMaxC()).hasValue(260.0);
        assertThat(profile.limits().bedMaxC())
                .isEqualTo(Profiles.standard().require("marlin").limits().bedMaxC());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  nozzleMaxC: 260|  nozzelMaxC: 260|mine.yaml:7: limits.nozzelMaxC is no key of a profile; did you"
                        + " mean nozzleMaxC?",
                "  nozzleMaxC: 260|  nozzleMaxC: hot|mine.yaml:7: limits.nozzleMaxC must be a number",
                "  nozzleMaxC: 260|  nozzleMaxC: -3|mine.yaml:7: limits.nozzleMaxC must be above 0",
                "name: Mine|name: ''|mine.yaml:3: name must not be empty",
                "limits: \"Measured on 2026-11-24\"|limits: seen|mine.yaml:5: sources.limits must have 8 letters or"
                        + " more",
                "name: Mine|colour: red|mine.yaml: name is missing",
                "id: mine|id: Mine!|mine.yaml:1: id must look like",
                "extends: marlin|extends: merlin|mine.yaml:2: extends names merlin, which does not exist",
                "extends: marlin|family: marlin|mine.yaml:6: limits.feedMaxMmPerMin is missing",
                "  limits: \"Measured on 2026-11-24\"|  envelope: \"Measured on 2026-11-24\"|mine.yaml:7:"
                        + " limits.nozzleMaxC has no source",
                "  nozzleMaxC: 260|  nozzleMaxC: [|is no YAML",
                "  nozzleMaxC: 260|  nozzleMaxC: 260\\n  nozzleMaxC: 261|is no YAML: Duplicate field",
            })
    void aMistakeIsNamedWithFileAndLine(String good, String bad, String message) {
        var text = GOOD.replace(good, bad.replace("\\n", "\n"));
        assertThatThrownBy(() -> Profiles.read("mine.yaml", text)).hasMessageContaining(message);
    }

    @Test
    void noMachineIsAskedMoreOftenThanItsFamilyBears() {
        var text = GOOD.replace("  limits:", "  wire: \"Measured on 2026-11-24\"\n  limits:")
                + "wire: {statusIntervalMs: 200}\n";
        assertThatThrownBy(() -> Profiles.read("mine.yaml", text))
                .hasMessageContaining("wire.statusIntervalMs asks more often than status.maxHz allows");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        var text = GOOD.replace("  nozzleMaxC: 260", "  nozzleMaxC: hot\n  bed: 3\nwires: {}");
        assertThatThrownBy(() -> Profiles.read("mine.yaml", text))
                .isInstanceOfSatisfying(Fault.Faults.class, faults -> assertThat(
                                faults.faults().stream().map(Fault::line))
                        .isEqualTo(List.of(7, 8, 9)));
    }

    @Test
    void whatIsNoListOfKeysIsRefusedInWords() {
        assertThatThrownBy(() -> Profiles.read("mine.yaml", "just words")).hasMessageContaining("holds no keys");
        assertThatThrownBy(() -> Profiles.read("mine.yaml", "")).hasMessageContaining("holds no keys");
        assertThatThrownBy(() -> Profiles.read("mine.yaml", "a: [".repeat(50))).isInstanceOf(Fault.Faults.class);
        assertThatThrownBy(() -> Profiles.read("mine.yaml", "a: " + "x".repeat(2_000_000)))
                .hasMessageContaining("too large");
    }

    @Test
    void whatAModelSaysAnewIsNoLongerVerified() {
        var family = Profiles.standard().require("grbl");
        assertThat(family.verified()).containsKey("wire.rxBufferBytes");
        assertThat(Profiles.standard().require("grblhal").verified()).doesNotContainKey("wire.rxBufferBytes");
    }
}
