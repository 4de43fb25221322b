// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.permission;

import java.util.Locale;
import java.util.Optional;

/**
 * A permission that somebody asked for.
 *
 * @param design the id of the design that something shall be made of
 * @param designName its {@code owner/name} when it was asked for
 * @param asker the handle of who asked
 * @param licence under which they want to publish what they make, a canonical expression
 * @param words what they want to do, in their words
 * @param answer what the owner said; may be empty
 * @param askedAt UTC epoch milliseconds
 * @param seenAt since when the asker knows the answer
 */
public record Permission(
        String id,
        String design,
        String designName,
        String askerId,
        String asker,
        String licence,
        String words,
        String state,
        String answer,
        Optional<String> answeredBy,
        long askedAt,
        Optional<Long> answeredAt,
        Optional<Long> seenAt) {
    /** How far it has come. */
    public enum State {
        ASKED,
        GRANTED,
        REFUSED,
        /** The asker took the question back. */
        WITHDRAWN;

        /** How the tables and the API call it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean open() {
        return state.equals(State.ASKED.wire());
    }

    public boolean granted() {
        return state.equals(State.GRANTED.wire());
    }

    /** Whether it has an answer that the asker has not seen yet. */
    public boolean news() {
        return seenAt.isEmpty() && (granted() || state.equals(State.REFUSED.wire()));
    }
}
