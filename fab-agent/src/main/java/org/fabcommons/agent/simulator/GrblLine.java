// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.Optional;

/** A line as it grows out of the receive ring, without blanks and comments. Source: grbl {@code protocol.c}. */
final class GrblLine {
    private final int longest;
    private final StringBuilder text = new StringBuilder();
    private boolean comment;
    private boolean overflow;

    /** @param bytes the longest line, its end included */
    GrblLine(int bytes) {
        longest = bytes - 1;
    }

    /** A line that has come to its end. */
    record Whole(String text, boolean tooLong) {}

    /** Takes bytes up to the end of a line; empty when the ring holds none. */
    Optional<Whole> next(RxRing ring) {
        while (!ring.isEmpty()) {
            char c = ring.take();
            if (c == '\n' || c == '\r') {
                var whole = new Whole(text.toString(), overflow);
                clear();
                return Optional.of(whole);
            }
            collect(c);
        }
        return Optional.empty();
    }

    void clear() {
        text.setLength(0);
        comment = false;
        overflow = false;
    }

    private void collect(char c) {
        if (comment) {
            if (c == ')') comment = false;
        } else if (c == '(' || c == ';') {
            comment = true;
        } else if (c > ' ' && (c != '/' || names())) {
            if (text.length() >= longest) overflow = true;
            else text.append(Character.toUpperCase(c));
        }
    }

    /** In G-code it marks a block that may be left out; FluidNC's settings have it in their names. */
    private boolean names() {
        return text.length() > 0 && text.charAt(0) == '$';
    }
}
