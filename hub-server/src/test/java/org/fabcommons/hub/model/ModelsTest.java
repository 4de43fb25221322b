// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.mesh.Meshes;
import org.fabcommons.hub.mesh.OtherFormatsTest;
import org.fabcommons.hub.mesh.StepTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub finds out about the models of a design, seen through its pages and its API. */
class ModelsTest {
    private static final String IDENTITY = "1 0 0 0 1 0 0 0 1 0 0 0";

    private static Hub hub;
    private static Hub.Client ada;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void publish(String name, Map<String, byte[]> files) {
        ada.post(
                "/api/v1/designs",
                Map.of("name", name, "title", name, "summary", "S", "licence", "MIT", "tags", List.of()));
        var answer = ada.publish("ada/" + name, "x", files);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    /** The model, once the hub has looked at it. */
    private static JsonNode known(String design, String path, String... headers) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> model(design, path, headers),
                        model -> !model.path("state").asText().equals("waiting"));
    }

    private static JsonNode model(String design, String path, String... headers) {
        for (var each : ada.get("/api/v1/designs/ada/" + design + "/models/head", headers)
                .json()
                .path("items")) if (each.path("path").asText().equals(path)) return each;
        throw new AssertionError("no model " + path);
    }

    @Test
    void aModelIsMeasuredAndDrawnInTheBackground() {
        publish("cube", Map.of("cube.obj", text(Meshes.OBJ_CUBE)));
        var cube = known("cube", "cube.obj");
        assertThat(cube.path("state").asText()).isEqualTo("measured");
        assertThat(cube.path("watertight").asBoolean()).isTrue();
        assertThat(cube.at("/facts/volumeMm3").asDouble()).isCloseTo(1000, within(1e-6));
        assertThat(cube.path("words").asText())
                .isEqualTo("OBJ model, 10 × 10 × 10 mm (width, depth, height)."
                        + " One closed body of 1 cm³, with a surface of 6 cm². 12 triangles.");
        var picture = ada.get(cube.path("picture").asText());
        assertThat(picture.header("Content-Type")).isEqualTo("image/png");
        assertThat(picture.response().body()).hasSizeGreaterThan(1000);
        assertThat(ada.get("/@ada/cube", "Accept", "text/html").text()).contains("10 × 10 × 10 mm");
        assertThat(ada.get("/designs", "Accept", "text/html").text()).contains("/@ada/cube/thumbnails/card/");
    }

    @Test
    void aPictureThatWasLostIsDrawnAgain() throws IOException {
        publish("lost", Map.of("lost.obj", text(Meshes.OBJ_CUBE.replace("10", "12"))));
        var lost = known("lost", "lost.obj");
        var sha256 = lost.path("sha256").asText();
        Files.delete(hub.data().resolve("pictures/1/" + sha256.substring(0, 2) + "/" + sha256 + ".png"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ada.get(lost.path("picture").asText())
                        .header("Content-Type")
                        .equals("image/png"));
    }

    @Test
    void aModelIsToldInFrench() {
        publish("fr", Map.of("fr.obj", text(Meshes.OBJ_CUBE.replace("10", "11"))));
        assertThat(known("fr", "fr.obj", "Accept-Language", "fr").path("words").asText())
                .contains("Modèle OBJ, 11 × 11 × 11 mm")
                .contains("Un corps fermé");
    }

    @Test
    void a3mfTellsItsMaterialAndMass() throws IOException {
        publish("mass", Map.of("part.3mf", Meshes.zip("3D/3dmodel.model", Meshes.threeMf("centimeter", IDENTITY))));
        var part = known("mass", "part.3mf");
        assertThat(part.path("format").asText()).isEqualTo("3MF");
        assertThat(part.at("/facts/unit").asText()).isEqualTo("CENTIMETRE");
        assertThat(part.at("/masses/0/material").asText()).isEqualTo("Galaxy PETG");
        assertThat(part.at("/masses/0/grams").asDouble()).isCloseTo(1270, within(1e-3));
    }

    @Test
    void aFileUnderAWrongNameIsShownAsWhatItIsAndItsAuthorIsTold() {
        publish("wrong", Map.of("wrong.stl", text(Meshes.OBJ_CUBE.replace("10", "13"))));
        var wrong = known("wrong", "wrong.stl");
        assertThat(wrong.path("format").asText()).isEqualTo("OBJ");
        assertThat(wrong.path("nameFits").asBoolean()).isFalse();
        assertThat(wrong.path("notice").asText()).startsWith("Its name says STL, but it is OBJ.");
        assertThat(ada.get("/@ada/wrong", "Accept", "text/html").text()).contains("Its name says STL, but it is OBJ.");
    }

    @Test
    void aHostileFileIsRefusedWithAReasonAndTheRestGoesOn() throws IOException {
        publish(
                "hostile",
                Map.of(
                        "a.3mf",
                        Meshes.zip(
                                "3D/3dmodel.model",
                                "<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                                        + Meshes.threeMf("meter", IDENTITY)),
                        "b.obj",
                        text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 77\n"),
                        "c.obj",
                        text(Meshes.OBJ_CUBE.replace("f 5 6 7 8\n", ""))));
        assertThat(known("hostile", "a.3mf").path("fault").asText()).isEqualTo("dtd");
        assertThat(known("hostile", "b.obj").path("notice").asText())
                .isEqualTo("A triangle at line 4 names corner 77, and there are 3.");
        var open = known("hostile", "c.obj");
        assertThat(open.path("watertight").asBoolean()).isFalse();
        assertThat(open.at("/facts/holes/0/z").asDouble()).isEqualTo(10);
        assertThat(ada.get("/@ada/hostile", "Accept", "text/html").text())
                .contains("declares XML entities", "It is open at one place:");
    }

    @Test
    void everyFormatIsToldInWordsMadeOfItsFacts() throws IOException {
        publish(
                "flat",
                Map.of(
                        "a.svg",
                        text(
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60mm\" height=\"40mm\"><path d=\"M0 0h5\"/></svg>"),
                        "a.step",
                        StepTest.box(),
                        "a.dxf",
                        text(OtherFormatsTest.DXF),
                        "a.ply",
                        OtherFormatsTest.ply(ByteOrder.BIG_ENDIAN),
                        "a.gltf",
                        text(OtherFormatsTest.gltf(true, "")),
                        "beside.gltf",
                        text(OtherFormatsTest.gltf(false, "")),
                        "a.nc",
                        text("G21 G90\nM3 S8000\nG0 Z5\nG1 Z-3 F100\nG1 X50 F400\nG1 Y20\nG0 Z5\nM5\n")));
        assertThat(known("flat", "a.svg").path("words").asText())
                .isEqualTo("SVG drawing, 60 × 40 mm (width, height). It has one path.");
        assertThat(known("flat", "a.step").path("words").asText())
                .isEqualTo("STEP model (AP214) with exact surfaces, which the hub does not measure. One body, 6 faces."
                        + " Its part: Boîte. Its lengths are in millimetres. Written by FabCommons.");
        assertThat(known("flat", "a.dxf", "Accept-Language", "fr").path("words").asText())
                .isEqualTo("Dessin DXF, 70 × 45 mm (largeur, hauteur). On y trouve un cercle, une ligne, une polyligne."
                        + " Sur 2 calques.");
        var ply = known("flat", "a.ply");
        assertThat(ply.path("words").asText()).contains("20 × 20 × 20 mm", "One closed body of 8 cm³", "12 triangles");
        assertThat(ada.get(ply.path("picture").asText()).header("Content-Type")).isEqualTo("image/png");
        assertThat(known("flat", "a.gltf").at("/facts/widthMm").asDouble()).isCloseTo(200, within(1e-3));
        assertThat(known("flat", "beside.gltf").path("words").asText())
                .isEqualTo("glTF model, 200 × 100 × 100 mm (width, depth, height). 12 triangles."
                        + " Its triangles are in another file, so the hub does not measure it.");
        assertThat(known("flat", "a.nc").path("words").asText())
                .startsWith(
                        "G-code toolpath for a mill or laser, 50 × 20 mm (width, depth). Down to 3 mm below zero. About ");
        assertThat(ada.get("/@ada/flat", "Accept", "text/html").text()).contains("It has one path.");
    }
}
