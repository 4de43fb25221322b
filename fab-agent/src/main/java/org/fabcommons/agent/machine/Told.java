// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is to be said of a machine: in English for the log and for programs, and as a code with its values for pages that
 * say it in the reader's language.
 *
 * @param code key of the pages' texts, after {@code told.} or {@code reason.}; empty where it is said in English alone
 * @param english a sentence
 * @param values what belongs into it, in order
 */
public record Told(String code, String english, List<String> values) {
    /** Code of what is said of a job that was told to pause and does not rest yet. */
    public static final String PAUSING = "pausing";

    public Told {
        values = List.copyOf(values);
    }

    /** @param english the sentence as a format, as {@link String#format} takes it, with {@code %s} for each value */
    public static Told of(String code, String english, Object... values) {
        return new Told(
                code,
                String.format(Locale.ROOT, english, values),
                Stream.of(values).map(String::valueOf).toList());
    }

    /** What is said in English alone. */
    static Told plain(String english) {
        return new Told("", english, List.of());
    }

    /** What the reason of a job's end says well enough for people. */
    static Told because(String reason, String english) {
        return new Told(reason, english, List.of());
    }

    @Override
    public String toString() {
        return english;
    }
}
