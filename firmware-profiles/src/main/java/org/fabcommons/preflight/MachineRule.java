// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.gcode.MachineMove;
import org.fabcommons.gcode.MachinePlace;
import org.fabcommons.gcode.MachinePlace.Trouble;
import org.fabcommons.gcode.Step;
import org.fabcommons.profile.Profile;

/**
 * Moves past the zero that was set, against where the machine can go. Without a machine at hand nobody can tell; then it
 * is said that the machine's own agent will.
 */
final class MachineRule {
    private final Profile profile;
    private final Optional<MachinePlace> place;
    private final Findings findings;
    private final Set<String> said = new HashSet<>();

    MachineRule(Profile profile, Optional<MachinePlace> place, Findings findings) {
        this.profile = profile;
        this.place = place;
        this.findings = findings;
    }

    void check(Step step) {
        step.machine()
                .filter(move -> profile.commands().allowed().contains(move.code()))
                .ifPresent(move -> check(step.line().number(), move));
    }

    private void check(long line, MachineMove move) {
        if (!move.straight() && said.add("straight")) findings.add(Finding.refuse("machine-straight", line));
        if (place.isEmpty()) {
            if (said.add(move.code())) findings.add(Finding.warn(Checked.MACHINE_MOVE, line, move.code()));
            return;
        }
        place.get().against(move).ifPresent(trouble -> {
            if (said.add(trouble.getClass().getSimpleName() + " " + move.code()))
                findings.add(finding(line, move.code(), trouble));
        });
    }

    private static Finding finding(long line, String code, Trouble trouble) {
        if (trouble instanceof Trouble.Beyond beyond)
            return Finding.refuse(
                    "machine-beyond",
                    line,
                    code,
                    String.valueOf(beyond.axis()),
                    beyond.to(),
                    beyond.from(),
                    beyond.until());
        return trouble instanceof Trouble.NotHomed unknown
                ? Finding.refuse("machine-not-homed", line, code, String.valueOf(unknown.axis()))
                : Finding.refuse("machine-not-told", line, code);
    }
}
