// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small meshes for tests. */
public final class Meshes {
    private static final float[][] CORNERS = {{0, 0, 0}, {20, 0, 0}, {0, 30, 0}, {0, 0, 40}};
    private static final int[][] FACES = {{0, 2, 1}, {0, 1, 3}, {0, 3, 2}, {1, 2, 3}};

    private Meshes() {}

    /** A tetrahedron of 20 by 30 by 40 mm in a corner, as binary STL. */
    public static byte[] tetrahedron() {
        var stl = ByteBuffer.allocate(84 + FACES.length * 50).order(ByteOrder.LITTLE_ENDIAN);
        // As some programs do, to mislead readers.
        stl.put("solid made by a test".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .position(80);
        stl.putInt(FACES.length);
        for (var face : FACES) {
            for (int i = 0; i < 3; i++) stl.putFloat(0);
            for (int corner : face) for (float at : CORNERS[corner]) stl.putFloat(at);
            stl.putShort((short) 0);
        }
        return stl.array();
    }
}
