// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import org.fabcommons.link.Detail;

/** Who wanted a job to rest. */
public enum PausedBy {
    /** Somebody on the agent's page, or a program that uses its API. */
    HERE("paused-here"),
    HUB("paused-at-hub"),
    CAMERA("paused-by-camera"),
    /** Its own buttons, or the file through the firmware. */
    MACHINE("paused-by-machine");

    private final String reason;

    PausedBy(String reason) {
        this.reason = reason;
    }

    /** A stable code. */
    String reason() {
        return reason;
    }

    /** What is said beside it. */
    Detail detail() {
        return Detail.of(reason);
    }
}
