// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What slicers write by their own profile of a machine runs on that machine: priming lines beside the bed, levelling,
 * settings of motion, macros. The files are beginning and end of real ones, made from designs of this repository.
 */
class SlicersTest {
    /** What is rightly said of the others' beginnings. */
    private static final Map<String, List<String>> SAID = Map.of(
            // 180 mm farther than the print ends, counting on the firmware's own end stops.
            "anycubic-i3-mega.cura", List.of("held-at-envelope"),
            // Up by 3 mm before homing, and into the middle: nobody knows from where. M85 S0.
            "artillery-sidewinder-x1", List.of("step-not-homed", "protection-off"),
            "jubilee", List.of("step-not-homed"),
            // The filament's sensor is switched off at the beginning.
            "rat-rig-v-core-3-300", List.of("protection-off", "ask-command"));

    static Stream<Path> files() throws Exception {
        try (var all =
                Files.list(Path.of(SlicersTest.class.getResource("/slicers").toURI()))) {
            return all.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aSlicersOwnFileForAMachineFitsIt(Path file) throws Exception {
        var name = file.getFileName().toString().replace(".gcode", "");
        var id = name.replace(".cura", "");
        try (var in = Files.newInputStream(file)) {
            var checked = Preflight.check(in, Profiles.standard().require(id));
            assertThat(checked.findings())
                    .extracting(Finding::code)
                    .as(name)
                    .isEqualTo(SAID.getOrDefault(name, List.of()));
        }
    }
}
