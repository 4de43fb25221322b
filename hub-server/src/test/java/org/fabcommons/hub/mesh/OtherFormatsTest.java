// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read of PLY, glTF, DXF, SVG and toolpaths: files as programs write them, and files that lie. */
public class OtherFormatsTest {
    private static final float[] CORNERS = {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1};
    private static final int[] TRIANGLES = {
        0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7, 0, 1, 5, 0, 5, 4, 1, 2, 6, 1, 6, 5, 2, 3, 7, 2, 7, 6, 3, 0, 4, 3, 4, 7
    };

    public static final String DXF =
            """
            0
            SECTION
            2
            HEADER
            9
            $INSUNITS
            70
            4
            0
            ENDSEC
            0
            SECTION
            2
            BLOCKS
            0
            BLOCK
            2
            HOLE
            10
            0
            20
            0
            0
            CIRCLE
            8
            holes
            10
            0
            20
            0
            40
            5
            0
            ENDBLK
            0
            ENDSEC
            0
            SECTION
            2
            ENTITIES
            0
            LINE
            8
            cut
            10
            0
            20
            0
            11
            60
            21
            0
            0
            LWPOLYLINE
            8
            cut
            70
            0
            10
            0
            20
            0
            42
            1
            10
            0
            20
            -10
            0
            INSERT
            8
            holes
            2
            HOLE
            10
            60
            20
            30
            0
            ENDSEC
            0
            EOF
            """;

    /** A cube of 1 m (glTF) or 1 (PLY), with each corner once. */
    private static ByteBuffer corners(ByteOrder order, float scale) {
        var buffer = ByteBuffer.allocate(CORNERS.length * 4).order(order);
        for (float each : CORNERS) buffer.putFloat(each * scale);
        return buffer;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    public static byte[] ply(ByteOrder order) {
        var head = ("ply\nformat binary_" + (order == ByteOrder.BIG_ENDIAN ? "big" : "little")
                        + "_endian 1.0\ncomment a cube\n"
                        + "element vertex 8\nproperty float x\nproperty float y\nproperty float z\n"
                        + "element face 12\nproperty list uchar int vertex_indices\nend_header\n")
                .getBytes(StandardCharsets.US_ASCII);
        var faces = ByteBuffer.allocate(12 * 13).order(order);
        for (int i = 0; i < 12; i++) {
            faces.put((byte) 3);
            for (int k = 0; k < 3; k++) faces.putInt(TRIANGLES[3 * i + k]);
        }
        return joined(joined(head, corners(order, 20).array()), faces.array());
    }

    private static String plyText(String lastFace) {
        return "ply\r\nformat ascii 1.0\r\nelement vertex 4\r\nproperty float x\r\nproperty float y\r\nproperty float z\r\n"
                + "property uchar red\r\nelement face 3\r\nproperty list uchar int vertex_index\r\nend_header\r\n"
                + "0 0 0 255\r\n30 0 0 0\r\n30 20 0 0\r\n0 20 10 0\r\n3 0 1 2\r\n4 0 1 2 3\r\n" + lastFace + "\r\n";
    }

    /** @param inside whether the numbers lie within */
    public static String gltf(boolean inside, String extension) {
        var data = Base64.getEncoder()
                .encodeToString(corners(ByteOrder.LITTLE_ENDIAN, 0.1f).array());
        var order = ByteBuffer.allocate(72).order(ByteOrder.LITTLE_ENDIAN);
        for (int each : TRIANGLES) order.putShort((short) each);
        return """
               {"asset":{"version":"2.0"},"extensionsRequired":[%s],"scenes":[{"nodes":[0]}],
                "nodes":[{"children":[1]},{"mesh":0,"scale":[2,1,1],"translation":[5,0,0]}],
                "meshes":[{"primitives":[{"attributes":{"POSITION":0},"indices":1}]}],
                "accessors":[{"bufferView":0,"componentType":5126,"count":8,"type":"VEC3","min":[0,0,0],"max":[0.1,0.1,0.1]},
                 {"bufferView":1,"componentType":5123,"count":36,"type":"SCALAR"}],
                "bufferViews":[{"buffer":0,"byteLength":96},{"buffer":1,"byteLength":72}],
                "buffers":[{"byteLength":96,"uri":"%s"},{"byteLength":72,"uri":"data:;base64,%s"}]}
               """
                .formatted(
                        extension,
                        inside ? "data:application/octet-stream;base64," + data : "cube.bin",
                        Base64.getEncoder().encodeToString(order.array()));
    }

    private static Optional<DrawingFacts> dxf(String text) throws IOException, MeshFault {
        return Dxf.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Limits.STANDARD);
    }

    private static Optional<DrawingFacts> svg(String text) throws IOException, MeshFault {
        return Svg.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Limits.STANDARD);
    }

    private static void fails(String code, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(MeshFault.class, fault -> assertThat(fault.code())
                .isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void aPlyIsMeasuredInEveryForm(Order order) throws Exception {
        var mesh = Ply.read(new ByteArrayInputStream(ply(order.bytes)), Limits.STANDARD);
        var facts = Survey.of(mesh, Limits.STANDARD);
        assertThat(facts.watertight()).isTrue();
        assertThat(facts.volumeMm3()).isCloseTo(8000, within(1e-3));
    }

    enum Order {
        LITTLE(ByteOrder.LITTLE_ENDIAN),
        BIG(ByteOrder.BIG_ENDIAN);

        private final ByteOrder bytes;

        Order(ByteOrder bytes) {
            this.bytes = bytes;
        }
    }

    @Test
    void aPlyInTextIsReadAndOneThatLiesIsRefused() throws Exception {
        var facts = Survey.of(
                Ply.read(
                        new ByteArrayInputStream(plyText("3 0 2 3").getBytes(StandardCharsets.US_ASCII)),
                        Limits.STANDARD),
                Limits.STANDARD);
        assertThat(facts.triangles()).isEqualTo(4);
        assertThat(List.of(facts.widthMm(), facts.depthMm(), facts.heightMm())).containsExactly(30.0, 20.0, 10.0);
        for (var lie : Map.of("3 0 1 9", "face", "3 0 1", "cut", "99999 0", "header", "3 0 1 x", "corner")
                .entrySet())
            fails(
                    lie.getValue(),
                    () -> Ply.read(
                            new ByteArrayInputStream(plyText(lie.getKey()).getBytes(StandardCharsets.US_ASCII)),
                            Limits.STANDARD));
        var many = new String(ply(ByteOrder.LITTLE_ENDIAN), StandardCharsets.ISO_8859_1)
                .replace("face 12", "face 900000000")
                .getBytes(StandardCharsets.ISO_8859_1);
        fails("cut", () -> Ply.read(new ByteArrayInputStream(many), Limits.STANDARD));
    }

    @Test
    void aGltfIsMeasuredInMillimetresUprightAndWhereItsNodesPutIt(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("a.gltf"), gltf(true, ""));
        var facts = Survey.of(ModelFormat.GLTF.read(file, Limits.STANDARD), Limits.STANDARD);
        assertThat(facts.watertight()).isTrue();
        assertThat(facts.insideOut()).isFalse();
        assertThat(facts.widthMm()).isCloseTo(200, within(1e-3));
        assertThat(facts.heightMm()).isCloseTo(100, within(1e-3));
        assertThat(facts.volumeMm3()).isCloseTo(2e6, within(10.0));
    }

    @Test
    void whatAGltfKeepsOutOfReachIsToldAsItDeclaresIt(@TempDir Path folder) throws Exception {
        var beside = Files.writeString(folder.resolve("b.gltf"), gltf(false, ""));
        assertThat(ModelFormat.GLTF.other(beside, Limits.STANDARD)).contains(new DeclaredFacts(200, 100, 100, 12, ""));
        var packed = Files.writeString(folder.resolve("c.gltf"), gltf(true, "\"KHR_draco_mesh_compression\""));
        assertThat(ModelFormat.GLTF.other(packed, Limits.STANDARD))
                .contains(new DeclaredFacts(200, 100, 100, 12, "Draco"));
        var lying =
                Files.writeString(folder.resolve("d.gltf"), gltf(true, "").replace("\"count\":36", "\"count\":3600"));
        fails("cut", () -> ModelFormat.GLTF.read(lying, Limits.STANDARD));
        var circle = Files.writeString(
                folder.resolve("e.gltf"), gltf(true, "").replace("\"children\":[1]", "\"children\":[0]"));
        fails("deep", () -> ModelFormat.GLTF.read(circle, Limits.STANDARD));
    }

    @Test
    void aDxfTellsItsSizeWithArcsAndBlocksItsShapesAndLayers() throws Exception {
        var facts = dxf(DXF).orElseThrow();
        // From the arc left of the origin to the hole's right side.
        assertThat(facts.width()).isCloseTo(65 + 5, within(0.05));
        assertThat(facts.height()).isCloseTo(35 + 10, within(0.05));
        assertThat(facts.shapes()).isEqualTo(Map.of("line", 1, "polyline", 1, "circle", 1));
        assertThat(facts.layers()).isEqualTo(2);
        assertThat(dxf(DXF.replace("70\n4\n", "70\n1\n")).orElseThrow().width()).isCloseTo(70 * 25.4, within(1.5));
        assertThat(dxf(DXF.replace("$INSUNITS", "$OTHER")).orElseThrow().unit()).isEmpty();
        // A block that puts itself ends.
        assertThat(dxf(DXF.replace("CIRCLE", "INSERT\n2\nHOLE"))).isPresent();
    }

    @Test
    void anSvgTellsItsPageAndWhatIsDrawnOnIt() throws Exception {
        var facts =
                svg("""
                        <?xml version="1.0"?>
                        <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
                        <svg xmlns="http://www.w3.org/2000/svg" width="6cm" height="40mm" viewBox="0 0 60 40">
                          <defs><path d="M0 0"/></defs><g><path d="M0 0h9"/><rect width="1" height="1"/><path d="M1 1"/></g>
                        </svg>""")
                        .orElseThrow();
        assertThat(facts).isEqualTo(new DrawingFacts(60, 40, "mm", Map.of("path", 2, "rectangle", 1), 0));
        assertThat(svg("<svg viewBox=\"0 0 300 200\"/>")).contains(new DrawingFacts(300, 200, "", Map.of(), 0));
        assertThat(svg("<!DOCTYPE s [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg><text>&a;</text></svg>")
                        .map(DrawingFacts::width))
                .isIn(Optional.empty(), Optional.of(0.0));
        assertThat(svg("<svg><")).isEmpty();
    }

    @Test
    void aToolpathTellsLayersTimeAndFilamentOrHowDeepItGoes(@TempDir Path folder) throws Exception {
        var print = Files.writeString(
                folder.resolve("p.gcode"),
                "G28\nM104 S210\nM190 S60\nG90\nM82\nG92 E0\nG1 Z0.2 F600\nG1 X10 Y10\nG1 X40 Y10 E2\nG1 Z0.4\nG1 X40 Y30 E4\n");
        var printed =
                (PathFacts) ModelFormat.GCODE.other(print, Limits.STANDARD).orElseThrow();
        assertThat(printed.tool()).isEqualTo("print");
        assertThat(printed.layers()).isEqualTo(2);
        assertThat(printed.filamentMm()).isCloseTo(4, within(1e-6));
        assertThat(printed.nozzleC()).isEqualTo(210);
        assertThat(printed.widthMm()).isCloseTo(30, within(1e-6));
        var mill = Files.writeString(
                folder.resolve("m.nc"), "G21 G90\nM3 S8000\nG0 Z5\nG0 X0 Y0\nG1 Z-3 F100\nG1 X50 F400\nG0 Z5\nM5\n");
        var milled = (PathFacts) ModelFormat.GCODE.other(mill, Limits.STANDARD).orElseThrow();
        assertThat(milled.tool()).isEqualTo("cut");
        assertThat(milled.bottomMm()).isEqualTo(-3);
        assertThat(milled.seconds()).isPositive();
        var patience = new Limits(10, 1_000_000, () -> {
            throw new MeshFault("slow", 1);
        });
        var long1 = Files.writeString(folder.resolve("l.nc"), "G1 X50 F400\nG1 X0\n".repeat(10_000));
        fails("slow", () -> ModelFormat.GCODE.other(long1, patience));
    }
}
