// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.Needs;
import org.fabcommons.hub.mesh.Meshes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variants made by the real OpenSCAD, by page and by API. */
class VariantsTest {
    private static final String BLOCK =
            """
            /* [Size] */
            // How wide it is, in mm
            width = 20; // [5:100]
            rounded = false;
            include <lib/rest.scad>
            block();
            module block() { cube([width, deep(), 10]); }
            """;
    private static final String HTML = "text/html";

    /** By how much the hub's clock is ahead. */
    private static volatile Duration ahead = Duration.ZERO;

    private static Hub hub;
    private static Hub.Client ada;
    private static Hub.Client sam;

    @BeforeAll
    static void start(@TempDir Path data) {
        Needs.program("openscad", "openscad");
        hub = Hub.start(() -> Instant.now().plus(ahead), data);
        ada = hub.as("ada");
        sam = hub.as("sam");
        publish(
                "block",
                Map.of(
                        "block.scad",
                        text(BLOCK),
                        "lib/rest.scad",
                        text("function deep() = 30;"),
                        "cover.png",
                        text("a photograph"),
                        "block.stl",
                        Meshes.tetrahedron(),
                        "block.gcode",
                        text("G28\nG1 X1\n")));
    }

    @AfterAll
    static void stop() {
        if (hub != null) hub.close();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void publish(String name, Map<String, byte[]> files) {
        ada.post(
                "/api/v1/designs",
                Map.of("name", name, "title", name, "summary", "S", "licence", "CC-BY-4.0", "tags", List.of()));
        var answer = ada.publish("ada/" + name, "x", files);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static Hub.Answer ask(String design, Map<String, String> values) {
        return sam.post(
                "/api/v1/designs/ada/" + design + "/variants", Map.of("file", design + ".scad", "values", values));
    }

    private static JsonNode rendered(String design, Map<String, String> values) {
        var asked = ask(design, values);
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        var address = "/api/v1/designs/ada/" + design + "/variants/"
                + asked.json().path("id").asText();
        return await().atMost(Duration.ofSeconds(150))
                .until(() -> sam.get(address).json(), variant -> !List.of("waiting", "rendering")
                        .contains(variant.path("state").asText()));
    }

    @Test
    void aVariantIsRenderedFetchedAndPublishedWithItsParameters() {
        var variant = rendered("block", Map.of("width", "50"));
        assertThat(variant.path("state").asText()).as(variant.toString()).isEqualTo("ready");
        assertThat(variant.at("/facts/volumeMm3").asDouble()).isCloseTo(50 * 30 * 10, within(0.1));
        assertThat(sam.get(variant.path("mesh").asText()).status()).isEqualTo(200);
        var page = sam.get(variant.path("url").asText(), "Accept", HTML).text();
        assertThat(page).contains("50 × 30 × 10 mm", "picture.png");

        var published = sam.post(
                "/api/v1/designs/ada/block/variants/" + variant.path("id").asText() + "/publish",
                Map.of("newName", "wide-block"));
        assertThat(published.status()).as(published.text()).isEqualTo(201);
        var files = sam.get("/api/v1/designs/sam/wide-block/files/head").json().findValuesAsText("path");
        assertThat(files).contains("block.scad", "block.stl", "block.json").doesNotContain("block.gcode");
        assertThat(sam.get("/api/v1/designs/sam/wide-block/files/head/block.json")
                        .json()
                        .at("/parameterSets/wide-block/width")
                        .asText())
                .isEqualTo("50");
        assertThat(sam.get("/api/v1/designs/sam/wide-block/derivations?direction=ancestors")
                        .text())
                .contains("\"variant\"", "width = 50");
        assertThat(sam.get("/@sam/wide-block/customise", "Accept", HTML).text()).contains("value=\"50\"");
        // What stands for it is its own mesh, not its original's photograph, which it still has.
        assertThat(files).contains("cover.png");
        assertThat(sam.get("/api/v1/designs/ada/block").json().path("picture").asText())
                .endsWith("/cover.png");
        assertThat(sam.get("/api/v1/designs/sam/wide-block")
                        .json()
                        .path("picture")
                        .asText())
                .contains("/pictures/")
                .endsWith("/block.stl");
        // The same again is there at once.
        assertThat(ask("block", Map.of("width", "50")).json().path("state").asText())
                .isEqualTo("ready");
    }

    @Test
    void theFormShowsWhatItsAuthorWroteAndTellsEachFault() {
        assertThat(sam.get("/@ada/block", "Accept", HTML).text()).contains("/@ada/block/customise");
        assertThat(sam.get("/@ada/block/customise", "Accept", HTML).text())
                .contains(
                        "<legend>Size</legend>",
                        "How wide it is, in mm",
                        "min=\"5\"",
                        "max=\"100\"",
                        "type=\"checkbox\"");
        var answer = ask("block", Map.of("width", "500", "height", "1"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("Choose a number from 5 to 100.", "The source has no such parameter.");
    }

    @Test
    void aSourceThatReadsOtherFilesOfTheComputerIsNotRun() {
        publish(
                "spy",
                Map.of("spy.scad", text("a = 1;\ninclude <b.scad>\n"), "b.scad", text("import(\"/etc/x.stl\");")));
        var answer = ask("spy", Map.of("a", "2"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("/etc/x.stl");
    }

    @Test
    void whatOpenScadSaysIsTold() {
        publish("broken", Map.of("broken.scad", text("a = 1;\nassert(a < 2, \"too much of it\");\ncube(a);\n")));
        var variant = rendered("broken", Map.of("a", "3"));
        assertThat(variant.path("state").asText()).isEqualTo("failed");
        assertThat(variant.path("said").asText()).contains("too much of it").doesNotContain("/variants/");
        assertThat(sam.get(variant.path("url").asText(), "Accept", HTML).text())
                .contains("OpenSCAD could not render it with these values.");
    }

    @Test
    void whatEatsMemoryIsStoppedAndTheNextOneIsRendered() {
        publish(
                "greedy",
                Map.of(
                        "greedy.scad",
                        text(
                                """
                                a = 1;
                                function grow(n) = [for (i = [0:n]) [for (j = [0:99999]) [i, j]]];
                                cube(len(grow(a)));
                                """)));
        var variant = rendered("greedy", Map.of("a", "10000"));
        assertThat(variant.path("state").asText()).isEqualTo("failed");
        assertThat(variant.path("fault").asText()).isIn("memory", "slow", "program");
        assertThat(rendered("block", Map.of("width", "51")).path("state").asText())
                .isEqualTo("ready");
    }

    @Test
    void whatTakesTooLongIsEndedAndSaidAndTheNextOneIsRendered() {
        publish(
                "endless",
                Map.of(
                        "endless.scad",
                        text(
                                """
                                n = 1;
                                function wait(i) = i == 0 ? 0 : wait(i - 1);
                                for (i = [0:n]) for (j = [0:9000]) cube(1 + wait(900000) + j);
                                """)));
        var asked = ask("endless", Map.of("n", "9000")).json();
        var path = "/api/v1/designs/ada/endless/variants/" + asked.path("id").asText();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> sam.get(path).json().path("state").asText().equals("rendering"));
        ahead = OpenScad.PATIENCE.plusSeconds(5);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> sam.get(path).json().path("state").asText().equals("failed"));
        assertThat(sam.get(path).json().path("fault").asText()).isEqualTo("slow");
        assertThat(rendered("block", Map.of("width", "52")).path("state").asText())
                .isEqualTo("ready");
    }

    @Test
    void nobodyRendersWithoutAnAccount() {
        assertThat(hub.anyone()
                        .post("/api/v1/designs/ada/block/variants", Map.of("file", "block.scad", "values", Map.of()))
                        .status())
                .isEqualTo(401);
    }
}
