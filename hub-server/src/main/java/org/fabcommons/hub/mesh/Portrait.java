// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * A still picture of a mesh: seen from the front, the right and above, without perspective, lit from over the left
 * shoulder, with its edges drawn and a soft shadow on the ground. What is seen from its back is drawn in another colour,
 * so that holes show. The ground is transparent.
 */
public final class Portrait {
    public static final int WIDTH = 800;
    public static final int HEIGHT = 600;

    /** Drawn twice as large, then made smaller. */
    private static final int FINE = 2;

    private static final int W = WIDTH * FINE;
    private static final int H = HEIGHT * FINE;
    private static final double MARGIN = 0.07;
    private static final int PLAIN = 0x4fa3a5;
    private static final int BACK = 0xc9836b;
    /** To the right, away from the viewer, and up, on the picture's axes. */
    private static final double[] RIGHT = unit(0.78, 0.62, 0);

    private static final double[] UP = unit(-0.31, 0.39, 0.87);
    private static final double[] TOWARDS = cross(RIGHT, UP);
    private static final double[] LAMP = unit(-0.35, -0.62, 0.85);

    private final Mesh mesh;
    private final Limits limits;
    private final float[] x;
    private final float[] y;
    private final float[] depth;
    private final float[] near = new float[W * H];
    private final int[] colour = new int[W * H];
    /** Which way each pixel's surface looks, so that edges can be found; 0 where there is none. */
    private final int[] facing = new int[W * H];

    private double scale;
    private double middleX;
    private double middleY;
    private float floor = Float.MAX_VALUE;

    private Portrait(Mesh mesh, Limits limits) {
        this.mesh = mesh;
        this.limits = limits;
        x = new float[mesh.points()];
        y = new float[mesh.points()];
        depth = new float[mesh.points()];
    }

    /** @throws MeshFault {@code slow} where the limits end it */
    public static byte[] png(Mesh mesh, Limits limits) throws MeshFault {
        var portrait = new Portrait(mesh, limits);
        portrait.place();
        portrait.draw();
        portrait.ink();
        return portrait.png(portrait.shadow());
    }

    private static double[] unit(double x, double y, double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        return new double[] {x / length, y / length, z / length};
    }

    private static double[] cross(double[] a, double[] b) {
        return unit(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
    }

    private static double dot(double[] a, double x, double y, double z) {
        return a[0] * x + a[1] * y + a[2] * z;
    }

    /** Puts all corners on the sheet, as large as it takes them. */
    private void place() {
        var at = mesh.at();
        double left = Double.MAX_VALUE, right = -Double.MAX_VALUE, low = Double.MAX_VALUE, high = -Double.MAX_VALUE;
        for (int i = 0; i < mesh.points(); i++) {
            double px = at[3 * i], py = at[3 * i + 1], pz = at[3 * i + 2];
            floor = Math.min(floor, at[3 * i + 2]);
            double across = dot(RIGHT, px, py, pz), up = dot(UP, px, py, pz);
            left = Math.min(left, across);
            right = Math.max(right, across);
            low = Math.min(low, up);
            high = Math.max(high, up);
        }
        scale = Math.min(
                W * (1 - 2 * MARGIN) / Math.max(1e-9, right - left), H * (1 - 2 * MARGIN) / Math.max(1e-9, high - low));
        middleX = (left + right) / 2;
        middleY = (low + high) / 2;
        for (int i = 0; i < mesh.points(); i++) {
            double px = at[3 * i], py = at[3 * i + 1], pz = at[3 * i + 2];
            x[i] = sheetX(px, py, pz);
            y[i] = sheetY(px, py, pz);
            depth[i] = (float) (dot(TOWARDS, px, py, pz) * scale);
        }
    }

    private float sheetX(double px, double py, double pz) {
        return (float) (W / 2.0 + (dot(RIGHT, px, py, pz) - middleX) * scale);
    }

    private float sheetY(double px, double py, double pz) {
        return (float) (H / 2.0 - (dot(UP, px, py, pz) - middleY) * scale);
    }

    private void draw() throws MeshFault {
        Arrays.fill(near, -Float.MAX_VALUE);
        var at = mesh.at();
        var corners = mesh.corners();
        for (int i = 0; i < mesh.triangles(); i++) {
            if ((i & 0xffff) == 0) limits.patience().check();
            int a = 3 * corners[3 * i], b = 3 * corners[3 * i + 1], c = 3 * corners[3 * i + 2];
            double ux = (double) at[b] - at[a],
                    uy = (double) at[b + 1] - at[a + 1],
                    uz = (double) at[b + 2] - at[a + 2];
            double vx = (double) at[c] - at[a],
                    vy = (double) at[c + 1] - at[a + 1],
                    vz = (double) at[c + 2] - at[a + 2];
            double nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
            double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
            if (!(length > 0)) continue;
            nx /= length;
            ny /= length;
            nz /= length;
            boolean back = dot(TOWARDS, nx, ny, nz) < 0;
            if (back) {
                nx = -nx;
                ny = -ny;
                nz = -nz;
            }
            fill(
                    corners[3 * i],
                    corners[3 * i + 1],
                    corners[3 * i + 2],
                    lit(paint(i, back), nx, ny, nz),
                    code(nx, ny, nz));
        }
    }

    private int paint(int triangle, boolean back) {
        if (mesh.materials().length > 0) {
            int given = mesh.names().get(mesh.materials()[triangle]).colour();
            if (given >= 0) return given;
        }
        return back ? BACK : PLAIN;
    }

    private static int lit(int paint, double nx, double ny, double nz) {
        double light = 0.42 + 0.5 * Math.max(0, dot(LAMP, nx, ny, nz)) + 0.16 * nz;
        int lit = 0;
        for (int shift = 16; shift >= 0; shift -= 8)
            lit |= (int) Math.max(0, Math.min(255, ((paint >> shift) & 0xff) * light + 10)) << shift;
        return lit;
    }

    private static int code(double nx, double ny, double nz) {
        return 1 << 30 | (int) ((nx + 1) * 511) << 20 | (int) ((ny + 1) * 511) << 10 | (int) ((nz + 1) * 511);
    }

    private void fill(int a, int b, int c, int paint, int code) {
        float ax = x[a], ay = y[a], bx = x[b], by = y[b], cx = x[c], cy = y[c];
        float area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
        if (area == 0) return;
        int left = Math.max(0, (int) Math.min(ax, Math.min(bx, cx))),
                right = Math.min(W - 1, (int) Math.max(ax, Math.max(bx, cx))),
                top = Math.max(0, (int) Math.min(ay, Math.min(by, cy))),
                bottom = Math.min(H - 1, (int) Math.max(ay, Math.max(by, cy)));
        float one = 1 / area;
        for (int row = top; row <= bottom; row++)
            for (int column = left; column <= right; column++) {
                float px = column + 0.5f, py = row + 0.5f;
                float u = ((bx - px) * (cy - py) - (by - py) * (cx - px)) * one;
                float v = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) * one;
                float w = 1 - u - v;
                if (u < 0 || v < 0 || w < 0) continue;
                float z = u * depth[a] + v * depth[b] + w * depth[c];
                int pixel = row * W + column;
                if (z <= near[pixel]) continue;
                near[pixel] = z;
                colour[pixel] = paint;
                facing[pixel] = code;
            }
    }

    /** Darkens the outline, and where the surface bends sharply or something stands before something else. */
    private void ink() {
        var inked = new boolean[W * H];
        for (int row = 0; row < H - 1; row++)
            for (int column = 0; column < W - 1; column++) {
                int pixel = row * W + column;
                if (edge(pixel, pixel + 1)) inked[facing[pixel] != 0 ? pixel : pixel + 1] = true;
                if (edge(pixel, pixel + W)) inked[facing[pixel] != 0 ? pixel : pixel + W] = true;
            }
        for (int pixel = 0; pixel < inked.length; pixel++)
            if (inked[pixel]) {
                int c = colour[pixel];
                colour[pixel] =
                        ((c >> 16 & 0xff) * 45 / 100) << 16 | ((c >> 8 & 0xff) * 45 / 100) << 8 | (c & 0xff) * 45 / 100;
            }
    }

    private boolean edge(int pixel, int beside) {
        int a = facing[pixel], b = facing[beside];
        if (a == b) return a != 0 && Math.abs(near[pixel] - near[beside]) > 12 * FINE;
        if (a == 0 || b == 0) return true;
        double dot = 0;
        for (int shift = 0; shift <= 20; shift += 10)
            dot += ((a >> shift & 0x3ff) / 511.0 - 1) * ((b >> shift & 0x3ff) / 511.0 - 1);
        return dot < 0.8 || Math.abs(near[pixel] - near[beside]) > 12 * FINE;
    }

    /** How dark the ground is, on a coarser sheet. */
    private float[] shadow() throws MeshFault {
        int w = WIDTH / 2, h = HEIGHT / 2;
        var dark = new float[w * h];
        var at = mesh.at();
        var corners = mesh.corners();
        var sx = new float[3];
        var sy = new float[3];
        for (int i = 0; i < mesh.triangles(); i++) {
            if ((i & 0xffff) == 0) limits.patience().check();
            for (int k = 0; k < 3; k++) {
                int p = 3 * corners[3 * i + k];
                double fall = ((double) at[p + 2] - floor) * 0.45 / LAMP[2];
                double gx = at[p] - LAMP[0] * fall, gy = at[p + 1] - LAMP[1] * fall;
                sx[k] = sheetX(gx, gy, floor) / (2 * FINE);
                sy[k] = sheetY(gx, gy, floor) / (2 * FINE);
            }
            darken(dark, w, h, sx, sy);
        }
        for (int i = 0; i < 3; i++) {
            dark = blurred(dark, w, h, 1, w);
            dark = blurred(dark, h, w, w, 1);
        }
        return dark;
    }

    private static void darken(float[] dark, int w, int h, float[] sx, float[] sy) {
        float area = (sx[1] - sx[0]) * (sy[2] - sy[0]) - (sy[1] - sy[0]) * (sx[2] - sx[0]);
        if (area == 0) return;
        int left = Math.max(0, (int) Math.min(sx[0], Math.min(sx[1], sx[2]))),
                right = Math.min(w - 1, (int) Math.max(sx[0], Math.max(sx[1], sx[2]))),
                top = Math.max(0, (int) Math.min(sy[0], Math.min(sy[1], sy[2]))),
                bottom = Math.min(h - 1, (int) Math.max(sy[0], Math.max(sy[1], sy[2])));
        for (int row = top; row <= bottom; row++)
            for (int column = left; column <= right; column++) {
                float px = column + 0.5f, py = row + 0.5f;
                float u = ((sx[1] - px) * (sy[2] - py) - (sy[1] - py) * (sx[2] - px)) / area;
                float v = ((sx[2] - px) * (sy[0] - py) - (sy[2] - py) * (sx[0] - px)) / area;
                if (u >= 0 && v >= 0 && u + v <= 1) dark[row * w + column] = 1;
            }
    }

    /** The mean of nine neighbours along one axis. */
    private static float[] blurred(float[] of, int length, int rows, int step, int rowStep) {
        int reach = 4;
        var result = new float[of.length];
        for (int row = 0; row < rows; row++) {
            float sum = 0;
            int start = row * rowStep;
            for (int i = 0; i < Math.min(reach, length); i++) sum += of[start + i * step];
            for (int i = 0; i < length; i++) {
                if (i + reach < length) sum += of[start + (i + reach) * step];
                if (i - reach - 1 >= 0) sum -= of[start + (i - reach - 1) * step];
                result[start + i * step] = sum / (2 * reach + 1);
            }
        }
        return result;
    }

    private byte[] png(float[] shadow) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < HEIGHT; row++)
            for (int column = 0; column < WIDTH; column++) {
                int red = 0, green = 0, blue = 0, covered = 0;
                for (int i = 0; i < FINE * FINE; i++) {
                    int pixel = (row * FINE + i / FINE) * W + column * FINE + i % FINE;
                    if (facing[pixel] == 0) continue;
                    covered++;
                    red += colour[pixel] >> 16 & 0xff;
                    green += colour[pixel] >> 8 & 0xff;
                    blue += colour[pixel] & 0xff;
                }
                double solid = covered / (double) (FINE * FINE);
                double dark = 0.28 * shadow[row / 2 * (WIDTH / 2) + column / 2] * (1 - solid);
                double alpha = solid + dark;
                if (alpha <= 0.002) continue;
                // The shadow is black: it adds to the cover and not to the colour.
                double share = covered == 0 ? 0 : solid / alpha / covered;
                image.setRGB(
                        column,
                        row,
                        (int) Math.round(alpha * 255) << 24
                                | (int) (red * share) << 16
                                | (int) (green * share) << 8
                                | (int) (blue * share));
            }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory could not be written", e);
        }
        return bytes.toByteArray();
    }
}
