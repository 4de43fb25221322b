// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.git.Git;
import org.fabcommons.hub.importing.Importer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Out of one hub and into another one. */
class ExportTest {
    private static Hub here;
    private static Hub there;
    private static byte[] export;

    @BeforeAll
    static void start(@TempDir Path one, @TempDir Path other) {
        here = Hub.start(one);
        there = Hub.start(other);
        var ada = here.as("ada");
        ada.post(
                "/api/v1/designs",
                Map.of("name", "lamp", "title", "Lamp", "summary", "Gives light", "licence", "CERN-OHL-S-2.0"));
        ada.publish("ada/lamp", "one", Map.of("README.md", text("# Lamp"), "body.bin", bytes(1)));
        var bob = here.as("bob");
        bob.post("/api/v1/designs/ada/lamp/remixes", Map.of("name", "mini", "title", "Mini lamp", "note", "Smaller"));
        bob.publish("bob/mini", "mine", Map.of("body.bin", bytes(2), "notes.txt", text("hello")));
        bob.post("/api/v1/designs/bob/mini/releases", Map.of("name", "v1", "title", "First", "notes", "It works"));
        bob.publish("bob/mini", "later", Map.of("notes.txt", text("hello again")));
        export = here.anyone().get("/@bob/mini/export.zip").response().body();
    }

    @AfterAll
    static void stop() {
        here.close();
        there.close();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int seed) {
        var bytes = new byte[120_000];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                entries.put(entry.getName(), zip.readAllBytes());
        }
        return entries;
    }

    @Test
    void anArchiveHoldsEverythingAndGitClonesItsHistory(@TempDir Path folder) throws IOException {
        var entries = entries(export);
        assertThat(entries)
                .containsKeys(
                        "export.json",
                        "README.txt",
                        "design.bundle",
                        "okh.toml",
                        "okh.yml",
                        "datapackage.json",
                        "ATTRIBUTION.md",
                        "LICENSES/CERN-OHL-S-2.0.txt",
                        "files/README.md",
                        "files/body.bin",
                        "files/notes.txt");
        assertThat(entries.get("files/body.bin")).isEqualTo(bytes(2));
        // The ancestor's large file is in the history only, and stands where git-lfs looks.
        assertThat(entries.keySet().stream().filter(name -> name.startsWith("lfs/objects/")))
                .singleElement()
                .satisfies(name -> assertThat(entries.get(name)).isEqualTo(bytes(1)));
        assertThat(new String(entries.get("ATTRIBUTION.md"), StandardCharsets.UTF_8))
                .contains("ada");
        assertThat(new String(entries.get("export.json"), StandardCharsets.UTF_8))
                .contains(here.address().getAuthority().isEmpty() ? "" : "ada/lamp");
        Files.write(folder.resolve("design.bundle"), entries.get("design.bundle"));
        var git = new Git(folder);
        git.run("clone", "-q", "-b", "main", "design.bundle", "clone").fine();
        assertThat(git.in("clone").head()).isEqualTo(head(here, "bob/mini"));
        assertThat(git.in("clone").run("tag").fine().text().strip()).isEqualTo("v1");
    }

    private static String head(Hub hub, String design) {
        return revisions(hub, design).get(0);
    }

    private static List<String> revisions(Hub hub, String design) {
        return hub.anyone()
                .get("/api/v1/designs/" + design + "/revisions")
                .json()
                .path("items")
                .findValuesAsText("revision");
    }

    @Test
    void importedIntoAnotherHubItIsTheSameDesignRevisionForRevisionWithItsCredit() throws IOException {
        var carol = new Importer(there.as("carol"));
        var ready = carol.archive("bob-mini-export.zip", export);
        assertThat(ready.path("state").asText()).as(ready.toString()).isEqualTo("ready");
        assertThat(ready.path("same").asBoolean()).isTrue();
        assertThat(ready.at("/proposal/title").asText()).isEqualTo("Mini lamp");
        assertThat(carol.published(ready, Map.of("name", "mini"))).isEqualTo("carol/mini");
        assertThat(revisions(there, "carol/mini")).hasSizeGreaterThan(3).isEqualTo(revisions(here, "bob/mini"));
        assertThat(there.anyone()
                        .get("/@carol/mini/files/head/body.bin")
                        .response()
                        .body())
                .isEqualTo(bytes(2));
        var ancestors = there.anyone()
                .get("/api/v1/designs/carol/mini/derivations?direction=ancestors")
                .json();
        assertThat(ancestors.toString()).contains("ada/lamp").contains("Lamp");
        assertThat(there.anyone()
                        .get("/api/v1/designs/carol/mini/releases/v1")
                        .json()
                        .at("/release/title")
                        .asText())
                .isEqualTo("First");
        var page = there.anyone().get("/@carol/mini").text();
        assertThat(page).contains("/@bob/mini").contains("/@ada/lamp\"").contains("CERN-OHL-S-2.0");
        // Out again, it is what came in.
        var again = entries(there.anyone()
                .get("/api/v1/designs/carol/mini/export")
                .response()
                .body());
        assertThat(again.get("files/body.bin")).isEqualTo(bytes(2));

        // Who takes the same design in a second time is told where it is.
        assertThat(carol.archive("again.zip", export).path("faults").toString()).contains("here already: carol/mini");
    }

    @Test
    void aHistoryWithoutItsLargeFilesIsRefused() throws IOException {
        var entries = entries(export);
        var bytes = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                if (entry.getKey().equals("files/body.bin")) continue;
                zip.putNextEntry(new java.util.zip.ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        var failed = new Importer(there.as("dora")).archive("lacking.zip", bytes.toByteArray());
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("faults").toString()).contains("body.bin");
        var broken = entries.get("design.bundle").clone();
        Arrays.fill(broken, broken.length - 200, broken.length - 100, (byte) 7);
        bytes.reset();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            for (var entry : Set.of("export.json", "design.bundle")) {
                zip.putNextEntry(new java.util.zip.ZipEntry(entry));
                zip.write(entry.equals("design.bundle") ? broken : entries.get(entry));
            }
        }
        assertThat(new Importer(there.as("dora"))
                        .archive("broken.zip", bytes.toByteArray())
                        .path("faults")
                        .toString())
                .contains("The history in this archive cannot be read");
    }

    @Test
    void aPersonTakesEverythingAlong() throws IOException {
        assertThat(entries(here.as("bob").get("/account/export.zip").response().body()))
                .containsOnlyKeys("bob-mini-export.zip");
        assertThat(here.anyone().get("/account/export.zip").status()).isEqualTo(401);
    }

    @Test
    void whatIsPrivateStaysSo() {
        var ada = here.as("ada");
        ada.post(
                "/api/v1/designs",
                Map.of("name", "secret", "title", "S", "summary", "s", "licence", "MIT", "visibility", "private"));
        assertThat(here.anyone().get("/@ada/secret/export.zip").status()).isEqualTo(404);
        assertThat(ada.get("/api/v1/designs/ada/secret/export").status()).isEqualTo(200);
    }

    @Test
    void unpackedIntoAFolderItIsStillTheSameDesign(@TempDir Path elsewhere) throws IOException {
        Map<String, byte[]> folder = new java.util.TreeMap<>();
        entries(export).forEach((path, bytes) -> folder.put("bob-mini-export/" + path, bytes));
        try (var other = Hub.start(elsewhere)) {
            var dan = new Importer(other.as("dan"));
            var ready = dan.folder(folder);
            assertThat(ready.path("same").asBoolean()).as(ready.toString()).isTrue();
            assertThat(dan.published(ready, Map.of())).isEqualTo("dan/mini");
            assertThat(revisions(other, "dan/mini")).isEqualTo(revisions(here, "bob/mini"));
            for (var path : List.of("body.bin", "notes.txt", "README.md"))
                assertThat(other.anyone()
                                .get("/@dan/mini/files/head/" + path)
                                .response()
                                .body())
                        .as(path)
                        .isEqualTo(here.anyone()
                                .get("/@bob/mini/files/head/" + path)
                                .response()
                                .body());
            assertThat(entries(other.anyone()
                                    .get("/@dan/mini/export.zip")
                                    .response()
                                    .body())
                            .get("files/body.bin"))
                    .isEqualTo(bytes(2));

            // Its files alone are a new design, with what its manifest says of it.
            Map<String, byte[]> files = new java.util.TreeMap<>();
            folder.forEach((path, bytes) -> {
                if (path.contains("/files/")) files.put(path.substring(path.indexOf("/files/") + 1), bytes);
            });
            files.put("files/okh.toml", folder.get("bob-mini-export/okh.toml"));
            var anew = dan.folder(files);
            assertThat(anew.path("same").asBoolean()).as(anew.toString()).isFalse();
            assertThat(anew.at("/proposal/title").asText()).isEqualTo("Mini lamp");
            assertThat(anew.at("/proposal/licence").asText()).isEqualTo("CERN-OHL-S-2.0");
            assertThat(dan.published(anew, Map.of("name", "mini-again"))).isEqualTo("dan/mini-again");
            assertThat(other.anyone()
                            .get("/@dan/mini-again/files/head/body.bin")
                            .response()
                            .body())
                    .isEqualTo(bytes(2));
        }
    }
}
