// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

/** Is shown every line of a file that is not blank, in order. */
@FunctionalInterface
public interface StepListener {
    void step(Step step);

    /** A command that is not sent, since it means nothing to the firmware. */
    default void leftOut(long line, String code) {
        // Who is told of steps need not care for what is none.
    }

    /** A line that is only a straight move; good only during the call. */
    default void plain(PlainMove move) {
        step(move.asStep());
    }
}
