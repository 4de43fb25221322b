// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

/**
 * What reading a model may cost.
 *
 * @param maxTriangles how many triangles, instances included
 * @param maxBytes how much text or data, unpacked
 * @param patience asked again and again while work goes on; ends it where it lasts too long
 */
public record Limits(int maxTriangles, long maxBytes, Patience patience) {
    /** Ten million triangles are 500 MB of STL; measuring them takes less than 1 GB of memory. */
    public static final Limits STANDARD = new Limits(10_000_000, 2_000_000_000L, () -> {});

    /** Whether to go on. */
    @FunctionalInterface
    public interface Patience {
        /** @throws MeshFault {@code slow} where enough time has passed */
        void check() throws MeshFault;
    }

    /** The same, with another patience. */
    public Limits with(Patience other) {
        return new Limits(maxTriangles, maxBytes, other);
    }
}
