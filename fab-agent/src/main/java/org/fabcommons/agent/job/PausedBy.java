// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

/** Who wanted a job to rest. */
public enum PausedBy {
    /** Somebody on the agent's page, or a program that uses its API. */
    HERE("paused-here", "A person paused the job beside the machine."),
    HUB("paused-at-hub", "A person paused the job at the hub."),
    CAMERA("paused-by-camera", "A camera saw that something is wrong."),
    /** Its own buttons, or the file through the firmware. */
    MACHINE("paused-by-machine", "The machine asked for the pause.");

    private final String reason;
    private final String sentence;

    PausedBy(String reason, String sentence) {
        this.reason = reason;
        this.sentence = sentence;
    }

    /** A stable code. */
    String reason() {
        return reason;
    }

    /** In English. */
    String sentence() {
        return sentence;
    }
}
