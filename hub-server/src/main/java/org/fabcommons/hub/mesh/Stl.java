// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads STL, binary or text. A binary file is 80 bytes of anything, a count, and 50 bytes per triangle; some programs
 * begin those 80 bytes with "solid" as if it were text, so the size decides first. Source: the format as 3D Systems
 * described it in 1989, and files as programs write them.
 */
public final class Stl {
    static final int HEADER_BYTES = 84;
    static final int TRIANGLE_BYTES = 50;
    private static final int SNIFF_BYTES = 512;

    private Stl() {}

    /**
     * Measures a mesh.
     *
     * @param sizeBytes how much the stream gives
     * @throws MeshFault when it is broken
     */
    public static MeshFacts measure(InputStream stream, long sizeBytes) throws IOException, MeshFault {
        return read(stream, sizeBytes, new Box());
    }

    private static MeshFacts read(InputStream stream, long sizeBytes, Box box) throws IOException, MeshFault {
        var in = new BufferedInputStream(stream, 1 << 16);
        in.mark(SNIFF_BYTES + 1);
        var start = in.readNBytes(SNIFF_BYTES);
        in.reset();
        if (start.length == 0) throw new MeshFault("empty");
        long declared = start.length < HEADER_BYTES ? -1 : count(start);
        long expected = HEADER_BYTES + declared * TRIANGLE_BYTES;
        if (declared >= 0 && sizeBytes == expected) return binary(in, declared, box);
        if (looksLikeText(start)) return text(in, box);
        if (declared < 0) throw new MeshFault("truncated", 0, 0);
        if (sizeBytes < expected)
            throw new MeshFault("truncated", declared, Math.max(0, (sizeBytes - HEADER_BYTES) / TRIANGLE_BYTES));
        // Some programs write a trailer behind the last triangle; nobody reads it.
        return binary(in, declared, box);
    }

    /**
     * The volume that the triangles enclose, in cubic millimetres: the sum of the signed tetrahedra between each and the
     * origin. It is meaningful for a closed mesh only.
     *
     * @param sizeBytes how much the stream gives
     * @throws MeshFault when it is broken
     */
    public static double volumeMm3(InputStream stream, long sizeBytes) throws IOException, MeshFault {
        var box = new Box();
        read(stream, sizeBytes, box);
        return Math.abs(box.sixVolumes) / 6;
    }

    private static long count(byte[] header) {
        return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(80) & 0xffff_ffffL;
    }

    private static boolean looksLikeText(byte[] start) {
        for (byte b : start) if (b == 0) return false;
        return new String(start, StandardCharsets.ISO_8859_1)
                .stripLeading()
                .toLowerCase(Locale.ROOT)
                .startsWith("solid");
    }

    private static MeshFacts binary(InputStream in, long triangles, Box box) throws IOException, MeshFault {
        if (triangles == 0) throw new MeshFault("empty");
        in.skipNBytes(HEADER_BYTES);
        var bytes = new byte[TRIANGLE_BYTES];
        var triangle = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < triangles; i++) {
            if (in.readNBytes(bytes, 0, TRIANGLE_BYTES) < TRIANGLE_BYTES)
                throw new MeshFault("truncated", triangles, i);
            for (int corner = 0; corner < 3; corner++) {
                int at = 12 + corner * 12;
                if (!box.take(triangle.getFloat(at), triangle.getFloat(at + 4), triangle.getFloat(at + 8)))
                    throw new MeshFault("number", i + 1);
            }
        }
        return box.facts(triangles);
    }

    private static MeshFacts text(InputStream in, Box box) throws IOException, MeshFault {
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        long corners = 0;
        long number = 0;
        var ended = false;
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            var words = line.strip().toLowerCase(Locale.ROOT);
            if (words.startsWith("vertex")) {
                var at = words.split("\\s+");
                if (at.length != 4 || !taken(box, at)) throw new MeshFault("text", number);
                corners++;
            } else if (words.startsWith("endsolid")) ended = true;
        }
        if (!ended || corners % 3 != 0) throw new MeshFault("unended", number);
        if (corners == 0) throw new MeshFault("empty");
        return box.facts(corners / 3);
    }

    private static boolean taken(Box box, String[] words) {
        try {
            return box.take(Double.parseDouble(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    /** The smallest box around all corners so far. */
    private static final class Box {
        private final double[] low = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        private final double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};

        private final double[][] corners = new double[3][3];
        private int corner;
        private double sixVolumes;

        /** False when it is no point in space. */
        boolean take(double... point) {
            for (int axis = 0; axis < 3; axis++) {
                if (!Double.isFinite(point[axis])) return false;
                low[axis] = Math.min(low[axis], point[axis]);
                high[axis] = Math.max(high[axis], point[axis]);
                corners[corner][axis] = point[axis];
            }
            if (++corner == 3) {
                corner = 0;
                sixVolumes += sixVolumes(corners[0], corners[1], corners[2]);
            }
            return true;
        }

        private static double sixVolumes(double[] a, double[] b, double[] c) {
            return a[0] * (b[1] * c[2] - b[2] * c[1])
                    - a[1] * (b[0] * c[2] - b[2] * c[0])
                    + a[2] * (b[0] * c[1] - b[1] * c[0]);
        }

        MeshFacts facts(long triangles) {
            return new MeshFacts(triangles, high[0] - low[0], high[1] - low[1], high[2] - low[2]);
        }
    }
}
