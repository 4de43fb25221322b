// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

/**
 * What a toolpath amounts to, on a usual machine of its kind.
 *
 * @param tool {@code print}, {@code cut}, {@code plot} or {@link #CARVE}
 * @param widthMm along x, of the box around what is extruded, cut or drawn; 0 where nothing is
 * @param bottomMm the lowest height of work
 * @param topMm the highest height of work
 * @param layers heights at which something is extruded
 * @param seconds for motion and waits, heating not included
 * @param workMm way of the work with tool, laser, pen or knife
 * @param nozzleC highest target; 0 without one
 * @param bedC highest target; 0 without one
 * @param toolChanges how often another tool or pen is taken, the first not counted
 */
public record PathFacts(
        String tool,
        double widthMm,
        double depthMm,
        double bottomMm,
        double topMm,
        int layers,
        double seconds,
        double filamentMm,
        double workMm,
        double nozzleC,
        double bedC,
        int toolChanges)
        implements OtherFacts {
    /** With a mill of Roland's. */
    public static final String CARVE = "carve";
}
