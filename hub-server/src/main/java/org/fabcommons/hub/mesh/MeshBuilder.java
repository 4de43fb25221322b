// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers triangles, making corners at the same place one, within limits. */
final class MeshBuilder {
    private static final int CHECK_EVERY = 4096;
    private static final int MAX_MATERIALS = 1_000;

    private final Limits limits;
    private float[] at = new float[3 * 256];
    private int points;
    private int[] corners = new int[3 * 256];
    private short[] materials = new short[0];
    private int triangles;
    private long degenerate;
    private long given;
    /** Open addressing: a corner's number plus one, or 0. */
    private int[] slots = new int[1024];
    /** Corners of earlier parts are not looked at any more. */
    private int inSlots;

    private final List<Mesh.Material> names = new ArrayList<>();
    private short material;

    MeshBuilder(Limits limits) {
        this.limits = limits;
    }

    /** Makes room, for a number of triangles that the file's size bears out. */
    void expect(int expected) {
        corners = new int[3 * Math.max(1, expected)];
        at = new float[3 * Math.max(256, expected / 2 + 16)];
        slots = new int[Math.max(1024, Integer.highestOneBit(Math.max(1, expected)) * 2)];
    }

    /** What follows shares no corner with what came before, even at the same place. */
    void beginPart() {
        if (inSlots == 0) return;
        if (slots.length > 1024) slots = new int[1024];
        else Arrays.fill(slots, 0);
        inSlots = 0;
    }

    /** What follows is of this material. */
    void material(Mesh.Material wanted) {
        int index = names.indexOf(wanted);
        if (index < 0) {
            if (names.size() >= MAX_MATERIALS) index = 0;
            else {
                index = names.size();
                names.add(wanted);
            }
        }
        material = (short) index;
    }

    /** The number of the corner at this place. */
    int corner(float x, float y, float z) throws MeshFault {
        // Minus zero is zero.
        float px = x + 0f, py = y + 0f, pz = z + 0f;
        int mask = slots.length - 1;
        int slot = hash(px, py, pz) & mask;
        for (int known = slots[slot]; known != 0; known = slots[slot]) {
            int place = 3 * (known - 1);
            if (at[place] == px && at[place + 1] == py && at[place + 2] == pz) return known - 1;
            slot = (slot + 1) & mask;
        }
        if (3 * points + 3 > at.length) at = Arrays.copyOf(at, grown(at.length));
        at[3 * points] = px;
        at[3 * points + 1] = py;
        at[3 * points + 2] = pz;
        slots[slot] = ++points;
        if (++inSlots * 5L > slots.length * 3L) rehash();
        return points - 1;
    }

    private static int hash(float x, float y, float z) {
        long h = Float.floatToRawIntBits(x) * 0x9E3779B97F4A7C15L;
        h = (h ^ (h >>> 29) ^ Float.floatToRawIntBits(y)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 31) ^ Float.floatToRawIntBits(z)) * 0x94D049BB133111EBL;
        return (int) (h ^ (h >>> 33));
    }

    private void rehash() {
        var bigger = new int[slots.length * 2];
        int mask = bigger.length - 1;
        for (int known : slots) {
            if (known == 0) continue;
            int place = 3 * (known - 1);
            int slot = hash(at[place], at[place + 1], at[place + 2]) & mask;
            while (bigger[slot] != 0) slot = (slot + 1) & mask;
            bigger[slot] = known;
        }
        slots = bigger;
    }

    void triangle(int a, int b, int c) throws MeshFault {
        if (++given % CHECK_EVERY == 0) limits.patience().check();
        if (given > limits.maxTriangles()) throw new MeshFault("triangles", limits.maxTriangles());
        if (a == b || b == c || c == a) {
            degenerate++;
            return;
        }
        int end = 3 * triangles;
        if (end + 3 > corners.length) corners = Arrays.copyOf(corners, grown(corners.length));
        corners[end] = a;
        corners[end + 1] = b;
        corners[end + 2] = c;
        if (!names.isEmpty()) {
            if (materials.length <= triangles)
                materials = Arrays.copyOf(materials, Math.max(corners.length / 3, triangles + 1));
            materials[triangles] = material;
        }
        triangles++;
    }

    private static int grown(int length) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE - 16L, length + (length >> 1) + 3L));
    }

    Mesh build(Mesh.Unit unit, boolean unitKnown) throws MeshFault {
        if (triangles == 0) throw new MeshFault("empty");
        if (!names.isEmpty()) materials = Arrays.copyOf(materials, triangles);
        return new Mesh(unit, unitKnown, at, points, corners, triangles, materials, List.copyOf(names), degenerate);
    }
}
