// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.util.List;

/**
 * Triangles in space, in millimetres; corners at the same place are one corner. Arrays may be longer than what is used.
 *
 * @param at three coordinates for each corner
 * @param corners three corners for each triangle
 * @param materials for each triangle its place in {@code names}; empty where the file knows no materials
 * @param degenerate triangles that were left out, since two of their corners are one
 */
public record Mesh(
        Unit unit,
        boolean unitKnown,
        float[] at,
        int points,
        int[] corners,
        int triangles,
        short[] materials,
        List<Material> names,
        long degenerate) {
    /** @param colour 0xRRGGBB, or -1 where the file tells none */
    public record Material(String name, int colour) {}

    /** What the file's numbers count. */
    public enum Unit {
        MICROMETRE(0.001),
        MILLIMETRE(1),
        CENTIMETRE(10),
        INCH(25.4),
        FOOT(304.8),
        METRE(1000);

        private final double millimetres;

        Unit(double millimetres) {
            this.millimetres = millimetres;
        }

        /** How long one is. */
        public double millimetres() {
            return millimetres;
        }
    }
}
