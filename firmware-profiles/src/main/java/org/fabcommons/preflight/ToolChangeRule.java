// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.util.Optional;
import org.fabcommons.gcode.PlainMove;
import org.fabcommons.gcode.Step;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.ToolSetter;

/**
 * After a tool change the spindle stands still until the file starts it; a cut before that breaks the tool. And a tool can
 * only be measured where the machine can go.
 */
final class ToolChangeRule {
    private static final double TOLERANCE_MM = 0.01;

    private final boolean mill;
    private final Profile profile;
    /** The first line that changes the tool; 0 for none. */
    private long change;

    private boolean still;
    /** The first line that cuts with a standing spindle; 0 for none. */
    private long line;

    ToolChangeRule(Profile profile) {
        mill = profile.kind() == Profile.Kind.MILL_LASER;
        this.profile = profile;
    }

    void check(Step step) {
        if (!mill) return;
        var codes = step.line().codes();
        if (codes.contains("M6")) {
            still = true;
            if (change == 0) change = step.line().number();
        }
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
        if (change > 0) beyond().ifPresent(findings::add);
    }

    /** The axis along which the fixed setter, or the height that is clear of everything, lies where the machine cannot go. */
    private Optional<Finding> beyond() {
        if (profile.toolSetter().isEmpty() || profile.control().isEmpty()) return Optional.empty();
        var setter = profile.toolSetter().get();
        var control = profile.control().get();
        boolean fixed = setter.kind() == ToolSetter.Kind.FIXED;
        var places = new double[] {setter.x(), setter.y(), setter.clearZ()};
        for (int axis = fixed ? 0 : 2; axis < places.length; axis++) {
            double low = control.min(profile.envelope(), axis);
            double high = control.max(profile.envelope(), axis);
            if (places[axis] >= low - TOLERANCE_MM && places[axis] <= high + TOLERANCE_MM) continue;
            var name = axis == 2 ? "clearZ" : axis == 1 ? "y" : "x";
            return Optional.of(Finding.refuse("setter-beyond", change, name, mm(places[axis]), mm(low), mm(high)));
        }
        return Optional.empty();
    }

    private static double mm(double length) {
        return Math.round(length * 100) / 100.0;
    }
}
