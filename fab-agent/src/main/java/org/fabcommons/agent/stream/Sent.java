// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

/** A numbered line that was sent, perhaps more than once. */
final class Sent {
    /** What the numbering adds to a line at most: {@code N}, nine figures, a blank, {@code *}, three figures and the end. */
    static final int NUMBERING = 16;

    /** Repetier counts in 16 bits. */
    private static final long COUNT = 65_536;

    private final long number;
    private final Outgoing outgoing;
    private final boolean takesLong;
    private final boolean heats;
    private final boolean alone;
    private boolean reported;
    private int times;

    /**
     * @param takesLong whether it may stay silent for long
     * @param heats whether it tells by temperatures that it is alive, and by nothing else
     * @param alone whether it must be alone on the wire
     */
    Sent(long number, Outgoing outgoing, boolean takesLong, boolean heats, boolean alone) {
        this.number = number;
        this.outgoing = outgoing;
        this.takesLong = takesLong;
        this.heats = heats;
        this.alone = alone;
    }

    long number() {
        return number;
    }

    /** Whether the firmware means this line, however far it counts. */
    boolean is(long told) {
        return number % COUNT == told % COUNT;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    boolean takesLong() {
        return takesLong;
    }

    boolean heats() {
        return heats;
    }

    boolean alone() {
        return alone;
    }

    /** Room it takes in the firmware's ring, at most. */
    int bytes() {
        return outgoing.command().length() + NUMBERING;
    }

    /** Notes that it was taken; tells whether that is news. */
    boolean report() {
        boolean first = !reported;
        reported = true;
        return first;
    }

    /** Counts one more time that it is sent after the first; tells how many there were. */
    int again() {
        return ++times;
    }

    /** A person has looked: its tries are counted anew. */
    void forgive() {
        times = 0;
    }
}
