// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures a mesh. Its time grows with the number of triangles; its memory is about 40 bytes for each. */
public final class Survey {
    private static final int MOST_HOLES = 10_000;

    private final Mesh mesh;
    private final Limits limits;
    private final float[] at;
    private final int[] corners;
    private final int[] group;
    private final float[] low = {Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE};
    private final float[] high = {-Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE};
    private double area;
    private double volume;
    private int shells;
    private int cavities;

    private Survey(Mesh mesh, Limits limits) {
        this.mesh = mesh;
        this.limits = limits;
        this.at = mesh.at();
        this.corners = mesh.corners();
        this.group = new int[mesh.points()];
    }

    /** @throws MeshFault {@code slow} where the limits end it */
    public static MeshFacts of(Mesh mesh, Limits limits) throws MeshFault {
        return new Survey(mesh, limits).facts();
    }

    private MeshFacts facts() throws MeshFault {
        box();
        var shares = shells();
        limits.patience().check();
        var edges = new Edges(mesh.points(), corners, mesh.triangles(), limits);
        var holes = holes(edges);
        boolean insideOut = volume < 0;
        double sign = insideOut ? -1 : 1;
        return new MeshFacts(
                mesh.unit(),
                mesh.unitKnown(),
                mesh.triangles() + mesh.degenerate(),
                mesh.degenerate(),
                (double) high[0] - low[0],
                (double) high[1] - low[1],
                (double) high[2] - low[2],
                Math.abs(volume),
                area,
                shells,
                cavities,
                edges.open(),
                edges.turned(),
                edges.crowded(),
                holes.values().stream()
                        .sorted(Comparator.comparingLong(Rim::edges).reversed())
                        .limit(MeshFacts.SHOWN_HOLES)
                        .map(Rim::hole)
                        .toList(),
                holes.size(),
                insideOut,
                shares.stream()
                        .map(share -> new MeshFacts.Share(
                                share.name(), share.colour(), share.triangles(), sign * share.volumeMm3()))
                        .toList());
    }

    private void box() {
        for (int i = 0; i < mesh.points(); i++)
            for (int axis = 0; axis < 3; axis++) {
                float value = at[3 * i + axis];
                if (value < low[axis]) low[axis] = value;
                if (value > high[axis]) high[axis] = value;
            }
    }

    /** Area, volume, and which corners hang together. */
    private List<MeshFacts.Share> shells() {
        for (int i = 0; i < group.length; i++) group[i] = i;
        var parts = new double[mesh.triangles()];
        var byMaterial = new double[mesh.names().size()];
        var counts = new long[byMaterial.length];
        // From the middle, so that what is far from the origin is not lost in rounding.
        double mx = (low[0] + (double) high[0]) / 2,
                my = (low[1] + (double) high[1]) / 2,
                mz = (low[2] + (double) high[2]) / 2;
        for (int i = 0; i < mesh.triangles(); i++) {
            int a = corners[3 * i], b = corners[3 * i + 1], c = corners[3 * i + 2];
            double ax = at[3 * a] - mx, ay = at[3 * a + 1] - my, az = at[3 * a + 2] - mz;
            double bx = at[3 * b] - mx, by = at[3 * b + 1] - my, bz = at[3 * b + 2] - mz;
            double cx = at[3 * c] - mx, cy = at[3 * c + 1] - my, cz = at[3 * c + 2] - mz;
            double ux = bx - ax, uy = by - ay, uz = bz - az, vx = cx - ax, vy = cy - ay, vz = cz - az;
            double nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
            area += Math.sqrt(nx * nx + ny * ny + nz * nz) / 2;
            double part = (ax * nx + ay * ny + az * nz) / 6;
            volume += part;
            parts[i] = part;
            if (byMaterial.length > 0) {
                byMaterial[mesh.materials()[i]] += part;
                counts[mesh.materials()[i]]++;
            }
            join(a, b);
            join(b, c);
        }
        var volumes = new double[mesh.points()];
        for (int i = 0; i < mesh.triangles(); i++) volumes[root(corners[3 * i])] += parts[i];
        for (int i = 0; i < mesh.triangles(); i++) {
            int root = root(corners[3 * i]);
            if (Double.isNaN(volumes[root])) continue;
            shells++;
            if (volumes[root] * volume < 0) cavities++;
            volumes[root] = Double.NaN;
        }
        List<MeshFacts.Share> shares = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            var material = mesh.names().get(i);
            if (counts[i] > 0)
                shares.add(new MeshFacts.Share(material.name(), material.colour(), counts[i], byMaterial[i]));
        }
        return shares;
    }

    private int root(int of) {
        int at = of;
        while (group[at] != at) {
            group[at] = group[group[at]];
            at = group[at];
        }
        return at;
    }

    private void join(int a, int b) {
        int one = root(a), other = root(b);
        if (one < other) group[other] = one;
        else group[one] = other;
    }

    private final class Rim {
        private final float[] least = {Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE};
        private final float[] most = {-Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE};
        private long edges;

        void take(int corner) {
            for (int axis = 0; axis < 3; axis++) {
                least[axis] = Math.min(least[axis], at[3 * corner + axis]);
                most[axis] = Math.max(most[axis], at[3 * corner + axis]);
            }
        }

        long edges() {
            return edges;
        }

        MeshFacts.Hole hole() {
            double reach = 0;
            var middle = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                reach = Math.max(reach, (double) most[axis] - least[axis]);
                middle[axis] = ((double) most[axis] + least[axis]) / 2;
            }
            return new MeshFacts.Hole(middle[0], middle[1], middle[2], reach, edges);
        }
    }

    /** Open edges that hang together are the rim of one hole. */
    private Map<Integer, Rim> holes(Edges edges) {
        var rims = edges.rims();
        for (int i = 0; i < group.length; i++) group[i] = i;
        for (int i = 0; i < rims.length; i += 2) join(rims[i], rims[i + 1]);
        Map<Integer, Rim> holes = new HashMap<>();
        for (int i = 0; i < rims.length; i += 2) {
            int root = root(rims[i]);
            if (holes.size() >= MOST_HOLES && !holes.containsKey(root)) continue;
            var rim = holes.computeIfAbsent(root, unused -> new Rim());
            rim.take(rims[i]);
            rim.take(rims[i + 1]);
            rim.edges++;
        }
        return holes;
    }

    /** How the triangles meet at their edges. */
    private static final class Edges {
        private long open;
        private long turned;
        private long crowded;
        private int[] rims = new int[64];
        private int rimEnd;

        /**
         * Each edge is filed under its lower corner, as its higher one and a bit for its direction; so those of a corner
         * stand side by side, and a short sort brings the pairs together.
         */
        Edges(int points, int[] corners, int triangles, Limits limits) throws MeshFault {
            var begins = new int[points + 1];
            for (int i = 0; i < 3 * triangles; i += 3) {
                int a = corners[i], b = corners[i + 1], c = corners[i + 2];
                begins[Math.min(a, b)]++;
                begins[Math.min(b, c)]++;
                begins[Math.min(c, a)]++;
            }
            int sum = 0;
            for (int i = 0; i <= points; i++) {
                int count = begins[i];
                begins[i] = sum;
                sum += count;
            }
            var edges = new int[sum];
            var next = Arrays.copyOf(begins, points);
            for (int i = 0; i < 3 * triangles; i += 3) {
                int a = corners[i], b = corners[i + 1], c = corners[i + 2];
                file(edges, next, a, b);
                file(edges, next, b, c);
                file(edges, next, c, a);
            }
            for (int corner = 0; corner < points; corner++) {
                if ((corner & 0xffff) == 0) limits.patience().check();
                judge(corner, edges, begins[corner], begins[corner + 1]);
            }
        }

        private static void file(int[] edges, int[] next, int from, int to) {
            if (from < to) edges[next[from]++] = to << 1;
            else edges[next[to]++] = from << 1 | 1;
        }

        private void judge(int corner, int[] edges, int from, int to) {
            Arrays.sort(edges, from, to);
            for (int i = from; i < to; ) {
                int other = edges[i] >>> 1;
                int there = 0, back = 0;
                for (; i < to && edges[i] >>> 1 == other; i++)
                    if ((edges[i] & 1) == 0) there++;
                    else back++;
                int all = there + back;
                if (all > 2) crowded++;
                if (there == back) continue;
                if (all % 2 == 0) turned++;
                else {
                    open++;
                    rim(corner, other);
                }
            }
        }

        private void rim(int a, int b) {
            if (rimEnd + 2 > rims.length) rims = Arrays.copyOf(rims, rims.length * 2);
            rims[rimEnd++] = a;
            rims[rimEnd++] = b;
        }

        long open() {
            return open;
        }

        long turned() {
            return turned;
        }

        long crowded() {
            return crowded;
        }

        /** The open edges, as pairs of corners. */
        int[] rims() {
            return Arrays.copyOf(rims, rimEnd);
        }
    }
}
