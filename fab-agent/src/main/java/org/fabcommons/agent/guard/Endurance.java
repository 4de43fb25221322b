// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.NamedHeat;
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
            return Refusal.because("too-fast", "\"%s\" asks for more than the spindle or laser stands.", command);
        return heat(line);
    }

    Optional<Refusal> heat(Line line) {
        boolean hot = line.named()
                && (NamedHeat.nozzle(line).orElse(0)
                                > profile.limits().nozzleMaxC().orElse(0.0)
                        || NamedHeat.bed(line).orElse(0)
                                > profile.limits().bedMaxC().orElse(0.0));
        if (hot) return Refusal.because("too-hot", "\"%s\" is hotter than this machine stands.", line.text());
        var code = line.codes().isEmpty() ? "" : line.codes().get(0);
        var limit =
                switch (code) {
                    case "M104", "M109" -> profile.limits().nozzleMaxC();
                    case "M140", "M190" -> profile.limits().bedMaxC();
                    default -> Optional.<Double>empty();
                };
        if (!List.of("M104", "M109", "M140", "M190").contains(code)) return Optional.empty();
        for (var letter : new char[] {'S', 'R'}) {
            OptionalDouble target = line.value(letter);
            if (target.isPresent() && target.getAsDouble() > limit.orElse(0.0))
                return Refusal.because("too-hot", "\"%s\" is hotter than this machine stands.", line.text());
        }
        return Optional.empty();
    }
}
