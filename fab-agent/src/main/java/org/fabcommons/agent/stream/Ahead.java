// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.Optional;
import org.fabcommons.agent.guard.Frame;
import org.fabcommons.agent.guard.Piece;
import org.fabcommons.profile.Wire;

/**
 * The next line's number and letter, {@code N13G}, sent before the line before it is answered: so much of the way there and
 * back is no longer waited for. Only this much, since a damaged line makes the firmware throw away what has come after it,
 * wherever that cuts: what is left of {@code N13G} is no command, and what comes behind it begins with a figure and is none
 * either. Of a whole line the part from its letter would be carried out, although it lost its number.
 */
final class Ahead {
    /** Nobody looks at a machine so closely that a command that has not been acknowledged may take longer. Milliseconds. */
    static final long SETTLES_MS = 300;

    /** After a fault whole lines for so many; twice as many after each further one. */
    private static final int FIRST_REST = 20;

    private static final int LONGEST_REST = 10_000;

    private record Begun(Frame frame, int to) {}

    private final boolean may;
    private Optional<Begun> begun = Optional.empty();
    private int rest = FIRST_REST;
    private int restLeft;
    private long settledAtMs;

    Ahead(Wire wire) {
        may = wire.beginsAhead();
    }

    void forget() {
        begun = Optional.empty();
        settledAtMs = 0;
    }

    boolean may(String command) {
        return may
                && restLeft == 0
                && begun.isEmpty()
                && command.length() > 1
                && command.charAt(0) == 'G'
                && Character.isDigit(command.charAt(1));
    }

    boolean begun() {
        return begun.isPresent();
    }

    /** Whether only this command can follow. */
    boolean excludes(String command) {
        return begun.isPresent() && !begun.get().frame().command().equals(command);
    }

    Piece begin(Frame frame) {
        int to = frame.wire().indexOf('G') + 1;
        begun = Optional.of(new Begun(frame, to));
        return Piece.beginning(frame, to);
    }

    /** What is left of the line that was begun. */
    Piece rest() {
        var head = begun.orElseThrow();
        begun = Optional.empty();
        return Piece.rest(head.frame(), head.to());
    }

    /** This line instead, which begins in the same way. */
    Piece rest(Frame other) {
        var head = begun.orElseThrow();
        begun = Optional.empty();
        return Piece.rest(other, head.to());
    }

    /** Ends it as no command at all; what the firmware says to that, and what it throws away, must be over before more. */
    Optional<Piece> end(long nowMs) {
        if (begun.isEmpty()) return Optional.empty();
        var head = begun.get();
        begun = Optional.empty();
        settledAtMs = nowMs + SETTLES_MS;
        restLeft = rest;
        rest = Math.min(2 * rest, LONGEST_REST);
        return Optional.of(Piece.end(head.frame(), head.to()));
    }

    /** When nothing of it can be under way any more. */
    long settledAtMs() {
        return settledAtMs;
    }

    void taken() {
        if (restLeft > 0) restLeft--;
    }
}
