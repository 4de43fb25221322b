// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import org.fabcommons.agent.guard.Source;

/**
 * A command to be sent.
 *
 * @param fileLine its line in the file, 0 when it is the host's own
 */
public record Outgoing(String command, Source source, long fileLine) {
    /** A command of this program. */
    public static Outgoing own(String command) {
        return new Outgoing(command, Source.HOST, 0);
    }

    /** A command that a person gives by hand. */
    public static Outgoing byHand(String command, Source source) {
        return new Outgoing(command, source, 0);
    }

    /** A line of a file. */
    public static Outgoing ofFile(String command, long fileLine) {
        return new Outgoing(command, Source.FILE, fileLine);
    }
}
