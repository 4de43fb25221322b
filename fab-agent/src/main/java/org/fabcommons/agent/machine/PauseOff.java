// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

/**
 * How long a paused job may stay warm before a person comes.
 *
 * @param nozzleS after so many seconds of a pause its nozzles go off, and what turns is told of; 0 for never
 * @param bedS the same for bed and chamber, from which the work may come off as they cool; 0 for never
 */
public record PauseOff(int nozzleS, int bedS) {
    /** As long as a machine may stay warm without a job; a working day for the bed. */
    public static final PauseOff USUAL = new PauseOff(1800, 28_800);

    public PauseOff {
        if (nozzleS < 0) throw new IllegalArgumentException("pauseNozzleOff must be 0 or above, not " + nozzleS);
        if (bedS < 0) throw new IllegalArgumentException("pauseBedOff must be 0 or above, not " + bedS);
    }
}
