// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.Optional;

/**
 * One block, read and found valid.
 *
 * @param error grbl's code, 0 when there is none; then the rest means nothing
 * @param after the modes it leaves behind
 * @param pathMm length of an arc, 0 for a straight move
 * @param synchronised whether all motion must be done before
 * @param changesTool M6, of those that have it
 * @param home where G28 or G30 lead after {@code target}, if it is one of them
 */
record GrblBlock(
        int error,
        GrblModes after,
        boolean moves,
        boolean rapid,
        double[] target,
        double pathMm,
        double dwellSeconds,
        boolean synchronised,
        boolean pauses,
        boolean ends,
        boolean changesTool,
        Optional<double[]> home) {
    static GrblBlock refused(int error) {
        return new GrblBlock(
                error,
                new GrblModes(GrblFlavour.PLAIN),
                false,
                false,
                new double[3],
                0,
                0,
                false,
                false,
                false,
                false,
                Optional.empty());
    }
}
