// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.profile.Wire;

/**
 * Answers that name their line and tell how much room there is (Marlin's ADVANCED_OK): a lost one changes nothing, so that
 * several lines can be under way; and one without a name tells that a line has lost its number.
 */
final class NamedAnswers {
    private final Wire wire;
    private boolean given;
    private int queueFree;
    /** The firmware has said that it knows no such command, and not yet said ok to it. */
    private boolean refusedByName;
    /** A line has run that had lost its number: the book cannot tell which. */
    private boolean strayed;

    NamedAnswers(Wire wire) {
        this.wire = wire;
    }

    void restart() {
        given = false;
        queueFree = 0;
        refusedByName = false;
        strayed = false;
    }

    /** Whether this firmware names the lines that it answers. */
    boolean given() {
        return given;
    }

    /** An answer has named its line. */
    void give() {
        given = true;
    }

    /** @param doubtful whether answers may come that belong to no line in flight */
    void heard(Reply.Ok answer, boolean doubtful) {
        queueFree = Math.max(queueFree, answer.queueFree().orElse(0));
        strayed |= !doubtful && toNumberless(answer) && !refusedByName;
        refusedByName = false;
    }

    void refused() {
        refusedByName = true;
    }

    /**
     * Whether something without a number was carried out. Nothing is sent so but what goes aside; of two lines in flight the
     * second is cut where it stands when the first arrives damaged, and what is left of it can be a move (decision 28).
     * The ok behind a resend request tells no room, nor does M105's (Marlin: queue.cpp, ok_to_send; M105.cpp).
     */
    private boolean toNumberless(Reply.Ok answer) {
        return given && answer.line().isEmpty() && answer.queueFree().isPresent();
    }

    /** Whether such a line has run since this was last asked. */
    boolean takeStrayed() {
        boolean was = strayed;
        strayed = false;
        return was;
    }

    /**
     * Where answers name their lines, one without has read a line whose number was damaged. But Marlin writes the answer
     * to M105 by itself, and without a name (M105.cpp).
     */
    boolean shouldName(Sent sent) {
        return given
                && sent.number() != 0
                && !LongCommand.is("M105", sent.outgoing().command());
    }

    /**
     * How many lines may be unanswered. As many as the command queue was seen to have free at once: whatever is in flight
     * is in that queue or in the ring before it. Only if answers name their lines, so that a lost one changes nothing.
     */
    int window() {
        return given ? Math.max(wire.linesInFlight(), queueFree) : wire.linesInFlight();
    }
}
