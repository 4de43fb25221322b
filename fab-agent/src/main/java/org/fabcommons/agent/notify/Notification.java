// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.notify;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.link.Detail;

/**
 * Something that a person who is not at the page would want to know.
 *
 * @param number higher than that of each one before, also over restarts
 * @param machine its key; empty where it is about none
 * @param file what the job makes; empty where it is about none
 * @param code more exactly: a reason as in a job's history, or what is asked; may be empty
 * @param values what belongs into the sentence of that code
 * @param said what is wrong with the machine, where it is about that
 */
public record Notification(
        long number,
        Instant at,
        Kind kind,
        Optional<String> machine,
        Optional<String> job,
        Optional<String> file,
        String code,
        List<String> values,
        Optional<Detail> said) {
    /** Among the values of a job that is over: heaters or spindle may be on. */
    public static final String NOT_SAFE = "not-safe";

    public enum Kind {
        /** A job came to its end. */
        FINISHED,
        /** A job failed, or was interrupted. */
        FAILED,
        /** A person cancelled a job. */
        CANCELLED,
        /** Nothing goes on before a person answers. */
        ASKS,
        /** The same, about filament. */
        FILAMENT,
        /** A machine without a job needs a person, or was switched off since it was left on. */
        MACHINE,
        /** A camera saw what a person should see. */
        CAMERA,
        /** Somebody tries whether it arrives. */
        TEST;

        /** As settings and messages name it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it can wait until somebody looks anyway. */
        boolean urgent() {
            return switch (this) {
                case FAILED, ASKS, FILAMENT, MACHINE, CAMERA -> true;
                case FINISHED, CANCELLED, TEST -> false;
            };
        }
    }

    public Notification {
        values = List.copyOf(values);
    }

    /** What a look found, before it has a number. */
    record Found(
            Kind kind,
            Optional<String> machine,
            Optional<String> job,
            Optional<String> file,
            String code,
            List<String> values,
            Optional<Detail> said) {}
}
