// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

/** How a run ended. */
public enum Outcome {
    /** Every line was acknowledged and the motion is done. */
    FINISHED,
    /** The machine or the line to it gave up. */
    FAILED,
    /** A person ended it. */
    CANCELLED
}
