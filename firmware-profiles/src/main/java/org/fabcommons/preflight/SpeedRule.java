// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import org.fabcommons.gcode.PlainMove;
import org.fabcommons.gcode.Step;
import org.fabcommons.profile.Profile;

/** A spindle or laser that is switched on without an S works as it was left, which the file's author cannot have meant. */
final class SpeedRule {
    private final boolean mill;
    /** Whether the file has said how fast or how strong by now. */
    private boolean said;
    /** The line that switched it on; 0 while it is off. */
    private long on;
    /** The one after which something was cut like that; 0 for none. */
    private long line;

    SpeedRule(Profile profile) {
        mill = profile.kind() == Profile.Kind.MILL_LASER;
    }

    void check(Step step) {
        if (!mill) return;
        for (var code : step.line().codes())
            switch (code) {
                case "M3", "M4" -> on = on == 0 ? step.line().number() : on;
                case "M5", "M2", "M30" -> on = 0;
                default -> {
                    // Nothing else switches it.
                }
            }
        said |= step.line().value('S').isPresent();
        cut(step.move().filter(move -> !move.rapid()).isPresent());
    }

    void check(PlainMove move) {
        said |= move.setsSpindle();
        cut(move.moves() && !move.rapid());
    }

    private void cut(boolean cuts) {
        if (cuts && on > 0 && !said && line == 0) line = on;
    }

    void end(Findings findings) {
        if (line > 0) findings.add(Finding.warn("spindle-no-speed", line));
    }
}
