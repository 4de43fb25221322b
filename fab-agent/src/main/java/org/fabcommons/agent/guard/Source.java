// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

/** Who wants a command to be sent. */
public enum Source {
    /** A line of a job's file: only what the profile allows. */
    FILE,
    /** This program: the profile's sequences and what the protocol itself needs. */
    HOST,
    /** A button that a person presses: a line made from the profile's {@code control}. */
    CONTROL,
    /** A line that a person types. */
    CONSOLE,
    /** A line of a macro that a person runs. */
    MACRO
}
