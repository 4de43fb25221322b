// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.link.JobState;

/** What a person may ask of a job. */
public enum JobAction {
    /** The machine is clear: run it. */
    CONFIRM(Role.OPERATOR, false),
    PAUSE(Role.OPERATOR, false),
    RESUME(Role.OPERATOR, false),
    CANCEL(Role.OPERATOR, true),
    /** Stop the machine at once. Nobody who sees it go wrong should have to ask. */
    STOP(Role.MEMBER, true),
    /** Nothing is heard of the machine any more, and nothing will be: take the job off it. */
    ABANDON(Role.OPERATOR, false);

    private final Role role;
    private final boolean byRequester;

    JobAction(Role role, boolean byRequester) {
        this.role = role;
        this.byRequester = byRequester;
    }

    /** The role in the lab that it takes. */
    Role role() {
        return role;
    }

    /** Whether the person who asked for the job may do it too. */
    boolean byRequester() {
        return byRequester;
    }

    /** Whether it makes sense in this state. */
    boolean possible(JobState state) {
        return switch (this) {
            case CONFIRM -> state == JobState.QUEUED;
            case PAUSE -> state == JobState.RUNNING;
            case RESUME -> state == JobState.PAUSED;
            case CANCEL -> !state.over();
            case ABANDON -> state == JobState.ACCEPTED || state == JobState.RUNNING || state == JobState.PAUSED;
            case STOP ->
                switch (state) {
                    case OFFERED, ACCEPTED, RUNNING, PAUSED -> true;
                    case PREPARED, QUEUED, FINISHED, FAILED, CANCELLED, INTERRUPTED, REPORTED -> false;
                };
        };
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<JobAction> parse(String name) {
        return Arrays.stream(values())
                .filter(action -> action.wireName().equals(name))
                .findFirst();
    }
}
