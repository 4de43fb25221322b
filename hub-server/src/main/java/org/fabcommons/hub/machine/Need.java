// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * Something at a machine that waits for somebody's word or hand, and goes no further without.
 *
 * @param machine id of the machine
 * @param job id of the job it is about
 * @param text what is to be done, in the reader's language
 * @param page where to do it
 * @param yours whether the viewer is one of those who may
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Need(
        Kind kind,
        String machine,
        String machineName,
        String labName,
        Optional<String> job,
        String text,
        String page,
        boolean yours) {
    /** What is needed, the most pressing first. */
    public enum Kind {
        /** The machine stopped itself, or cannot be reached by its cable. */
        LOOK,
        /** A running job, or the machine, asks whoever stands beside it. */
        ANSWER,
        /** The lab's policy asks for a manager's word. */
        PERMISSION,
        /** Somebody is to say that the machine is clear. */
        CLEAR;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it is coloured: a machine in trouble is not only waiting. */
    public String tone() {
        return kind == Kind.LOOK ? "bad" : "warn";
    }
}
