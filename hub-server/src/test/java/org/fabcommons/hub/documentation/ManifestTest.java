// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.okh.Okh;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
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

    @Test
    void aDesignWithoutAManifestGetsOneOfWhatTheHubKnows() throws Exception {
        design("lamp", Map.of("lamp.scad", "cube(1);", "README.md", "# Lamp"));
        var answer = hub.anyone().get("/api/v1/designs/ada/lamp/manifest").json();
        assertThat(answer.path("file").isNull()).isTrue();
        assertThat(answer.at("/manifest/name").asText()).isEqualTo("A <lamp> & more");
        assertThat(answer.at("/manifest/source/0").asText()).isEqualTo("lamp.scad");
        assertThat(answer.path("suggestions").findValuesAsText("field"))
                .contains("image", "manufacturing-instructions");
        for (var form : Okh.Form.values()) {
            var text = hub.anyone().get("/@ada/lamp/" + form.fileName());
            assertThat(Okh.read(form, text.response().body()).title()).contains("A <lamp> & more");
        }
        assertThat(page("/@ada/lamp/manifest", "en")).contains("lamp.scad", "Its author wrote no manifest");
        assertThat(page("/@ada/lamp/manifest", "fr")).contains("Son auteur n’a pas écrit de manifeste");
    }

    @Test
    void whatItsAuthorWroteCountsAndItsFaultsAreToldByField() throws Exception {
        design(
                "stair",
                Map.of(
                        "okh.toml",
                        """
                        # Kept by hand.
                        okhv = "2.4"
                        x-shelf = 4 # ours
                        name = "My stair"
                        repo = "https://example.org"
                        license = "MIT"
                        licensor = "Ada"
                        function = "Holds bits."
                        auxiliary = ["plans.dxf", "docs/assembly", "https://example.org/more.pdf"]
                        [[part]]
                        name = "Step"
                        quantity = 4
                        source = ["step.scad"]
                        """,
                        "step.scad",
                        "cube(2);",
                        "docs/assembly/01-base.md",
                        "# Base"));
        var answer = hub.anyone().get("/api/v1/designs/ada/stair/manifest").json();
        assertThat(answer.path("suggestions").findValuesAsText("text"))
                .contains(
                        "docs/assembly is here already. Name it, so that other programs find it too.",
                        "Say how it is used.");
        assertThat(answer.path("file").asText()).isEqualTo("okh.toml");
        assertThat(answer.path("faults").findValuesAsText("field")).containsExactly("version");
        assertThat(answer.at("/parts/0/quantity").asText()).isEqualTo("4");
        assertThat(page("/@ada/stair/manifest", "en"))
                .contains(
                        "<code>version</code> Missing: fill it in.",
                        "Step",
                        "step.scad",
                        // What it says is shown in words, field by field, and not only as a file.
                        "<dt>Who licenses it</dt><dd>Ada</dd>",
                        "<dd><p>Holds bits.</p></dd>",
                        "“plans.dxf” is not among the files of this design");
        var yaml = Okh.read(
                Okh.Form.YAML,
                hub.anyone().get("/@ada/stair/okh.yml").response().body());
        assertThat(yaml.title()).contains("My stair");
        // The author's own form is their file to the letter; the other one holds all fields too.
        assertThat(hub.anyone().get("/@ada/stair/okh.toml").text())
                .startsWith("# Kept by hand.\n")
                .contains("x-shelf = 4 # ours");
        assertThat(yaml.text()).contains("x-shelf: 4");
    }

    @Test
    void aManifestThatCannotBeReadIsToldWithItsLineAndHindersNothing() {
        design("broken", Map.of("okh.toml", "name = \"x\"\nversion = [\n"));
        assertThat(page("/@ada/broken/manifest", "en")).contains("cannot be read from line");
        assertThat(hub.anyone().get("/api/v1/designs/ada/broken/manifest").status())
                .isEqualTo(200);
    }

    @Test
    void everyArchiveCarriesBothFormsAndADataPackageButNeverInsteadOfTheAuthorsFile() throws IOException {
        design("box", Map.of("okh.yml", "title: Own box\n", "box.scad", "cube(3);"));
        var zip = hub.anyone().get("/@ada/box/archive/head.zip");
        assertThat(zip.status()).isEqualTo(200);
        var files = new HashMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip.response().body()))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry())
                files.put(
                        entry.getName().substring(entry.getName().indexOf('/') + 1),
                        new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(files.get("okh.yml")).isEqualTo("title: Own box\n");
        assertThat(files.get("okh.toml")).contains("name = \"Own box\"");
        var data = new ObjectMapper().readTree(files.get("datapackage.json"));
        assertThat(data.path("resources").findValuesAsText("path")).contains("box.scad");
        assertThat(data.at("/resources/0/hash").asText()).startsWith("sha256:");
    }

    @Test
    void searchEnginesReadWhatItIs() throws IOException {
        design("shelf", Map.of("a.scad", "cube(1);"));
        var data = data("/@ada/shelf");
        assertThat(data.path("name").asText()).isEqualTo("A <lamp> & more");
        assertThat(data.path("license").asText()).isEqualTo("https://spdx.org/licenses/CERN-OHL-S-2.0");
        assertThat(data.at("/creator/@type").asText()).isEqualTo("Person");
        assertThat(data.at("/creator/url").asText()).endsWith("/people/ada");
        assertThat(ada.post("/api/v1/groups", Map.of("handle", "menders", "displayName", "The Menders"))
                        .status())
                .isEqualTo(201);
        ada.post(
                "/api/v1/designs",
                Map.of("name", "chair", "title", "C", "summary", "c", "licence", "MIT", "owner", "menders"));
        assertThat(data("/@menders/chair").path("creator").toString())
                .contains("\"Organization\"", "The Menders", "/@menders\"");
    }

    @Test
    void manifestsAndSearchEnginesTellVariantsFromRemixesAndParts() throws Exception {
        design("cup", Map.of("cup.scad", "cube(1);"));
        design("lid", Map.of("lid.scad", "cube(2);"));
        remix("cup", "mug", Map.of("also", List.of(Map.of("design", "ada/lid", "kind", "part"))));
        remix("cup", "tall-cup", Map.of("kind", "variant"));
        assertThat(hub.anyone().get("/@ada/mug/okh.yml").text())
                .contains(
                        "derivative-of:\n  title: A <lamp> & more\n  manifest: http://localhost:8080/@ada/cup/okh.yml",
                        "sub-parts:\n- title:",
                        "web: http://localhost:8080/@ada/lid")
                .doesNotContain("variant-of");
        assertThat(hub.anyone().get("/@ada/tall-cup/okh.yml").text())
                .contains("variant-of:\n  title:")
                .doesNotContain("derivative-of");
        assertThat(hub.anyone().get("/@ada/mug/okh.toml").text())
                .contains("fork-of = \"http://localhost:8080/@ada/cup\"");
        var sources = hub.anyone().get("/@ada/mug/datapackage.json").json().path("sources");
        assertThat(sources.findValuesAsText("kind")).containsExactly("remix", "part");
        assertThat(sources.at("/0/path").asText()).isEqualTo("http://localhost:8080/@ada/cup");
        var mug = data("/@ada/mug");
        assertThat(mug.path("isBasedOn").findValuesAsText("url")).containsExactly("http://localhost:8080/@ada/cup");
        assertThat(mug.path("hasPart").findValuesAsText("url")).containsExactly("http://localhost:8080/@ada/lid");
        var tall = data("/@ada/tall-cup");
        assertThat(tall.path("exampleOfWork").findValuesAsText("url"))
                .containsExactly("http://localhost:8080/@ada/cup");
        assertThat(tall.has("isBasedOn")).isFalse();
    }

    @Test
    void aManifestThatCameWithARemixSaysSoWhenItLeaves() throws Exception {
        var manifest = "# By hand.\nokhv = \"2.4\"\nname = \"Bin\"\nrepo = \"https://example.org\"\n"
                + "license = \"CERN-OHL-S-2.0\"\nlicensor = \"Ada\"\nfunction = \"Holds.\"\n";
        design("bin", Map.of("okh.toml", manifest));
        remix("bin", "big-bin", Map.of());
        assertThat(hub.anyone().get("/@ada/big-bin/okh.toml").text()).isEqualTo(manifest);
        Map<String, String> files = new HashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(
                hub.anyone().get("/@ada/big-bin/export.zip").response().body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(files).containsEntry("files/okh.toml", manifest);
        assertThat(files.get("okh.toml"))
                .startsWith("# By hand.")
                .contains("fork-of = \"http://localhost:8080/@ada/bin\"");
        assertThat(files.get("okh.yml")).contains("derivative-of:");
    }

    private static void remix(String of, String name, Map<String, Object> more) {
        var wish = new HashMap<>(more);
        wish.put("name", name);
        assertThat(ada.post("/api/v1/designs/ada/" + of + "/remixes", wish).status())
                .isEqualTo(201);
    }

    private static JsonNode data(String path) throws IOException {
        var page = page(path, "en");
        int from = page.indexOf("<script type=\"application/ld+json\">") + 35;
        return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
    }

    private static void design(String name, Map<String, String> files) {
        ada.post(
                "/api/v1/designs",
                Map.of(
                        "name", name,
                        "title", "A <lamp> & more",
                        "summary", "Gives light",
                        "licence", "CERN-OHL-S-2.0",
                        "tags", List.of("light")));
        var bytes = new HashMap<String, byte[]>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        assertThat(ada.publish("ada/" + name, "files", bytes).status()).isEqualTo(201);
    }

    private static String page(String path, String language) {
        return hub.anyone()
                .get(path, "Accept", "text/html", "Accept-Language", language)
                .text();
    }
}
