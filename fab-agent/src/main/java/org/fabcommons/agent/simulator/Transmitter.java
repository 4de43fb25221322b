// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.nio.charset.StandardCharsets;

/** What a board says, until it is on the wire. */
final class Transmitter {
    private final String lineEnd;
    private final StringBuilder out = new StringBuilder();
    private int answersToLose;

    Transmitter(String lineEnd) {
        this.lineEnd = lineEnd;
    }

    void say(String line) {
        out.append(line).append(lineEnd);
    }

    /** Says what acknowledges a line; that is what a fault may lose. */
    void answer(String line) {
        if (answersToLose > 0) answersToLose--;
        else say(line);
    }

    void loseNextAnswer() {
        answersToLose++;
    }

    /** Hands over what was said since the last call. */
    byte[] take() {
        var bytes = out.toString().getBytes(StandardCharsets.US_ASCII);
        out.setLength(0);
        return bytes;
    }
}
