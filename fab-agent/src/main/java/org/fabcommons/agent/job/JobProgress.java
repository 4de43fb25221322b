// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import org.fabcommons.link.Message;
import org.fabcommons.preflight.Checked;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * How far a job is, measured against what the check found.
 *
 * @param planned so many acknowledged lines the machine may still have to make
 */
record JobProgress(Checked checked, LineMark mark, Pace pace, int planned) {
    /** An instruction of a plotter's counts as acknowledged when it is drawn. */
    static int planned(Profile profile) {
        return profile.language() == Language.PLOTTER ? 0 : profile.motion().plannedMoves();
    }

    Message.Progress now() {
        long line = mark.last().line();
        double fraction = checked.timeline().fractionAt(line);
        double made = checked.timeline().fractionAt(Math.max(0, line - planned));
        return new Message.Progress(
                line, checked.toolpath().lines(), fraction, pace.remaining(made, planned > 0 && fraction >= 1));
    }

    void acknowledged(long line, long count) {
        mark.acknowledged(line, count);
        // Before that there is heating and homing, which no estimate covers.
        if (checked.timeline().fractionAt(line) > 0) pace.moves();
    }
}
