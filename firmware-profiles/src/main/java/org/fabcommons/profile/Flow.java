// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the host knows how much it may send. */
public enum Flow {
    /** Numbered lines, sent again when the firmware asks for them; a fixed number of them unanswered. */
    LINES,
    /** The unanswered bytes must fit into the receive buffer. */
    CHARACTERS,
    /** A fixed number of lines unanswered, none of them numbered: what is lost can only be noticed. */
    WINDOW,
    /** Nothing is answered, but the machine says how many bytes it has room for. */
    SPACE,
    /** Nothing is answered; the line itself is held up, as {@link Serial#flowControl} says. */
    HANDSHAKE,
    /** Nothing is answered and nothing holds the line up: never faster than the machine can draw. */
    PACED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing that is sent is ever answered. */
    boolean unanswered() {
        return this == SPACE || this == HANDSHAKE || this == PACED;
    }
}
