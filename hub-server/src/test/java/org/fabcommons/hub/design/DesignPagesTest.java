// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.mesh.Meshes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesignPagesTest {
    private static final String HTML = "text/html";
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

    private static String published(String name, Map<String, byte[]> files) {
        ada.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        name,
                        "title",
                        "The " + name,
                        "summary",
                        "Useful <b>thing</b>",
                        "licence",
                        "CC-BY-NC-4.0",
                        "tags",
                        List.of("x-y")));
        assertThat(ada.publish("ada/" + name, "first", files).status()).isEqualTo(201);
        return "/@ada/" + name;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] form(Map<String, String> fields, Map<String, String> files) {
        var body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--b\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        files.forEach((name, value) -> body.append("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(name)
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .append(value)
                .append("\r\n"));
        return text(body.append("--b--\r\n").toString());
    }

    private static Hub.Answer send(String path, Map<String, String> fields, Map<String, String> files, String accept) {
        return ada.raw("POST", path, "multipart/form-data; boundary=b", form(fields, files), "Accept", accept);
    }

    @Test
    void aDesignIsPublishedByAFormWithoutAnyScript() {
        var answer = send(
                "/publish",
                Map.of(
                        "name",
                        "",
                        "title",
                        "Étagère à vis n° 2",
                        "summary",
                        "Holds",
                        "licence",
                        "CC0-1.0",
                        "tags",
                        "vis, atelier"),
                Map.of("README.md", "Hello", "", ""),
                HTML);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/@ada/etagere-a-vis-n-2");
        var page = ada.get("/@ada/etagere-a-vis-n-2", "Accept", HTML).text();
        assertThat(page).contains("Étagère à vis n° 2", "CC0 1.0", "atelier", "README.md");
    }

    @Test
    void aRefusedFormComesBackWithWhatWasWrittenAndWhatIsWrong() {
        var answer =
                send("/publish", Map.of("title", "Kept words", "summary", "", "licence", "CC0-1.0"), Map.of(), HTML);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .contains("value=\"Kept words\"")
                .contains("id=\"summary-fault\"")
                .contains("aria-invalid=\"true\"")
                .contains("value=\"CC0-1.0\" checked");
        var script = send(
                "/publish", Map.of("title", "Kept words", "summary", "", "licence", ""), Map.of(), "application/json");
        assertThat(script.status()).isEqualTo(422);
        assertThat(script.json().path("errors").findValuesAsText("field")).containsExactly("summary", "licence");
        var taken = Map.of("name", "taken", "title", "T", "summary", "S", "licence", "MIT");
        assertThat(send("/publish", taken, Map.of(), "application/json")
                        .json()
                        .path("url")
                        .asText())
                .isEqualTo("/@ada/taken");
        assertThat(send("/publish", taken, Map.of(), HTML).status()).isEqualTo(409);
    }

    @Test
    void aFileThatIsRefusedIsNamedOnThePage() {
        var answer = send(
                "/publish",
                Map.of("name", "bad", "title", "T", "summary", "S", "licence", "MIT"),
                Map.of("part.gcode", "G1\0"),
                HTML);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("part.gcode").contains("no toolpath");
        assertThat(ada.get("/api/v1/designs/ada/bad").status()).isEqualTo(404);
    }

    @Test
    void theReadmeIsShownWithoutItsTeeth() {
        var page = published(
                "readme",
                Map.of(
                        "README.md",
                        text(
                                """
                                # The readme

                                ## Assembly

                                <script>alert(1)</script> <img src=https://elsewhere.example/x onerror=alert(1)>

                                [click](javascript:alert(1))
                                ![near](pictures/near.png) ![far](https://elsewhere.example/spy.gif)

                                | part | size |
                                |---|---|
                                | arm | 3 |
                                """),
                        "pictures/near.png",
                        text("not really")));
        var html = ada.get(page, "Accept", HTML).text();
        assertThat(html)
                .contains("<h2>Assembly</h2>")
                .contains("<td>arm</td>")
                .contains("/pictures/near.png\" alt=\"near\"")
                .contains("<a href=\"https://elsewhere.example/spy.gif\"")
                .doesNotContain("alert(1)</script>")
                .doesNotContain("onerror")
                .doesNotContain("javascript:")
                .doesNotContain("src=\"https://elsewhere")
                .contains("Useful &lt;b&gt;thing&lt;/b&gt;");
    }

    @Test
    void aReadmeIsReadInThePersonsLanguageWhereThereIsOne() {
        var page = published("tongues", Map.of("README.md", text("In English"), "README.fr.md", text("En français")));
        assertThat(ada.get(page, "Accept", HTML, "Accept-Language", "fr").text())
                .contains("En français")
                .doesNotContain("In English");
        assertThat(ada.get(page, "Accept", HTML, "Accept-Language", "en").text())
                .contains("In English");
    }

    @Test
    void meshesAreOfferedWithTheirMeasures() {
        var page = published("measured", Map.of("arm.stl", Meshes.tetrahedron()));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ada.get(page, "Accept", HTML).text())
                        .contains("data-kind=\"mesh\"")
                        .contains("20 × 30 × 40 mm"));
    }

    private static String cover(String name) {
        return ada.get("/api/v1/designs/ada/" + name)
                .json()
                .path("picture")
                .asText()
                .replaceFirst(".*/(files|pictures)/[0-9a-f]+/", "");
    }

    @Test
    void aPictureOfTheWholeStandsForADesignAndNotOneOfAStep() {
        Map<String, byte[]> files = new TreeMap<>(Map.of(
                "guide/01-glue.md",
                text("# Glue"),
                "guide/pictures/glue.png",
                text("not really"),
                "docs/assembly/pictures/screw.png",
                text("not really"),
                "z.stl",
                Meshes.tetrahedron()));
        var page = published("steps", files);
        assertThat(cover("steps")).isEqualTo("z.stl");
        // A mesh is no picture that a manifest could name.
        assertThat(ada.get("/@ada/steps/manifest", "Accept", HTML).text())
                .contains("A picture helps people recognise it.")
                .doesNotContain("z.stl is here already");
        assertThat(ada.get(page, "Accept", HTML).text())
                .containsSubsequence("thumb thumb-model", "z.stl", "guide/pictures/glue.png\" data-kind=\"picture\"");
        ada.publish("ada/steps", "photos", Map.of("photos/a.jpg", text("not really"), "whole.jpg", text("not really")));
        assertThat(cover("steps")).isEqualTo("whole.jpg");
        ada.publish("ada/steps", "a cover", Map.of("docs/cover.png", text("not really")));
        assertThat(cover("steps")).isEqualTo("docs/cover.png");
        ada.publish(
                "ada/steps",
                "the manifest says which",
                Map.of(
                        "okh.toml",
                        text("okhv = \"2.4\"\nname = \"Steps\"\nimage = [\"gone.png\", \"./photos/a.jpg\"]\n")));
        assertThat(cover("steps")).isEqualTo("photos/a.jpg");
    }

    @Test
    void anOldRevisionIsShownAsItWasAndSaysSo() {
        var page = published("history", Map.of("README.md", text("before"), "old.txt", text("x")));
        var old = ada.get("/api/v1/designs/ada/history")
                .json()
                .path("headRevision")
                .asText();
        var answer = send(
                page + "/edit",
                Map.of(
                        "title",
                        "Renamed",
                        "summary",
                        "S",
                        "licence",
                        "CC-BY-NC-4.0",
                        "remove",
                        "old.txt",
                        "message",
                        "Away with it"),
                Map.of("README.md", "after"),
                HTML);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(ada.get(page, "Accept", HTML).text())
                .contains("Renamed", "after")
                .doesNotContain("old.txt");
        assertThat(ada.get(page + "?revision=" + old, "Accept", HTML).text())
                .contains("before", "old.txt", "not the newest one");
        assertThat(ada.get(page + "/revisions", "Accept", HTML).text()).contains("Away with it", "first");
    }

    @Test
    void anEditThatComesTooLateIsRefusedAndKeepsItsWords() {
        var page = published("late", Map.of("a.txt", text("1")));
        var base =
                ada.get("/api/v1/designs/ada/late").json().path("headRevision").asText();
        ada.publish("ada/late", "meanwhile", Map.of("a.txt", text("2")));
        var answer = send(
                page + "/edit",
                Map.of("base", base, "title", "The late", "summary", "Mine", "licence", "CC-BY-NC-4.0"),
                Map.of("a.txt", "3"),
                HTML);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains(">Mine</textarea>").contains("a.txt");
    }

    @Test
    void othersNeitherSeeNorUseTheEditor() {
        var page = published("closed", Map.of("a.txt", text("1")));
        var lin = hub.as("lin");
        assertThat(lin.get(page, "Accept", HTML).text()).doesNotContain("/edit");
        assertThat(lin.get(page + "/edit", "Accept", HTML).status()).isEqualTo(403);
        assertThat(lin.raw(
                                "POST",
                                page + "/edit",
                                "multipart/form-data; boundary=b",
                                form(Map.of("title", "x"), Map.of()),
                                "Accept",
                                HTML)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void everythingComesInOneZip() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("a/é.txt", text("one"));
        files.put("m.stl", Meshes.tetrahedron());
        var page = published("zipped", files);
        var answer = hub.anyone().get(page + "/archive/head.zip");
        assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
        Map<String, Integer> found = new TreeMap<>();
        try (var zip =
                new ZipInputStream(new ByteArrayInputStream(answer.response().body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                found.put(entry.getName().replaceFirst("^ada-zipped-[0-9a-f]{10}/", ""), zip.readAllBytes().length);
        }
        // The attribution, the text of the licence and the manifests go along.
        assertThat(found)
                .containsAllEntriesOf(Map.of("a/é.txt", 3, "m.stl", Meshes.tetrahedron().length))
                .containsOnlyKeys(
                        "a/é.txt",
                        "m.stl",
                        "ATTRIBUTION.md",
                        "LICENSES/CC-BY-NC-4.0.txt",
                        "okh.toml",
                        "okh.yml",
                        "datapackage.json");
    }

    @Test
    void aRemixIsMadeByAForm() {
        published("source", Map.of("a.txt", text("1")));
        var sam = hub.as("sam");
        var page = sam.get("/@ada/source/remix", "Accept", HTML).text();
        assertThat(page).contains("CC BY-NC 4.0").doesNotContain("value=\"MIT\"");
        var refused = sam.form(
                "/@ada/source/remix",
                "newName=Not+good&title=T&summary=S&licence=MIT&also=nobody/nothing",
                "Accept",
                HTML);
        assertThat(refused.status()).isEqualTo(422);
        var made = sam.form(
                "/@ada/source/remix", "newName=mine&title=T&summary=S&licence=CC-BY-NC-4.0&note=n", "Accept", HTML);
        assertThat(made.status()).isEqualTo(303);
        assertThat(made.header("Location")).endsWith("/@sam/mine");
        assertThat(hub.anyone().get("/@ada/source/remix", "Accept", HTML).status())
                .isEqualTo(303);
    }
}
