// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.util.List;

/**
 * What a mesh measures.
 *
 * @param unit what the file's numbers count
 * @param unitKnown whether the file says so; STL and OBJ cannot, and are taken for millimetres
 * @param degenerate triangles without an area that were left out
 * @param widthMm along x
 * @param depthMm along y
 * @param heightMm along z
 * @param volumeMm3 what its surface encloses; a guess where it is not closed
 * @param shells parts that share no corner
 * @param cavities shells that face inwards: hollows
 * @param openEdges edges with a triangle on one side only
 * @param turnedEdges edges whose two triangles face opposite ways
 * @param crowdedEdges edges with more than two triangles
 * @param holes where it is open, the longest rims first; at most {@link #SHOWN_HOLES}
 * @param holeCount how many rims there are
 * @param insideOut whether the whole of it faces inwards
 * @param materials volume by material, where the file names materials
 */
public record MeshFacts(
        Mesh.Unit unit,
        boolean unitKnown,
        long triangles,
        long degenerate,
        double widthMm,
        double depthMm,
        double heightMm,
        double volumeMm3,
        double areaMm2,
        int shells,
        int cavities,
        long openEdges,
        long turnedEdges,
        long crowdedEdges,
        List<Hole> holes,
        int holeCount,
        boolean insideOut,
        List<Share> materials) {
    /** How many holes are told one by one. */
    public static final int SHOWN_HOLES = 20;

    public MeshFacts {
        holes = List.copyOf(holes);
        materials = List.copyOf(materials);
    }

    /**
     * A rim where the surface ends.
     *
     * @param x the middle of the rim, in the file's own place, in mm
     * @param reachMm the longest side of the box around it
     */
    public record Hole(double x, double y, double z, double reachMm, long edges) {}

    /** @param colour 0xRRGGBB, or -1 */
    public record Share(String name, int colour, long triangles, double volumeMm3) {}

    /** Whether its surface is closed and faces outwards everywhere, so that there is an inside. */
    public boolean watertight() {
        return openEdges == 0 && turnedEdges == 0;
    }
}
