// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
     * Looks whether a mesh can be read to its end, which is much quicker than to measure it.
     *
     * @param sizeBytes how much the stream gives
     * @throws MeshFault when it is broken
     */
    public static void check(InputStream stream, long sizeBytes) throws IOException, MeshFault {
        read(stream, sizeBytes, Limits.STANDARD, new Looking());
    }

    /**
     * Reads a mesh. Its numbers are taken for millimetres, as everywhere in this field.
     *
     * @param sizeBytes how much the stream gives
     * @throws MeshFault when it is broken or beyond the limits
     */
    public static Mesh read(InputStream stream, long sizeBytes, Limits limits) throws IOException, MeshFault {
        var building = new Building(new MeshBuilder(limits));
        read(stream, sizeBytes, limits, building);
        return building.mesh.build(Mesh.Unit.MILLIMETRE, false);
    }

    /** What is done with the triangles that are read. */
    private interface Taker {
        default void expect(long triangles) throws MeshFault {}

        /** @param at nine finite coordinates */
        default void take(float[] at) throws MeshFault {}
    }

    private static final class Looking implements Taker {}

    private record Building(MeshBuilder mesh) implements Taker {
        @Override
        public void expect(long triangles) {
            mesh.expect((int) Math.min(triangles, 12_000_000));
        }

        @Override
        public void take(float[] at) throws MeshFault {
            mesh.triangle(
                    mesh.corner(at[0], at[1], at[2]),
                    mesh.corner(at[3], at[4], at[5]),
                    mesh.corner(at[6], at[7], at[8]));
        }
    }

    private static void read(InputStream stream, long sizeBytes, Limits limits, Taker taker)
            throws IOException, MeshFault {
        var in = new BufferedInputStream(stream, 1 << 16);
        in.mark(SNIFF_BYTES + 1);
        var start = in.readNBytes(SNIFF_BYTES);
        in.reset();
        if (start.length == 0) throw new MeshFault("empty");
        long declared = start.length < HEADER_BYTES ? -1 : count(start);
        long expected = HEADER_BYTES + declared * TRIANGLE_BYTES;
        if (declared >= 0 && sizeBytes == expected) binary(in, declared, taker);
        else if (looksLikeText(start)) text(in, limits, taker);
        else if (declared < 0) throw new MeshFault("truncated", 0, 0);
        else if (sizeBytes < expected)
            throw new MeshFault("truncated", declared, Math.max(0, (sizeBytes - HEADER_BYTES) / TRIANGLE_BYTES));
        // Some programs write a trailer behind the last triangle; nobody reads it.
        else binary(in, declared, taker);
    }

    static long count(byte[] header) {
        return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(80) & 0xffff_ffffL;
    }

    static boolean looksLikeText(byte[] start) {
        for (byte b : start) if (b == 0) return false;
        return new String(start, StandardCharsets.ISO_8859_1)
                .stripLeading()
                .toLowerCase(Locale.ROOT)
                .startsWith("solid");
    }

    private static void binary(InputStream in, long triangles, Taker taker) throws IOException, MeshFault {
        if (triangles == 0) throw new MeshFault("empty");
        in.skipNBytes(HEADER_BYTES);
        taker.expect(triangles);
        var bytes = new byte[TRIANGLE_BYTES * 1024];
        var block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var at = new float[9];
        for (long done = 0; done < triangles; ) {
            int wanted = (int) Math.min(1024, triangles - done);
            int given = in.readNBytes(bytes, 0, wanted * TRIANGLE_BYTES) / TRIANGLE_BYTES;
            for (int i = 0; i < given; i++) {
                int place = i * TRIANGLE_BYTES + 12;
                float sum = 0;
                for (int j = 0; j < 9; j++) {
                    at[j] = block.getFloat(place + 4 * j);
                    sum += at[j] * 0;
                }
                // What is not finite stays so when it is multiplied by 0.
                if (sum != 0) throw new MeshFault("number", done + i + 1);
                taker.take(at);
            }
            done += given;
            if (given < wanted) throw new MeshFault("truncated", triangles, done);
        }
    }

    private static void text(InputStream in, Limits limits, Taker taker) throws IOException, MeshFault {
        var lines = new Lines(in, limits);
        var at = new float[9];
        long corners = 0;
        var ended = false;
        while (lines.next()) {
            var words = lines.text().toLowerCase(Locale.ROOT);
            if (words.startsWith("vertex")) {
                var given = words.split("\\s+");
                int corner = (int) (corners % 3) * 3;
                if (given.length != 4 || !taken(at, corner, given)) throw new MeshFault("text", lines.number());
                if (++corners % 3 == 0) taker.take(at);
            } else if (words.startsWith("endsolid")) ended = true;
        }
        if (!ended || corners % 3 != 0) throw new MeshFault("unended", lines.number() - 1);
        if (corners == 0) throw new MeshFault("empty");
    }

    private static boolean taken(float[] at, int corner, String[] words) {
        try {
            for (int axis = 0; axis < 3; axis++) {
                at[corner + axis] = Float.parseFloat(words[axis + 1]);
                if (!Float.isFinite(at[corner + axis])) return false;
            }
            return true;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
