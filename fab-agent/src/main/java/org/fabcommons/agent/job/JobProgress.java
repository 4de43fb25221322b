// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import org.fabcommons.link.Message;
import org.fabcommons.preflight.Checked;

/** How far a job is, measured against what the check found. */
record JobProgress(Checked checked, LineMark mark, Pace pace) {
    Message.Progress now() {
        long line = mark.last().line();
        double fraction = checked.timeline().fractionAt(line);
        return new Message.Progress(line, checked.toolpath().lines(), fraction, pace.remaining(fraction));
    }

    void acknowledged(long line, long count) {
        mark.acknowledged(line, count);
        // Before that there is heating and homing, which no estimate covers.
        if (checked.timeline().fractionAt(line) > 0) pace.moves();
    }
}
