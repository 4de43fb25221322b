// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads the triangles of a glTF 2.0, binary or not, as far as they lie within it; its metres with y up become millimetres
 * with z up. Of one that is compressed, or keeps its triangles beside it, what it declares: the specification has it say
 * the bounds of every surface. Nothing in it is believed: every index and offset is checked. Source: Khronos, glTF 2.0.
 */
final class Gltf {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_JSON = 64_000_000;
    private static final int MOST_NODES = 100_000;
    private static final int DEEPEST = 64;
    private static final int GLB_HEADER = 20;
    private static final double[] UPRIGHT = {1000, 0, 0, 0, 0, 0, 1000, 0, 0, -1000, 0, 0, 0, 0, 0, 1};

    private final JsonNode json;
    private final List<ByteBuffer> buffers = new ArrayList<>();
    private final MeshBuilder mesh;
    private int nodes;
    private double[] low = {};
    private double[] high = {};
    private long declared;

    private Gltf(JsonNode json, Limits limits) {
        this.json = json;
        this.mesh = new MeshBuilder(limits);
    }

    static Mesh read(Path file, Limits limits) throws IOException, MeshFault {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var whole = whole(channel, limits);
            var gltf = new Gltf(json(whole), limits);
            if (gltf.outOfReach().isPresent()) throw new MeshFault("beside");
            gltf.open(whole);
            gltf.scene();
            return gltf.mesh.build(Mesh.Unit.METRE, true);
        }
    }

    /** What it says of itself, where its triangles are out of reach. */
    static Optional<DeclaredFacts> declared(Path file, Limits limits) throws IOException, MeshFault {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var gltf = new Gltf(json(whole(channel, limits)), limits);
            var why = gltf.outOfReach();
            if (why.isEmpty()) return Optional.empty();
            gltf.scene();
            double[] size = new double[3];
            for (int axis = 0; axis < gltf.low.length; axis++) size[axis] = gltf.high[axis] - gltf.low[axis];
            return Optional.of(new DeclaredFacts(size[0], size[1], size[2], gltf.declared, why.get()));
        }
    }

    /** Mapped, not read: large ones take no room in Java's memory. */
    private static ByteBuffer whole(FileChannel channel, Limits limits) throws IOException, MeshFault {
        if (channel.size() > Math.min(limits.maxBytes(), Integer.MAX_VALUE))
            throw new MeshFault("bytes", limits.maxBytes() / 1_000_000);
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static boolean binary(ByteBuffer whole) {
        return whole.limit() >= GLB_HEADER && whole.getInt(0) == 0x46546c67;
    }

    private static JsonNode json(ByteBuffer whole) throws IOException, MeshFault {
        long length = binary(whole) ? whole.getInt(12) & 0xffff_ffffL : whole.limit();
        int start = binary(whole) ? GLB_HEADER : 0;
        if (length > MAX_JSON) throw new MeshFault("bytes", MAX_JSON / 1_000_000);
        if (start + length > whole.limit()) throw new MeshFault("cut");
        var text = new byte[(int) length];
        whole.get(start, text);
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new MeshFault("json");
        }
    }

    /** What keeps its triangles from being read here; empty text where they are in another file. */
    private Optional<String> outOfReach() {
        for (var name : json.path("extensionsRequired"))
            if (name.asText().contains("draco")) return Optional.of("Draco");
            else if (name.asText().contains("meshopt")) return Optional.of("meshopt");
        for (var buffer : json.path("buffers"))
            if (buffer.has("uri") && !buffer.path("uri").asText().startsWith("data:")) return Optional.of("");
        return Optional.empty();
    }

    private void open(ByteBuffer whole) throws MeshFault {
        for (var buffer : json.path("buffers")) {
            if (buffer.has("uri")) {
                var uri = buffer.path("uri").asText();
                try {
                    buffers.add(ByteBuffer.wrap(Base64.getMimeDecoder().decode(uri.substring(uri.indexOf(',') + 1)))
                            .order(ByteOrder.LITTLE_ENDIAN));
                } catch (IllegalArgumentException broken) {
                    throw new MeshFault("json");
                }
                continue;
            }
            if (!binary(whole)) throw new MeshFault("json");
            long at = GLB_HEADER + (whole.getInt(12) & 0xffff_ffffL);
            long length = at + 8 <= whole.limit() ? whole.getInt((int) at) & 0xffff_ffffL : 0;
            if (at + 8 + length > whole.limit()) throw new MeshFault("cut");
            buffers.add(whole.slice((int) Math.min(at + 8, whole.limit()), (int) length)
                    .order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    private void scene() throws MeshFault {
        var scene = json.path("scenes").path(json.path("scene").asInt(0));
        if (scene.has("nodes")) for (var root : scene.path("nodes")) node(root.asInt(-1), UPRIGHT, 0);
        else for (int i = 0; i < json.path("nodes").size(); i++) node(i, UPRIGHT, 0);
    }

    private void node(int index, double[] outer, int depth) throws MeshFault {
        if (depth > DEEPEST || ++nodes > MOST_NODES) throw new MeshFault("deep");
        var node = json.path("nodes").path(index);
        var m = times(outer, local(node));
        for (double each : m) if (!Double.isFinite(each)) throw new MeshFault("transform");
        if (node.has("mesh"))
            for (var surface :
                    json.path("meshes").path(node.path("mesh").asInt(-1)).path("primitives"))
                if (surface.path("mode").asInt(4) == 4
                        && surface.path("attributes").has("POSITION")) {
                    declare(surface, m);
                    if (!buffers.isEmpty()) triangles(surface, m);
                }
        for (var child : node.path("children")) node(child.asInt(-1), m, depth + 1);
    }

    private void declare(JsonNode surface, double[] m) {
        var points = json.path("accessors")
                .path(surface.path("attributes").path("POSITION").asInt(-1));
        var counted = surface.has("indices")
                ? json.path("accessors").path(surface.path("indices").asInt(-1))
                : points;
        declared += Math.max(0, counted.path("count").asLong()) / 3;
        if (points.path("min").size() < 3 || points.path("max").size() < 3) return;
        for (int corner = 0; corner < 8; corner++) {
            double[] p = new double[3];
            for (int axis = 0; axis < 3; axis++)
                p[axis] = points.path((corner >> axis & 1) == 0 ? "min" : "max")
                        .path(axis)
                        .asDouble();
            double[] there = moved(m, p[0], p[1], p[2]);
            if (low.length == 0) {
                low = there.clone();
                high = there.clone();
            }
            for (int axis = 0; axis < 3; axis++) {
                low[axis] = Math.min(low[axis], there[axis]);
                high[axis] = Math.max(high[axis], there[axis]);
            }
        }
    }

    private void triangles(JsonNode surface, double[] m) throws MeshFault {
        mesh.material(new Mesh.Material(
                json.path("materials")
                        .path(surface.path("material").asInt(-1))
                        .path("name")
                        .asText(""),
                -1));
        var points = Numbers.of(
                json, buffers, surface.path("attributes").path("POSITION").asInt(-1));
        var order = surface.has("indices")
                ? Optional.of(Numbers.of(json, buffers, surface.path("indices").asInt(-1)))
                : Optional.<Numbers>empty();
        int count = order.map(Numbers::count).orElse(points.count());
        // The mirror image of a surface is turned inside out.
        boolean mirrored = determinant(m) < 0;
        var corners = new int[3];
        for (int i = 0; i + 2 < count; i += 3) {
            for (int k = 0; k < 3; k++) {
                double given = order.isPresent() ? order.get().get(i + k, 0) : i + k;
                if (!(given >= 0 && given < points.count())) throw new MeshFault("face", (long) given, points.count());
                int at = (int) given;
                double[] there = moved(m, points.get(at, 0), points.get(at, 1), points.get(at, 2));
                corners[k] = mesh.corner(finite(there[0], i), finite(there[1], i), finite(there[2], i));
            }
            mesh.triangle(corners[0], corners[mirrored ? 2 : 1], corners[mirrored ? 1 : 2]);
        }
    }

    private static float finite(double value, int place) throws MeshFault {
        if (!Float.isFinite((float) value)) throw new MeshFault("number", place / 3 + 1);
        return (float) value;
    }

    private static double[] moved(double[] m, double x, double y, double z) {
        return new double[] {
            m[0] * x + m[4] * y + m[8] * z + m[12],
            m[1] * x + m[5] * y + m[9] * z + m[13],
            m[2] * x + m[6] * y + m[10] * z + m[14]
        };
    }

    private static double determinant(double[] m) {
        return m[0] * (m[5] * m[10] - m[9] * m[6])
                - m[4] * (m[1] * m[10] - m[9] * m[2])
                + m[8] * (m[1] * m[6] - m[5] * m[2]);
    }

    /** Columns follow each other. */
    private static double[] times(double[] a, double[] b) {
        var product = new double[16];
        for (int column = 0; column < 4; column++)
            for (int row = 0; row < 4; row++)
                for (int k = 0; k < 4; k++) product[column * 4 + row] += a[k * 4 + row] * b[column * 4 + k];
        return product;
    }

    private static double[] local(JsonNode node) {
        if (node.path("matrix").size() == 16) return numbers(node.path("matrix"), 16, 0);
        var t = numbers(node.path("translation"), 3, 0);
        var s = numbers(node.path("scale"), 3, 1);
        var q = numbers(node.path("rotation"), 4, 0);
        double x = q[0], y = q[1], z = q[2], w = node.has("rotation") ? q[3] : 1;
        return new double[] {
            (1 - 2 * (y * y + z * z)) * s[0],
            2 * (x * y + z * w) * s[0],
            2 * (x * z - y * w) * s[0],
            0,
            2 * (x * y - z * w) * s[1],
            (1 - 2 * (x * x + z * z)) * s[1],
            2 * (y * z + x * w) * s[1],
            0,
            2 * (x * z + y * w) * s[2],
            2 * (y * z - x * w) * s[2],
            (1 - 2 * (x * x + y * y)) * s[2],
            0,
            t[0],
            t[1],
            t[2],
            1
        };
    }

    private static double[] numbers(JsonNode list, int count, double otherwise) {
        var numbers = new double[count];
        for (int i = 0; i < count; i++) numbers[i] = list.path(i).asDouble(otherwise);
        return numbers;
    }

    /** The numbers of an accessor, read where they lie. */
    private record Numbers(ByteBuffer buffer, int type, int width, long start, long stride, int count) {
        static Numbers of(JsonNode json, List<ByteBuffer> buffers, int index) throws MeshFault {
            var accessor = json.path("accessors").path(index);
            var view = json.path("bufferViews").path(accessor.path("bufferView").asInt(-1));
            int place = view.path("buffer").asInt(-1);
            int type = accessor.path("componentType").asInt();
            int size =
                    switch (type) {
                        case 5120, 5121 -> 1;
                        case 5122, 5123 -> 2;
                        case 5125, 5126 -> 4;
                        default -> 0;
                    };
            if (place < 0 || place >= buffers.size() || size == 0) throw new MeshFault("json");
            int width = accessor.path("type").asText().equals("VEC3") ? 3 : 1;
            long stride = view.path("byteStride").asLong((long) width * size);
            long start = view.path("byteOffset").asLong()
                    + accessor.path("byteOffset").asLong();
            long count = accessor.path("count").asLong();
            var buffer = buffers.get(place);
            if (count < 0
                    || count > Integer.MAX_VALUE
                    || start < 0
                    || stride < 0
                    || stride > 1 << 16
                    || (count > 0 && start + (count - 1) * stride + (long) width * size > buffer.limit()))
                throw new MeshFault("cut");
            return new Numbers(buffer, type, width, start, stride, (int) count);
        }

        double get(int i, int axis) {
            if (axis >= width) return 0;
            int at = (int) (start + i * stride);
            return switch (type) {
                case 5120 -> buffer.get(at + axis);
                case 5121 -> buffer.get(at + axis) & 0xff;
                case 5122 -> buffer.getShort(at + 2 * axis);
                case 5123 -> buffer.getShort(at + 2 * axis) & 0xffff;
                case 5125 -> buffer.getInt(at + 4 * axis) & 0xffff_ffffL;
                default -> buffer.getFloat(at + 4 * axis);
            };
        }
    }
}
