// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFormatTest {
    @TempDir
    Path folder;

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of(ModelFormat.STL, "solid x\nfacet normal 0 0 0\nouter loop\n"),
                Arguments.of(ModelFormat.OBJ, "# by a test\nmtllib a.mtl\no part\n" + Meshes.OBJ_CUBE),
                Arguments.of(ModelFormat.PLY, "ply\nformat ascii 1.0\nelement vertex 0\nend_header\n"),
                Arguments.of(ModelFormat.GLTF, "{\"asset\":{\"version\":\"2.0\"},\"meshes\":[]}"),
                Arguments.of(ModelFormat.STEP, "ISO-10303-21;\nHEADER;\n"),
                Arguments.of(ModelFormat.DXF, "  0\r\nSECTION\r\n  2\r\nHEADER\r\n"),
                Arguments.of(ModelFormat.DXF, "999\nmade by a test\n0\nSECTION\n2\nENTITIES\n"),
                Arguments.of(ModelFormat.SVG, "<?xml version=\"1.0\"?>\n<!-- x --><svg xmlns=\"http://x\"/>"),
                Arguments.of(ModelFormat.GCODE, "; by a test\nG28\nG1 X10 Y10 F3000 ; go\nM104 S200\n"),
                Arguments.of(ModelFormat.GCODE, "%\n(mill)\nN10 G21 G90\nN20 G0X1.5Y2\nX3 Y4\nM30\n%"),
                Arguments.of(
                        ModelFormat.GCODE,
                        "M117 Hello\nG1 X1\nG1 X2\nG1 X3\nG1 X4\nG1 X5\nG1 X6\nG1 X7\nG1 X8\nG1 X9\n"));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void aFormatIsToldByWhatTheFileHolds(ModelFormat format, String content) throws Exception {
        assertThat(recognise(content.getBytes(StandardCharsets.UTF_8))).contains(format);
    }

    @Test
    void aBinaryMeshIsToldByItsSizeWhateverItBeginsWith() throws Exception {
        assertThat(recognise(Meshes.tetrahedron())).contains(ModelFormat.STL);
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherFilesAreNone(String content) throws Exception {
        assertThat(recognise(content.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    static Stream<String> others() {
        return Stream.of(
                "",
                "Dear reader,\nthis is a letter.\n",
                "MIT License\n\nCopyright\n",
                "{\"asset\": 1}",
                "<html><body/></html>",
                "PK\u0003\u0004 but no zip",
                "a,b,c\n1,2,3\n",
                "f 1 2 3\n");
    }

    @Test
    void aZipThatIsNo3mfIsNone() throws Exception {
        assertThat(recognise(Meshes.zip("word/document.xml", "<x/>"))).isEmpty();
    }

    private Optional<ModelFormat> recognise(byte[] content) throws Exception {
        return ModelFormat.recognise(Files.write(folder.resolve("file"), content));
    }
}
