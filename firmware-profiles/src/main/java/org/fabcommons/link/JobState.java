// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;

/** Where a job stands. A move that {@link #next} does not name is refused by hub and agent alike. */
public enum JobState {
    /** The file has been analysed and fits the machine. */
    PREPARED,
    /** Waits in the machine's queue for a person to say that the machine is clear. */
    QUEUED,
    /** A person said that the machine is clear; the agent has been told. */
    OFFERED,
    /**
     * The agent has the file, its hash is right, its own check passed. It goes back to the queue where the agent could not
     * learn in time that the offer still stands; nothing has moved then.
     */
    ACCEPTED,
    RUNNING,
    PAUSED,
    /** Every line was acknowledged and the motion is done. */
    FINISHED,
    /** The machine or the link gave up; the last event says why. */
    FAILED,
    CANCELLED,
    /** The agent stopped in the middle; what is known is the last acknowledged line. */
    INTERRUPTED,
    /** A person said how it went. */
    REPORTED;

    /** The states a job may move to from here. */
    public Set<JobState> next() {
        return switch (this) {
            case PREPARED -> Set.of(QUEUED, CANCELLED);
            case QUEUED -> Set.of(OFFERED, CANCELLED);
            case OFFERED -> Set.of(ACCEPTED, QUEUED, FAILED, CANCELLED);
            case ACCEPTED -> Set.of(RUNNING, QUEUED, FAILED, CANCELLED, INTERRUPTED);
            case RUNNING -> Set.of(PAUSED, FINISHED, FAILED, CANCELLED, INTERRUPTED);
            case PAUSED -> Set.of(RUNNING, FAILED, CANCELLED, INTERRUPTED);
            case FINISHED, FAILED, CANCELLED, INTERRUPTED -> Set.of(REPORTED);
            case REPORTED -> Set.of();
        };
    }

    /** Whether the machine has finished with this job, however it went. */
    public boolean over() {
        return switch (this) {
            case FINISHED, FAILED, CANCELLED, INTERRUPTED, REPORTED -> true;
            case PREPARED, QUEUED, OFFERED, ACCEPTED, RUNNING, PAUSED -> false;
        };
    }

    /** The lower-case name used in JSON, SQL and pages. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
