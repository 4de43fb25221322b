// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures how long the facts of a binary STL of one million triangles take; see bench/mesh. Run by hand. */
public final class MeshBench {
    private static final int ROUND = 1000;
    private static final int ACROSS = 500;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private MeshBench() {}

    public static void main(String[] arguments) throws IOException, MeshFault {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        var file = Files.createTempFile("million", ".stl");
        try {
            write(file);
            System.out.printf("%d triangles, %d bytes%n", 2 * ROUND * ACROSS, Files.size(file));
            for (int run = 1; run <= runs; run++) {
                long start = System.nanoTime();
                long worked = CPU.getCurrentThreadCpuTime();
                var mesh = ModelFormat.recognise(file).orElseThrow().read(file, Limits.STANDARD);
                long read = System.nanoTime();
                var facts = Survey.of(mesh, Limits.STANDARD);
                long measured = System.nanoTime();
                worked = CPU.getCurrentThreadCpuTime() - worked;
                var png = Portrait.png(mesh, Limits.STANDARD);
                long drawn = System.nanoTime();
                System.out.printf(
                        "run %d: read %d ms + measured %d ms = facts in %d ms (%d ms of one core); picture of %d bytes in %d ms; watertight %b%n",
                        run,
                        (read - start) / 1_000_000,
                        (measured - read) / 1_000_000,
                        (measured - start) / 1_000_000,
                        worked / 1_000_000,
                        png.length,
                        (drawn - measured) / 1_000_000,
                        facts.watertight());
            }
            admesh(file);
        } finally {
            Files.delete(file);
        }
    }

    /** What another program takes for the same facts, if it is here: the ratio says more than seconds do. */
    private static void admesh(Path file) throws IOException {
        try {
            long start = System.nanoTime();
            var admesh = new ProcessBuilder("admesh", "--no-check", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            admesh.waitFor();
            System.out.printf("admesh without repairs: %d ms%n", (System.nanoTime() - start) / 1_000_000);
        } catch (IOException absent) {
            System.out.println("admesh is not installed; left out");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** A ring, as a mesh program would export it. */
    private static void write(Path file) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            var header = ByteBuffer.allocate(Stl.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(80, 2 * ROUND * ACROSS);
            out.write(header.array());
            for (int i = 0; i < ROUND; i++)
                for (int j = 0; j < ACROSS; j++) {
                    triangle(out, i, j, i + 1, j, i + 1, j + 1);
                    triangle(out, i, j, i + 1, j + 1, i, j + 1);
                }
        }
    }

    private static void triangle(BufferedOutputStream out, int... at) throws IOException {
        var bytes = ByteBuffer.allocate(Stl.TRIANGLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(12);
        for (int corner = 0; corner < 6; corner += 2) {
            double around = 2 * Math.PI * (at[corner] % ROUND) / ROUND;
            double across = 2 * Math.PI * (at[corner + 1] % ACROSS) / ACROSS;
            double radius = 40 + 15 * Math.cos(across);
            bytes.putFloat((float) (radius * Math.cos(around)));
            bytes.putFloat((float) (radius * Math.sin(around)));
            bytes.putFloat((float) (15 * Math.sin(across)));
        }
        out.write(bytes.array());
    }
}
