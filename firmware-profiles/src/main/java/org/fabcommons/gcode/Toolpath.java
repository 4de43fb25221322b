// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.Optional;

/**
 * What a file amounts to.
 *
 * @param lines of the file; of one without lines, as HPGL, its instructions
 * @param sendable lines that are sent: comments and blank ones left out
 * @param bounds of all motion after homing; empty without any
 * @param work bounds of what is extruded or cut; empty without any
 * @param maxNozzleC highest target
 * @param maxBedC highest target
 * @param maxFeedMmPerMin highest feed rate asked for, 0 without any
 * @param maxSpindle highest speed or power asked for, 0 without any
 * @param filamentMm filament used
 * @param cutMm way with the spindle or laser on, not counting rapids, or with the pen or knife down
 * @param layers heights at which something is extruded, counted upwards
 * @param toolChanges how often another tool or pen is taken, the first not counted
 * @param estimateSeconds for the motion and the waits; heating not included
 */
public record Toolpath(
        long lines,
        long sendable,
        Optional<Bounds> bounds,
        Optional<Bounds> work,
        Optional<Double> maxNozzleC,
        Optional<Double> maxBedC,
        double maxFeedMmPerMin,
        double maxSpindle,
        double filamentMm,
        double cutMm,
        int layers,
        int toolChanges,
        double estimateSeconds) {}
