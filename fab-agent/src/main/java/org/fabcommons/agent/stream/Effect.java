// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import org.fabcommons.agent.guard.Frame;
import org.fabcommons.agent.guard.Piece;
import org.fabcommons.link.Detail;

/** What follows from an event; to be carried out in the order given. */
public sealed interface Effect {
    /** Put this on the wire. */
    record Transmit(Frame frame) implements Effect {}

    /** Put this part of a line on the wire: the beginning of the next, or what is left of one that was begun. */
    record TransmitPart(Piece piece) implements Effect {}

    /** The firmware has taken this command. */
    record Answered(Outgoing outgoing) implements Effect {}

    /** The firmware has read this command and does not carry it out. */
    record Rejected(Outgoing outgoing, int code) implements Effect {}

    /**
     * A line of the file does not arrive whole however often it is sent; {@link Streamer#retry} tries once more.
     */
    record Held(Outgoing outgoing, Detail detail) implements Effect {}

    /**
     * It cannot go on like this.
     *
     * @param reason stable code
     */
    record Broken(String reason, Detail detail) implements Effect {}
}
