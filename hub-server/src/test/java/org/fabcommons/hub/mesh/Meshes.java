// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small meshes for tests. */
public final class Meshes {
    private static final float[][] CORNERS = {{0, 0, 0}, {20, 0, 0}, {0, 30, 0}, {0, 0, 40}};
    private static final int[][] FACES = {{0, 2, 1}, {0, 1, 3}, {0, 3, 2}, {1, 2, 3}};

    /** A cube of 10 mm. */
    public static final String OBJ_CUBE =
            """
            v 0 0 0
            v 10 0 0
            v 10 10 0
            v 0 10 0
            v 0 0 10
            v 10 0 10
            v 10 10 10
            v 0 10 10
            f 4 3 2 1
            f 5 6 7 8
            f 1 2 6 5
            f 2 3 7 6
            f 3 4 8 7
            f 4 1 5 8
            """;

    /** A cube of 2 mm that faces inwards, to go behind {@link #OBJ_CUBE}. */
    public static final String OBJ_HOLLOW =
            """
            v 4 4 4
            v 6 4 4
            v 6 6 4
            v 4 6 4
            v 4 4 6
            v 6 4 6
            v 6 6 6
            v 4 6 6
            f -8 -7 -6 -5
            f -1 -2 -3 -4
            f -4 -3 -7 -8
            f -3 -2 -6 -7
            f -2 -1 -5 -6
            f -1 -4 -8 -5
            """;

    private Meshes() {}

    /** A 3MF's model: a cube of 10 of the unit, of a material, moved by twelve numbers. */
    public static String threeMf(String unit, String transform) {
        var points = new StringBuilder();
        for (int i = 0; i < 8; i++)
            points.append(
                    "<vertex x=\"%d\" y=\"%d\" z=\"%d\"/>".formatted((i & 1) * 10, (i >> 1 & 1) * 10, (i >> 2) * 10));
        var triangles = new StringBuilder();
        for (int[] face : new int[][] {
            {0, 2, 3}, {0, 3, 1}, {4, 5, 7}, {4, 7, 6}, {0, 1, 5}, {0, 5, 4}, {1, 3, 7}, {1, 7, 5}, {3, 2, 6},
            {3, 6, 7}, {2, 0, 4}, {2, 4, 6}
        }) triangles.append("<triangle v1=\"%d\" v2=\"%d\" v3=\"%d\"/>".formatted(face[0], face[1], face[2]));
        return """
                <model unit="%s" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"><resources>\
                <basematerials id="5"><base name="Galaxy PETG" displaycolor="#FF8000FF"/></basematerials>\
                <object id="1" type="model" pid="5" pindex="0"><mesh><vertices>%s</vertices><triangles>%s</triangles></mesh>\
                </object></resources><build><item objectid="1" transform="%s"/></build></model>"""
                .formatted(unit, points, triangles, transform);
    }

    /** A zip of texts: name, content, name, content. */
    public static byte[] zip(String... entries) throws java.io.IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new java.util.zip.ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

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
