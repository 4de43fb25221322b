// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import org.fabcommons.gcode.PlainMove;
import org.fabcommons.gcode.Step;
import org.fabcommons.profile.Profile;

/** After a tool change the spindle stands still until the file starts it; a cut before that breaks the tool. */
final class ToolChangeRule {
    private final boolean mill;
    private boolean still;
    /** The first line that cuts with a standing spindle; 0 for none. */
    private long line;

    ToolChangeRule(Profile profile) {
        mill = profile.kind() == Profile.Kind.MILL_LASER;
    }

    void check(Step step) {
        if (!mill) return;
        var codes = step.line().codes();
        if (codes.contains("M6")) still = true;
        if (codes.contains("M3") || codes.contains("M4")) still = false;
        cut(step.move().filter(move -> !move.rapid()).isPresent(), step.line().number());
    }

    void check(PlainMove move) {
        cut(move.moves() && !move.rapid(), move.line());
    }

    private void cut(boolean cuts, long number) {
        if (still && cuts && line == 0) line = number;
    }

    void end(Findings findings) {
        if (line > 0) findings.add(Finding.warn("tool-standing", line));
    }
}
