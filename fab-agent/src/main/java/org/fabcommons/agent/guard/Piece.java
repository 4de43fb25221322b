// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

/**
 * What of a line goes out at once: nearly always all of it.
 *
 * @param from how many of its characters are on the wire already
 * @param to how many there will be then
 * @param ends whether the end of the line follows
 */
public record Piece(Frame frame, int from, int to, boolean ends) {
    public static Piece whole(Frame frame) {
        return new Piece(frame, 0, frame.wire().length(), true);
    }

    /** So many characters of a line that is not finished by them. */
    public static Piece beginning(Frame frame, int to) {
        return new Piece(frame, 0, to, false);
    }

    /** What is left of a line that was begun. */
    public static Piece rest(Frame frame, int from) {
        return new Piece(frame, from, frame.wire().length(), true);
    }

    /** Only the end of a line that was begun: what has arrived of it is no command. */
    public static Piece end(Frame frame, int from) {
        return new Piece(frame, from, from, true);
    }
}
