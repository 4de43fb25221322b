// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What one line does.
 *
 * @param dwellSeconds waits on the spot
 * @param nozzleC new target, degrees Celsius
 * @param bedC new target, degrees Celsius
 * @param spindle speed or power while the spindle or laser is on; 0 when it goes off
 * @param feedMmPerMin a feed rate this line sets
 * @param faults why the line cannot be carried out
 * @param machine where it goes past the zero that was set; {@code move} is then what it does before, if anything
 */
public record Step(
        Line line,
        Optional<Move> move,
        double dwellSeconds,
        OptionalDouble nozzleC,
        OptionalDouble bedC,
        OptionalDouble spindle,
        OptionalDouble feedMmPerMin,
        Set<Fault> faults,
        Optional<MachineMove> machine) {
    /** What can be wrong with a line in the state the machine has by then. */
    public enum Fault {
        /** A cut without a feed rate. */
        NO_FEED,
        /** There is no arc with these ends and this centre or radius. */
        ARC,
        /** The first motion of an axis that was not homed before. */
        NOT_HOMED,
        /** Axis words without a command, where the firmware needs one. */
        NO_COMMAND,
        /** Several commands in a line, of which the firmware would do only the first. */
        SEVERAL_COMMANDS,
        /** Inches, where the firmware only knows millimetres. */
        INCHES
    }
}
