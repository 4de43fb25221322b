// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.mesh.Meshes;
import org.fabcommons.hub.mesh.StepTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every format that is shown, shown by a real Chromium, each with its words; and a mesh of 100 MB. */
class PreviewsInTheBrowserTest {
    private static final double PATIENCE_MS = 120_000;
    /** 84 bytes and 50 for each: 100 MB. */
    private static final int TRIANGLES = 2_000_000;

    private static Hub hub;
    private static Hub.Client ada;
    private static Browser browser;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        browser = Browser.open(hub);
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        hub.close();
    }

    private static void publish(String name, Map<String, byte[]> files) {
        ada.post("/api/v1/designs", Map.of("name", name, "title", name, "summary", "S", "licence", "MIT"));
        var answer = ada.publish("ada/" + name, "x", files);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gltf() {
        var points = ByteBuffer.allocate(9 * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : new float[] {0, 0, 0, 20, 0, 0, 0, 30, 0}) points.putFloat(value);
        return text(
                """
                {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0}],
                 "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
                 "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3",
                                "min": [0, 0, 0], "max": [20, 30, 0]}],
                 "bufferViews": [{"buffer": 0, "byteLength": 36}],
                 "buffers": [{"byteLength": 36, "uri": "data:application/octet-stream;base64,%s"}]}
                """
                        .formatted(Base64.getEncoder().encodeToString(points.array())));
    }

    private static Map<String, byte[]> oneOfEach() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.stl", Meshes.tetrahedron());
        files.put("b.3mf", Meshes.zip("3D/3dmodel.model", Meshes.threeMf("millimeter", "1 0 0 0 1 0 0 0 1 0 0 0")));
        files.put("c.obj", text(Meshes.OBJ_CUBE));
        files.put(
                "d.ply",
                text("ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n"
                        + "element face 1\nproperty list uchar int vertex_indices\nend_header\n"
                        + "0 0 0\n20 0 0\n0 30 0\n3 0 1 2\n"));
        files.put("e.gltf", gltf());
        files.put(
                "f.dxf",
                text("0\nSECTION\n2\nENTITIES\n0\nLINE\n8\n0\n10\n0\n20\n0\n11\n30\n21\n20\n0\nENDSEC\n0\nEOF\n"));
        files.put(
                "g.svg",
                text(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20mm\" height=\"10mm\" viewBox=\"0 0 20 10\"><path d=\"M0 0h20v10z\"/></svg>"));
        files.put(
                "h.gcode",
                text("G28\nG90\nM82\nG92 E0\nG1 X0 Y0 Z0.2 F3000\nG1 X60 Y10 E2 F1500\nG1 X60 Y40 E3\n"
                        + "G1 X0 Y0 Z0.4 F3000\nG1 X60 Y10 E5 F1500\nG1 X60 Y40 E6\n"));
        files.put("i.step", StepTest.box());
        return files;
    }

    private static Locator thumb(Page page, String path) {
        return page.locator(".thumb[href$='" + path + "']");
    }

    @Test
    void eachFormatIsShownWithItsWords() throws IOException {
        publish("each", oneOfEach());
        try (var window = browser.window()) {
            window.go("/@ada/each");
            var page = window.page();
            var all = new SoftAssertions();
            for (var path : oneOfEach().keySet()) {
                thumb(page, path).click();
                // Its reader is large, so that people are asked first.
                if (path.endsWith(".step")) page.locator(".stage-still button").click();
                if (path.endsWith(".svg"))
                    page.locator(".stage-view img[src$='.svg']").waitFor();
                else {
                    page.waitForFunction(
                            "path => document.querySelector('.stage-view canvas')?.getAttribute('aria-label').includes(path)"
                                    + " || document.querySelector('.stage-still')",
                            path,
                            new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MS));
                    all.assertThat(page.locator(".stage-view canvas").count())
                            .as(path + " " + page.locator(".stage").textContent())
                            .isEqualTo(1);
                }
                all.assertThat(page.locator("p[data-words]").textContent())
                        .as("the words of " + path)
                        .isNotBlank();
                all.assertThat(page.locator("#models h3 a[href$='" + path + "']")
                                .count())
                        .as("the facts of " + path)
                        .isEqualTo(1);
            }
            thumb(page, "h.gcode").click();
            page.locator(".stage-slider input").waitFor();
            page.locator(".stage-slider input").focus();
            page.keyboard().press("Home");
            all.assertThat(page.locator(".stage-layers output").textContent()).isEqualTo("Layer 1 of 2, at 0.2 mm");
            all.assertThat(window.barriers()).isEmpty();
            all.assertThat(window.complaints()).allMatch(complaint -> complaint.contains("GPU stall"));
            all.assertAll();
        }
    }

    private static byte[] glb(String json) {
        var text = text(json + " ".repeat(Math.floorMod(-json.length(), 4)));
        return ByteBuffer.allocate(20 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x46546C67)
                .putInt(2)
                .putInt(20 + text.length)
                .putInt(text.length)
                .putInt(0x4E4F534A)
                .put(text)
                .array();
    }

    private static byte[] threeMf(String xml) throws IOException {
        return Meshes.zip("3D/3dmodel.model", xml);
    }

    /** Files that lie, break off or mean harm, and a part of what is said of each; such an STL is not even taken in. */
    private static Map<String, Map.Entry<byte[], String>> hostile() throws IOException {
        Map<String, Map.Entry<byte[], String>> all = new LinkedHashMap<>();
        all.put(
                "endless.obj",
                Map.entry(text("o x\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9999999999\n"), "could not be read"));
        all.put(
                "counts.ply",
                Map.entry(
                        text("ply\nformat ascii 1.0\nelement vertex 4000000000\nproperty float x\nproperty float y\n"
                                + "property float z\nend_header\n0 0 0\n"),
                        "could not be read"));
        all.put(
                "itself.glb",
                Map.entry(
                        glb(
                                "{\"asset\":{\"version\":\"2.0\"},\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"children\":[0,0]}]}"),
                        "could not be read"));
        all.put(
                "packed.glb",
                Map.entry(
                        glb(
                                "{\"asset\":{\"version\":\"2.0\"},\"extensionsRequired\":[\"KHR_draco_mesh_compression\"]}"),
                        "compressed (KHR_draco_mesh_compression)"));
        all.put(
                "entities.3mf",
                Map.entry(
                        threeMf("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><model>&b;</model>"),
                        "could not be read"));
        all.put("bomb.3mf", Map.entry(threeMf("<model>" + " ".repeat(420_000_000)), "more than 400 MB"));
        all.put("nothing.3mf", Map.entry(threeMf("<model><build/></model>"), "nothing to see"));
        all.put(
                "circle.dxf",
                Map.entry(
                        text(
                                "0\nSECTION\n2\nBLOCKS\n0\nBLOCK\n2\nA\n0\nINSERT\n2\nA\n0\nINSERT\n2\nA\n0\nENDBLK\n0\nENDSEC\n"
                                        + "0\nSECTION\n2\nENTITIES\n0\nINSERT\n2\nA\n0\nENDSEC\n0\nEOF\n"),
                        "nothing to see"));
        all.put(
                "still.gcode",
                Map.entry(text("G28\nG90\nM104 S200\nM140 S60\nG21\nM82\nM107\nG92 E0\n"), "nothing to see"));
        var step = new String(StepTest.box(), StandardCharsets.ISO_8859_1);
        all.put("cut.step", Map.entry(text(step.substring(0, step.length() / 2)), ""));
        return all;
    }

    @Test
    void whatLiesBreaksOffOrMeansHarmIsToldWithTheWayToTheFileAndTheTabGoesOn() throws IOException {
        var hostile = hostile();
        Map<String, byte[]> files = new LinkedHashMap<>();
        hostile.forEach((path, file) -> files.put(path, file.getKey()));
        publish("hostile", files);
        try (var window = browser.window()) {
            window.go("/@ada/hostile");
            var page = window.page();
            var all = new SoftAssertions();
            hostile.forEach((path, file) -> {
                thumb(page, path).click();
                // Its reader is large, so that people are asked first.
                var show = page.locator(".stage-still button");
                if (path.endsWith(".step")) show.click();
                page.waitForFunction(
                        "path => document.querySelector('.stage-still a[href$=\"' + path + '\"]')",
                        path,
                        new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MS));
                all.assertThat(page.locator(".stage-still[role=alert]").textContent())
                        .as(path)
                        .contains(file.getValue())
                        .contains("Download " + path);
            });
            all.assertThat(window.complaints()).isEmpty();
            all.assertAll();
        }
    }

    /** Waves of 1000 by 1000 squares. */
    private static byte[] large() {
        var stl = ByteBuffer.allocate(84 + 50 * TRIANGLES).order(ByteOrder.LITTLE_ENDIAN);
        stl.position(80);
        stl.putInt(TRIANGLES);
        for (int x = 0; x < 1000; x++)
            for (int y = 0; y < 1000; y++)
                for (var corners : new int[][] {{0, 0, 1, 0, 0, 1}, {1, 0, 1, 1, 0, 1}}) {
                    stl.putFloat(0).putFloat(0).putFloat(1);
                    for (int corner = 0; corner < 6; corner += 2) {
                        float atX = x + corners[corner];
                        float atY = y + corners[corner + 1];
                        stl.putFloat(atX).putFloat(atY).putFloat((float) Math.sin(atX / 20) * 10);
                    }
                    stl.putShort((short) 0);
                }
        return stl.array();
    }

    @Test
    void aMeshOfAHundredMegabytesIsShownThinnedAndTheTabGoesOnMeanwhile() {
        publish("large", Map.of("a.stl", large(), "b.png", pixel()));
        try (var window = browser.window()) {
            window.go("/@ada/large");
            var page = window.page();
            page.evaluate(
                    """
                    () => {
                      window.beats = 0;
                      const beat = () => { window.beats++; requestAnimationFrame(beat); };
                      beat();
                    }""");
            thumb(page, "a.stl").click();
            // While the worker reads, the page still answers: it is asked, and it counts.
            int first = ((Number) page.evaluate("() => window.beats")).intValue();
            page.waitForFunction("first => window.beats > first + 3", first);
            page.waitForFunction(
                    "() => document.querySelector('.stage-view canvas') || document.querySelector('.stage-still')",
                    null,
                    new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MS));
            assertThat(page.locator(".stage-view canvas").count())
                    .as(page.locator(".stage").textContent())
                    .isEqualTo(1);
            assertThat(page.locator(".stage-figures").textContent()).contains("2,000,000 triangles");
            assertThat(page.locator(".stage-note").textContent()).contains("of its 2,000,000 triangles");
            // And goes away when something else is chosen.
            thumb(page, "b.png").click();
            page.locator(".stage-view img[src$='b.png']").waitFor();
            assertThat(window.complaints()).allMatch(complaint -> complaint.contains("GPU stall"));
        }
    }

    private static byte[] pixel() {
        return Base64.getDecoder()
                .decode(
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    }
}
