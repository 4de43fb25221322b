// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.gcode.Heat;
import org.fabcommons.gcode.Line;
import org.fabcommons.profile.Profile;

/** What a machine stands: heat, and the speed of its spindle or the power of its laser. */
final class Endurance {
    private static final Set<String> SPINNING = Set.of("M3", "M4", "G0", "G1", "G2", "G3");

    private final Profile profile;

    Endurance(Profile profile) {
        this.profile = profile;
    }

    /** Whether an S in a line with these codes is a speed or a power. */
    boolean spins(List<String> codes) {
        return profile.limits().spindleMax().isPresent()
                && (codes.isEmpty() || codes.stream().anyMatch(SPINNING::contains));
    }

    /** Heat and spindle speed, which the machine may not stand. */
    Optional<Refusal> check(String command) {
        var line = Line.parse(0, command, profile.commands().text());
        var codes = line.codes();
        if (spins(codes)
                && line.value('S').orElse(0) > profile.limits().spindleMax().get())
            return Refusal.because("too-fast", "guard.too-fast", command);
        return heat(line);
    }

    Optional<Refusal> heat(Line line) {
        var limits = profile.limits();
        boolean hot = Heat.nozzle(line, profile).orElse(0) > limits.nozzleMaxC().orElse(0.0)
                || Heat.bed(line, profile).orElse(0) > limits.bedMaxC().orElse(0.0);
        return hot ? Refusal.because("too-hot", "guard.too-hot", line.text()) : Optional.empty();
    }
}
