// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads how large a DXF drawing is and what it draws, in text form. Blocks count once for each time they are put. The
 * reach of a spline is that of its control points. Source: Autodesk, DXF reference.
 */
final class Dxf {
    private static final int MOST_ENTITIES = 200_000;
    private static final int DEEPEST = 12;
    private static final int MOST_LAYERS = 10_000;
    private static final Map<Integer, Double> UNITS = Map.of(1, 25.4, 2, 304.8, 4, 1.0, 5, 10.0, 6, 1000.0, 13, 0.001);

    private static final double[] AS_IT_IS = {1, 0, 0, 1, 0, 0};

    private final Limits limits;
    private final Lines lines;
    private int code;
    private String value = "";
    private double unit;
    private final List<Entity> drawn = new ArrayList<>();
    private final Map<String, Block> blocks = new HashMap<>();
    private final Set<String> layers = new HashSet<>();
    private final Map<String, Integer> shapes = new TreeMap<>();
    private final Box box = new Box();
    private int entities;
    private int counted;

    /** Codes and what follows them, in their order; of a polyline with its corners. */
    private record Entity(String type, List<Integer> codes, List<String> values) {
        Entity(String type) {
            this(type, new ArrayList<>(), new ArrayList<>());
        }

        String text(int code) {
            int at = codes.indexOf(code);
            return at < 0 ? "" : values.get(at);
        }

        double number(int code, double otherwise) {
            int at = codes.indexOf(code);
            return at < 0 ? otherwise : parsed(values.get(at));
        }

        /** All places that it names, with the bulge of the line after each. */
        List<double[]> corners() {
            List<double[]> corners = new ArrayList<>();
            for (int i = 0; i < codes.size(); i++) {
                double[] last = corners.isEmpty() ? new double[3] : corners.get(corners.size() - 1);
                if (codes.get(i) == 10) corners.add(new double[] {parsed(values.get(i)), 0, 0});
                else if (codes.get(i) == 20) last[1] = parsed(values.get(i));
                else if (codes.get(i) == 42) last[2] = parsed(values.get(i));
            }
            return corners;
        }
    }

    private record Block(List<Entity> entities, double[] base) {}

    private static final class Box {
        private double left = Double.POSITIVE_INFINITY;
        private double right = Double.NEGATIVE_INFINITY;
        private double bottom = Double.POSITIVE_INFINITY;
        private double top = Double.NEGATIVE_INFINITY;

        void add(double[] m, double x, double y) {
            double px = m[0] * x + m[2] * y + m[4];
            double py = m[1] * x + m[3] * y + m[5];
            if (!Double.isFinite(px) || !Double.isFinite(py)) return;
            left = Math.min(left, px);
            right = Math.max(right, px);
            bottom = Math.min(bottom, py);
            top = Math.max(top, py);
        }
    }

    private Dxf(InputStream in, Limits limits) {
        this.limits = limits;
        lines = new Lines(in, limits);
    }

    /** Nothing of a binary DXF. */
    static Optional<DrawingFacts> read(InputStream in, Limits limits) throws IOException, MeshFault {
        var dxf = new Dxf(in, limits);
        dxf.gather();
        for (var entity : dxf.drawn) dxf.draw(entity, AS_IT_IS, 0);
        if (dxf.shapes.isEmpty()) return Optional.empty();
        double scale = dxf.unit > 0 ? dxf.unit : 1;
        boolean sized = dxf.box.right >= dxf.box.left;
        return Optional.of(new DrawingFacts(
                sized ? (dxf.box.right - dxf.box.left) * scale : 0,
                sized ? (dxf.box.top - dxf.box.bottom) * scale : 0,
                dxf.unit > 0 ? "mm" : "",
                dxf.shapes,
                dxf.layers.size()));
    }

    private boolean next() throws IOException, MeshFault {
        if (!lines.next()) return false;
        var number = lines.text();
        if (!number.matches("-?\\d{1,5}") || !lines.next()) return false;
        code = Integer.parseInt(number);
        value = lines.text();
        return true;
    }

    private void gather() throws IOException, MeshFault {
        var section = "";
        var variable = "";
        Block block = null;
        Entity entity = null;
        while (next()) {
            if (code == 0) {
                boolean corner = value.equals("VERTEX")
                        && entity != null
                        && entity.type().equals("POLYLINE");
                // The corners of an old polyline follow as entities of their own; their codes are added to it.
                if (corner || value.equals("SEQEND")) continue;
                entity = null;
                if (value.equals("SECTION")) section = next() ? value : "";
                else if (value.equals("ENDSEC")) section = "";
                else if (section.equals("BLOCKS") && value.equals("BLOCK"))
                    block = new Block(new ArrayList<>(), new double[2]);
                else if (section.equals("BLOCKS") && value.equals("ENDBLK")) block = null;
                else if (section.equals("ENTITIES") || block != null) {
                    if (++entities > MOST_ENTITIES) throw new MeshFault("entities", MOST_ENTITIES);
                    entity = new Entity(value);
                    (block == null ? drawn : block.entities()).add(entity);
                }
            } else if (entity != null) {
                entity.codes().add(code);
                entity.values().add(value);
            } else if (section.equals("HEADER") && code == 9) variable = value;
            else if (section.equals("HEADER") && variable.equals("$INSUNITS") && code == 70)
                unit = UNITS.getOrDefault((int) parsed(value), 0.0);
            else if (block != null && block.entities().isEmpty()) {
                if (code == 2) blocks.put(value, block);
                if (code == 10) block.base()[0] = parsed(value);
                if (code == 20) block.base()[1] = parsed(value);
            }
        }
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private void draw(Entity it, double[] m, int depth) throws MeshFault {
        if (depth > DEEPEST || ++counted > MOST_ENTITIES) return;
        if ((counted & 0xfff) == 0) limits.patience().check();
        double x = it.number(10, 0);
        double y = it.number(20, 0);
        switch (it.type()) {
            case "LINE" -> {
                box.add(m, x, y);
                box.add(m, it.number(11, 0), it.number(21, 0));
            }
            case "CIRCLE" -> arc(m, x, y, it.number(40, 0), 0, 360);
            case "ARC" -> arc(m, x, y, it.number(40, 0), it.number(50, 0), it.number(51, 360));
            case "ELLIPSE" -> ellipse(m, it);
            case "LWPOLYLINE" -> polyline(m, it.corners(), ((int) it.number(70, 0) & 1) == 1);
            case "POLYLINE" -> {
                var corners = it.corners();
                // Its own place comes first, and is none of its corners.
                polyline(
                        m,
                        corners.size() > 1 ? corners.subList(1, corners.size()) : corners,
                        ((int) it.number(70, 0) & 1) == 1);
            }
            case "SPLINE", "SOLID", "TEXT", "MTEXT", "POINT", "HATCH" -> {
                if (!it.type().equals("HATCH")) for (var corner : it.corners()) box.add(m, corner[0], corner[1]);
            }
            case "INSERT" -> {
                var block = blocks.get(it.text(2));
                if (block != null) for (var each : block.entities()) draw(each, put(m, it, block.base()), depth + 1);
                return;
            }
            default -> {}
        }
        if (layers.size() < MOST_LAYERS) layers.add(it.text(8));
        shapes.merge(kind(it.type()), 1, Integer::sum);
    }

    private static String kind(String type) {
        return switch (type) {
            case "LINE" -> "line";
            case "CIRCLE" -> "circle";
            case "ARC" -> "arc";
            case "ELLIPSE" -> "ellipse";
            case "LWPOLYLINE", "POLYLINE" -> "polyline";
            case "SPLINE" -> "curve";
            case "TEXT", "MTEXT" -> "text";
            default -> "other";
        };
    }

    private void arc(double[] m, double x, double y, double radius, double from, double given) {
        double to = given;
        while (to <= from) to += 360;
        for (double degrees = from; degrees < to; degrees += 5) around(m, x, y, radius, degrees);
        around(m, x, y, radius, to);
        // Where it reaches farthest.
        for (double quarter = Math.ceil(from / 90) * 90; quarter <= to; quarter += 90) around(m, x, y, radius, quarter);
    }

    private void around(double[] m, double x, double y, double radius, double degrees) {
        double t = Math.toRadians(degrees);
        box.add(m, x + radius * Math.cos(t), y + radius * Math.sin(t));
    }

    private void ellipse(double[] m, Entity it) {
        double mx = it.number(11, 0);
        double my = it.number(21, 0);
        double ratio = it.number(40, 1);
        double from = it.number(41, 0);
        double to = it.number(42, 2 * Math.PI);
        if (to <= from) to += 2 * Math.PI;
        for (int i = 0; i <= 144; i++) {
            double t = from + (to - from) * i / 144;
            box.add(
                    m,
                    it.number(10, 0) + mx * Math.cos(t) - my * ratio * Math.sin(t),
                    it.number(20, 0) + my * Math.cos(t) + mx * ratio * Math.sin(t));
        }
    }

    /** A corner's bulge makes an arc of the line after it: the tangent of a quarter of its angle. */
    private void polyline(double[] m, List<double[]> corners, boolean closed) {
        for (int i = 0; i < corners.size(); i++) {
            double[] a = corners.get(i);
            box.add(m, a[0], a[1]);
            if (a[2] == 0 || (i + 1 == corners.size() && !closed)) continue;
            double[] b = corners.get((i + 1) % corners.size());
            double angle = 4 * Math.atan(a[2]);
            double length = Math.hypot(b[0] - a[0], b[1] - a[1]);
            if (length == 0) continue;
            double away = length / 2 / Math.tan(angle / 2);
            double cx = (a[0] + b[0]) / 2 - away * (b[1] - a[1]) / length;
            double cy = (a[1] + b[1]) / 2 + away * (b[0] - a[0]) / length;
            double radius = Math.hypot(a[0] - cx, a[1] - cy);
            double start = Math.toDegrees(Math.atan2(a[1] - cy, a[0] - cx));
            double sweep = Math.toDegrees(angle);
            arc(m, cx, cy, radius, sweep > 0 ? start : start + sweep, sweep > 0 ? start + sweep : start);
        }
    }

    private static double[] put(double[] m, Entity it, double[] base) {
        double turn = Math.toRadians(it.number(50, 0));
        double sx = it.number(41, 1);
        double sy = it.number(42, 1);
        double c = Math.cos(turn);
        double s = Math.sin(turn);
        double dx = it.number(10, 0) - c * sx * base[0] + s * sy * base[1];
        double dy = it.number(20, 0) - s * sx * base[0] - c * sy * base[1];
        return new double[] {
            m[0] * c * sx + m[2] * s * sx,
            m[1] * c * sx + m[3] * s * sx,
            m[2] * c * sy - m[0] * s * sy,
            m[3] * c * sy - m[1] * s * sy,
            m[0] * dx + m[2] * dy + m[4],
            m[1] * dx + m[3] * dy + m[5]
        };
    }
}
