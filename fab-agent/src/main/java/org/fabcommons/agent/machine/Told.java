// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import org.fabcommons.link.Detail;

/**
 * What is to be said of a machine: what is wrong with it, or why it stands.
 *
 * @param code a stable word for programs
 * @param detail for people, in each one's language
 */
public record Told(String code, Detail detail) {
    /** Code of what is said of a job that was told to pause and does not rest yet. */
    public static final String PAUSING = "pausing";

    /** Code of what was switched off, since it was on and nobody used it. */
    public static final String LEFT_ON = "left-on";

    /** The same of one that says nothing until it rests. */
    static final String PAUSING_UNHEARD = "pausing-unheard";

    /** Code of what is said of a machine that was stopped, until it is met again. */
    static final String STOPPED_MEETING = "stopped-meeting";

    /** Where one sentence of the same code says it. */
    public static Told of(String code, Object... values) {
        return new Told(code, Detail.of(code, values));
    }

    /** Whether it says that a job is coming to rest. */
    public boolean pausing() {
        return code.equals(PAUSING) || code.equals(PAUSING_UNHEARD);
    }

    @Override
    public String toString() {
        return detail.english();
    }
}
