// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What models measure, and what becomes of hostile ones. */
class SurveyTest {
    @TempDir
    Path folder;

    private MeshFacts obj(String text) throws IOException, MeshFault {
        return Survey.of(
                Obj.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Limits.STANDARD),
                Limits.STANDARD);
    }

    private MeshFacts threeMf(String... entries) throws IOException, MeshFault {
        return threeMf(Limits.STANDARD, entries);
    }

    private MeshFacts threeMf(Limits limits, String... entries) throws IOException, MeshFault {
        var file = Files.write(folder.resolve("model.3mf"), Meshes.zip(entries));
        assertThat(ModelFormat.recognise(file)).contains(ModelFormat.THREE_MF);
        return Survey.of(ModelFormat.THREE_MF.read(file, limits), limits);
    }

    @Test
    void aClosedBodyHasAVolumeASurfaceAndNoHole() throws Exception {
        var facts = obj(Meshes.OBJ_CUBE);
        assertThat(facts.volumeMm3()).isCloseTo(1000, within(1e-6));
        assertThat(facts.areaMm2()).isCloseTo(600, within(1e-6));
        assertThat(facts.triangles()).isEqualTo(12);
        assertThat(facts.shells()).isEqualTo(1);
        assertThat(facts.watertight()).isTrue();
        assertThat(facts.unitKnown()).isFalse();
    }

    @Test
    void aMissingFaceIsAHoleAndItsPlaceIsTold() throws Exception {
        var facts = obj(Meshes.OBJ_CUBE.replace("f 5 6 7 8\n", ""));
        assertThat(facts.watertight()).isFalse();
        assertThat(facts.openEdges()).isEqualTo(4);
        assertThat(facts.holes()).containsExactly(new MeshFacts.Hole(5, 5, 10, 10, 4));
    }

    @Test
    void aFaceTurnedTheWrongWayIsTold() throws Exception {
        var facts = obj(Meshes.OBJ_CUBE.replace("f 5 6 7 8\n", "f 8 7 6 5\n"));
        assertThat(facts.watertight()).isFalse();
        assertThat(facts.openEdges()).isZero();
        assertThat(facts.turnedEdges()).isEqualTo(4);
    }

    @Test
    void aHollowIsCountedAndLessensTheVolume() throws Exception {
        var facts = obj(Meshes.OBJ_CUBE + Meshes.OBJ_HOLLOW);
        assertThat(facts.shells()).isEqualTo(2);
        assertThat(facts.cavities()).isEqualTo(1);
        assertThat(facts.volumeMm3()).isCloseTo(1000 - 8, within(1e-4));
        assertThat(facts.watertight()).isTrue();
    }

    @Test
    void whatIsInsideOutIsTold() throws Exception {
        var facts = obj(Meshes.OBJ_CUBE.replaceAll("f (\\d) (\\d) (\\d) (\\d)", "f $4 $3 $2 $1"));
        assertThat(facts.insideOut()).isTrue();
        assertThat(facts.volumeMm3()).isCloseTo(1000, within(1e-6));
    }

    @Test
    void a3mfIsMeasuredInItsUnitWithItsTransformsAndMaterials() throws Exception {
        var facts = threeMf("3D/3dmodel.model", Meshes.threeMf("inch", "2 0 0 0 1 0 0 0 1 0 0 0"));
        assertThat(facts.unit()).isEqualTo(Mesh.Unit.INCH);
        assertThat(facts.unitKnown()).isTrue();
        assertThat(facts.widthMm()).isCloseTo(2 * 10 * 25.4, within(1e-3));
        assertThat(facts.depthMm()).isCloseTo(10 * 25.4, within(1e-3));
        assertThat(facts.watertight()).isTrue();
        assertThat(facts.materials()).hasSize(1).first().satisfies(share -> {
            assertThat(share.name()).isEqualTo("Galaxy PETG");
            assertThat(share.colour()).isEqualTo(0xff8000);
            assertThat(share.volumeMm3()).isCloseTo(2000 * 25.4 * 25.4 * 25.4, within(20.0));
        });
    }

    @Test
    void aMirroredPartIsNotInsideOut() throws Exception {
        var facts = threeMf("3D/3dmodel.model", Meshes.threeMf("millimeter", "-1 0 0 0 1 0 0 0 1 0 0 0"));
        assertThat(facts.insideOut()).isFalse();
        assertThat(facts.watertight()).isTrue();
    }

    @Test
    void componentsThatMultiplyBeyondAllMeasureAreRefusedBeforeTheyAreMade() {
        var bomb = new StringBuilder();
        for (int level = 1; level <= 20; level++) {
            bomb.append("<object id=\"").append(level + 1).append("\"><components>");
            for (int i = 0; i < 10; i++)
                bomb.append("<component objectid=\"").append(level).append("\"/>");
            bomb.append("</components></object>");
        }
        var model = Meshes.threeMf("millimeter", "1 0 0 0 1 0 0 0 1 0 0 0")
                .replace("</resources>", bomb + "</resources>")
                .replace("<item objectid=\"1\"", "<item objectid=\"21\"");
        assertFault("triangles", "3D/3dmodel.model", model);
    }

    @Test
    void anObjectThatContainsItselfIsRefused() {
        var model = Meshes.threeMf("millimeter", "1 0 0 0 1 0 0 0 1 0 0 0")
                .replace(
                        "</resources>",
                        "<object id=\"2\"><components><component objectid=\"2\"/></components></object></resources>")
                .replace("<item objectid=\"1\"", "<item objectid=\"2\"");
        assertFault("circle", "3D/3dmodel.model", model);
    }

    @Test
    void xmlThatDeclaresEntitiesIsRefused() {
        assertFault(
                "dtd",
                "3D/3dmodel.model",
                "<!DOCTYPE model [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + Meshes.threeMf("millimeter", "1 0 0 0 1 0 0 0 1 0 0 0"));
    }

    @Test
    void aModelThatUnpacksToFarTooMuchIsStopped() {
        var limits = new Limits(1_000_000, 1_000_000, () -> {});
        assertThatThrownBy(() -> threeMf(
                        limits,
                        "3D/3dmodel.model",
                        Meshes.threeMf("millimeter", "1 0 0 0 1 0 0 0 1 0 0 0")
                                .replace("<resources>", "<resources>" + " ".repeat(2_000_000))))
                .isInstanceOfSatisfying(
                        MeshFault.class, fault -> assertThat(fault.code()).isEqualTo("bytes"));
    }

    @ParameterizedTest
    @CsvSource({"v1=\"0\",v1=\"99\",index", "x=\"0\",x=\"NaN\",xml", "unit=\"millimeter\",unit=\"cubit\",unit"})
    void whatA3mfCannotMeanIsNamed(String find, String instead, String code) {
        var model = Meshes.threeMf("millimeter", "1 0 0 0 1 0 0 0 1 0 0 0");
        assertFault(code, "3D/3dmodel.model", model.replaceFirst(find, instead));
    }

    private void assertFault(String code, String... entries) {
        assertThatThrownBy(() -> threeMf(entries))
                .isInstanceOfSatisfying(
                        MeshFault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({"v 0 0,text", "f 1 2 x,text", "f 1 2 9,index", "v 1 2 inf,text"})
    void aLineOfAnObjThatCannotBeReadIsNamed(String line, String code) {
        assertThatThrownBy(() -> obj("v 0 0 0\nv 1 0 0\nv 0 1 0\n" + line + "\n"))
                .isInstanceOfSatisfying(MeshFault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(code);
                    assertThat(fault.arguments()).first().isEqualTo(4L);
                });
    }

    @Test
    void impatienceEndsTheWork() {
        var stl = Meshes.tetrahedron();
        Limits.Patience none = () -> {
            throw new MeshFault("slow", 1);
        };
        assertThatThrownBy(() -> Survey.of(
                        Stl.read(new ByteArrayInputStream(stl), stl.length, Limits.STANDARD),
                        Limits.STANDARD.with(none)))
                .isInstanceOf(MeshFault.class);
    }

    @Test
    void aPictureShowsTheModelOnNothing() throws Exception {
        var mesh =
                Obj.read(new ByteArrayInputStream(Meshes.OBJ_CUBE.getBytes(StandardCharsets.UTF_8)), Limits.STANDARD);
        var picture = ImageIO.read(new ByteArrayInputStream(Portrait.png(mesh, Limits.STANDARD)));
        assertThat(picture.getWidth()).isEqualTo(Portrait.WIDTH);
        assertThat(picture.getRGB(Portrait.WIDTH / 2, Portrait.HEIGHT / 2) >>> 24)
                .isEqualTo(255);
        assertThat(picture.getRGB(2, 2) >>> 24).isZero();
    }
}
