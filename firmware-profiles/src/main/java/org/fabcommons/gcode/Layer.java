// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

/**
 * Lines of a file that work at one height; all of it is one layer where nothing is extruded.
 *
 * @param z height in millimetres
 * @param firstLine its first line that works
 * @param lastLine its last line that works
 */
public record Layer(double z, long firstLine, long lastLine) {}
