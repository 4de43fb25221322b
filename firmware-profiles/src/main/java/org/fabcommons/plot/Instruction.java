// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import java.util.List;
import java.util.Optional;
import org.fabcommons.gcode.Line;

/**
 * One instruction of a file, in the one form in which it is sent.
 *
 * @param number counted from 1; a list of coordinates that is too long for the machine counts as several
 * @param text such as {@code PD100,200;}; empty if it must not be sent
 * @param name such as {@code PD} or {@code !MC}
 * @param values in their order
 * @param fault why it must not be sent
 */
public record Instruction(long number, String text, String name, List<Double> values, Optional<Line.Fault> fault) {
    public Instruction {
        values = List.copyOf(values);
    }

    /** The same as a streamer sees it. */
    public Line line() {
        return new Line(number, text, List.of(), fault);
    }

    /** The value at this place, or what holds if it is left out. */
    double value(int index, double otherwise) {
        return index < values.size() ? values.get(index) : otherwise;
    }
}
