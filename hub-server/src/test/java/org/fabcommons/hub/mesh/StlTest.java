// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StlTest {
    private static final String TEXT =
            """
            solid corner
              facet normal 0 0 -1
                outer loop
                  vertex 0 0 0
                  vertex 0 3e1 0
                  vertex 20.0 0 0
                endloop
              endfacet
            endsolid corner
            """;

    private static MeshFacts measure(byte[] stl) throws IOException, MeshFault {
        Stl.check(new ByteArrayInputStream(stl), stl.length);
        return Survey.of(Stl.read(new ByteArrayInputStream(stl), stl.length, Limits.STANDARD), Limits.STANDARD);
    }

    private static void assertSize(MeshFacts facts, long triangles, double... size) {
        assertThat(facts.triangles()).isEqualTo(triangles);
        assertThat(new double[] {facts.widthMm(), facts.depthMm(), facts.heightMm()})
                .isEqualTo(size);
    }

    private static MeshFacts measure(String stl) throws IOException, MeshFault {
        return measure(stl.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aBinaryMeshIsMeasuredEvenWhenItBeginsLikeText() throws Exception {
        assertSize(measure(Meshes.tetrahedron()), 4, 20, 30, 40);
    }

    @Test
    void aTextMeshIsMeasured() throws Exception {
        assertSize(measure(TEXT), 1, 20, 30, 0);
    }

    @Test
    void bytesBehindTheLastTriangleAreNobodysBusiness() throws Exception {
        var stl = Meshes.tetrahedron();
        stl[0] = 0;
        assertThat(measure(Arrays.copyOf(stl, stl.length + 7)).triangles()).isEqualTo(4);
    }

    @Test
    void aTruncatedMeshSaysHowMuchIsMissing() {
        var stl = Arrays.copyOf(Meshes.tetrahedron(), 84 + 50 + 49);
        assertThatThrownBy(() -> measure(stl)).isInstanceOfSatisfying(MeshFault.class, fault -> {
            assertThat(fault.code()).isEqualTo("truncated");
            assertThat(fault.arguments()).containsExactly(4L, 1L);
        });
    }

    @Test
    void textThatEndsInTheMiddleIsTold() {
        assertThatThrownBy(() -> measure(TEXT.substring(0, TEXT.indexOf("endloop"))))
                .isInstanceOfSatisfying(
                        MeshFault.class, fault -> assertThat(fault.code()).isEqualTo("unended"));
    }

    @Test
    void aLineThatIsNoPointIsNamed() {
        assertThatThrownBy(() -> measure(TEXT.replace("0 3e1 0", "0 x 0")))
                .isInstanceOfSatisfying(MeshFault.class, fault -> {
                    assertThat(fault.code()).isEqualTo("text");
                    assertThat(fault.arguments()).containsExactly(5L);
                });
    }

    @Test
    void aTriangleAtNoPlaceInSpaceIsNamed() {
        var stl = Meshes.tetrahedron();
        ByteBuffer.wrap(stl).order(ByteOrder.LITTLE_ENDIAN).putFloat(84 + 50 + 12, Float.NaN);
        assertThatThrownBy(() -> measure(stl)).isInstanceOfSatisfying(MeshFault.class, fault -> {
            assertThat(fault.code()).isEqualTo("number");
            assertThat(fault.arguments()).containsExactly(2L);
        });
    }

    @Test
    void nothingIsNoMesh() {
        for (var bytes : new byte[][] {{}, new byte[84], "solid x\nendsolid x\n".getBytes(StandardCharsets.US_ASCII)})
            assertThatThrownBy(() -> measure(bytes))
                    .isInstanceOfSatisfying(
                            MeshFault.class, fault -> assertThat(fault.code()).isEqualTo("empty"));
        assertThatThrownBy(() -> measure("This is a letter, not a mesh."))
                .isInstanceOfSatisfying(
                        MeshFault.class, fault -> assertThat(fault.code()).isEqualTo("truncated"));
    }
}
