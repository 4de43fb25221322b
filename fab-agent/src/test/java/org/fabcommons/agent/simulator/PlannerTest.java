// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fabcommons.gcode.Move;
import org.fabcommons.gcode.Step;
import org.fabcommons.gcode.ToolpathAnalysis;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is estimated before a job, and what a planner then takes for it. */
class PlannerTest {
    @ParameterizedTest
    @CsvSource({
        "creality-ender-3, bit-stair/toolpaths/bit-stair-pla.gcode",
        "marlin, ripple-lantern/toolpaths/shade-vase-pla.gcode",
        "marlin, pour-tray/toolpaths/pour-tray-pla.gcode",
        "prusa-mk3s, count-tray/toolpaths/count-tray-pla.gcode",
        "marlin, cleat-hook/toolpaths/cleat-hook-pla.gcode",
        "marlin, cleat-hook/toolpaths/rail-pla.gcode",
        "marlin, jig-knob/toolpaths/jig-knob-m6-with-cap-pla.gcode",
        "klipper, ripple-lantern/toolpaths/dish-pla.gcode",
        "grblhal, slot-stand/toolpaths/cross-plywood-6mm.nc",
        "grbl, ../fab-agent/src/test/resources/programs/freecad-grbl.nc",
        "grbl, radius-leaves/toolpaths/leaves-plywood-3mm-laser.nc",
        "genmitsu-3018, slot-stand/toolpaths/sides-plywood-6mm.nc"
    })
    void theEstimateIsWithinATenthOfWhatThePlannerTakes(String profile, String file) throws IOException {
        var machine = new Machine(Profiles.standard().require(profile));
        try (var in = Files.newInputStream(Path.of("../designs").resolve(file))) {
            var estimate = ToolpathAnalysis.of(in, machine.profile, machine::take)
                    .toolpath()
                    .estimateSeconds();
            machine.rest();
            assertThat(estimate).isGreaterThan(60).isCloseTo(machine.seconds, withinPercentage(10));
        }
    }

    /** A planner that is fed as fast as it takes. */
    private static final class Machine {
        private static final double TICK_S = 0.02;

        private final Profile profile;
        private final Motion motion;
        private double seconds;

        Machine(Profile profile) {
            this.profile = profile;
            motion = new Motion(4, 16, profile);
        }

        void take(Step step) {
            step.move().ifPresent(this::take);
            boolean stops = step.line().codes().stream().anyMatch(code -> code.matches("M[345]|M400|G28|G4"));
            if (stops) rest();
            seconds += step.dwellSeconds();
        }

        private void take(Move move) {
            while (!motion.hasRoom()) tick();
            var at = motion.planned();
            double[] to = {move.to().x(), move.to().y(), move.to().z(), at[3] + move.extrudedMm()};
            boolean rapid = move.rapid() && profile.language() == Language.GRBL;
            double feed = rapid ? profile.motion().rapidMmPerMin() : move.feedMmPerMin();
            if (move.lengthMm() > 0) motion.addPath(to, move.lengthMm(), feed);
            else motion.add(to, feed);
        }

        void rest() {
            while (!motion.still()) tick();
        }

        private void tick() {
            motion.advance(TICK_S);
            seconds += TICK_S;
        }
    }
}
