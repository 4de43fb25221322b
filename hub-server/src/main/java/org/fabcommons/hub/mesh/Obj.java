// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads the surfaces of a Wavefront OBJ: {@code v}, {@code f} with any number of corners, {@code usemtl}. Curves, normals
 * and textures are passed over. Its numbers are taken for millimetres. Source: Appendix B1 of the Advanced Visualizer
 * manual, Wavefront, 1992.
 */
public final class Obj {
    private static final int MAX_CORNERS = 30_000_000;

    private final Lines lines;
    private final MeshBuilder mesh;
    private float[] at = new float[3 * 1024];
    private int points;

    private Obj(InputStream in, Limits limits) {
        lines = new Lines(in, limits);
        mesh = new MeshBuilder(limits);
    }

    /** @throws MeshFault when it is broken or beyond the limits */
    public static Mesh read(InputStream in, Limits limits) throws IOException, MeshFault {
        return new Obj(in, limits).read();
    }

    private Mesh read() throws IOException, MeshFault {
        while (lines.next()) {
            var line = lines.text();
            // A backslash at the end joins the next line to this one.
            while (line.endsWith("\\") && lines.next())
                line = line.substring(0, line.length() - 1) + " " + lines.text();
            if (line.startsWith("v ") || line.startsWith("v\t")) vertex(line.split("\\s+"));
            else if (line.startsWith("f ") || line.startsWith("f\t")) face(line.split("\\s+"));
            else if (line.startsWith("usemtl ")) mesh.material(new Mesh.Material(name(line.substring(7)), -1));
        }
        return mesh.build(Mesh.Unit.MILLIMETRE, false);
    }

    private static String name(String given) {
        var plain = given.replaceAll("[\\p{Cntrl}]", " ").strip();
        return plain.substring(0, Math.min(80, plain.length()));
    }

    private void vertex(String[] words) throws MeshFault {
        if (words.length < 4) throw new MeshFault("text", lines.number());
        if (points >= MAX_CORNERS) throw new MeshFault("triangles", MAX_CORNERS);
        if (3 * points + 3 > at.length) at = Arrays.copyOf(at, at.length + (at.length >> 1));
        try {
            for (int axis = 0; axis < 3; axis++) {
                float value = Float.parseFloat(words[axis + 1]);
                if (!Float.isFinite(value)) throw new MeshFault("text", lines.number());
                at[3 * points + axis] = value;
            }
        } catch (NumberFormatException notANumber) {
            throw new MeshFault("text", lines.number());
        }
        points++;
    }

    private void face(String[] words) throws MeshFault {
        if (words.length < 4) throw new MeshFault("text", lines.number());
        int first = corner(words[1]);
        int before = corner(words[2]);
        for (int i = 3; i < words.length; i++) {
            int now = corner(words[i]);
            mesh.triangle(first, before, now);
            before = now;
        }
    }

    /** {@code 7}, {@code 7/1/2}, or {@code -1} for the latest one. */
    private int corner(String word) throws MeshFault {
        int slash = word.indexOf('/');
        int given;
        try {
            given = Integer.parseInt(slash < 0 ? word : word.substring(0, slash));
        } catch (NumberFormatException notANumber) {
            throw new MeshFault("text", lines.number());
        }
        int index = given < 0 ? points + given : given - 1;
        if (index < 0 || index >= points) throw new MeshFault("index", lines.number(), given, points);
        return mesh.corner(at[3 * index], at[3 * index + 1], at[3 * index + 2]);
    }
}
