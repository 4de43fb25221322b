// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import java.util.List;

/** Is shown every instruction of a file, in order. */
@FunctionalInterface
public interface PlotListener {
    /**
     * @param strokes what it makes the tool do
     * @param speedMmPerS that holds after it, as the file asks for it
     */
    void instruction(Instruction instruction, List<Stroke> strokes, double speedMmPerS);

    /** One that is not sent, since it means nothing to this machine. */
    default void leftOut(Instruction instruction) {
        // Who is told of strokes need not care for what makes none.
    }
}
