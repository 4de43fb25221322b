// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that goes wrong, once.
 *
 * @param after when so many commands have been executed since the start of the program
 */
public record Fault(Kind kind, long after) {
    /** What goes wrong. */
    public enum Kind {
        /** The board restarts, as after a dip of the supply voltage. */
        RESET,
        /** The supply voltage dips while a line is arriving: half of it has come when the board restarts. */
        BROWN_OUT,
        /** The board hangs: it neither moves nor answers until it is reset. */
        MUTE,
        /** One answer is lost on the way to the host. */
        LOSE_OK,
        /** The firmware stops itself: Marlin's thermal runaway, grbl's hard limit. */
        HALT,
        /** The cable is pulled and comes back two seconds later. */
        HANGUP;

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Reads {@code kind@count}, such as {@code reset@1200}. */
    public static Fault parse(String text) {
        var parts = text.split("@", 2);
        for (var kind : Kind.values())
            if (parts.length == 2 && kind.wireName().equals(parts[0]) && parts[1].matches("\\d{1,12}"))
                return new Fault(kind, Long.parseLong(parts[1]));
        throw new IllegalArgumentException("A fault is KIND@COUNT with KIND one of "
                + Stream.of(Kind.values()).map(Kind::wireName).collect(Collectors.joining(", ")) + "; not \"" + text
                + "\".");
    }
}
