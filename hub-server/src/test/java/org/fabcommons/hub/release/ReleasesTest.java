// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReleasesTest {
    private static final String LAMP = "/api/v1/designs/ada/lamp";
    private static Hub hub;
    private static Hub.Client ada;
    private static Hub.Client ben;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        ben = hub.as("ben");
        design("lamp", "A lamp & more: \"50%\" {bright}");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void design(String name, String title) {
        ada.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        name,
                        "title",
                        title,
                        "summary",
                        "s",
                        "licence",
                        "CERN-OHL-S-2.0",
                        "tags",
                        List.of("x")));
        revise(name, "one");
    }

    private static String revise(String name, String content) {
        return ada.publish(
                        "ada/" + name, "Says " + content, Map.of("a b.txt", content.getBytes(StandardCharsets.UTF_8)))
                .json()
                .path("revision")
                .asText();
    }

    private static Hub.Answer release(String design, Map<String, String> wish) {
        return ada.post("/api/v1/designs/ada/" + design + "/releases", wish);
    }

    private static byte[] form(Map<String, String> fields, Map<String, String> files) {
        var body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(
                ("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        files.forEach(
                (name, value) -> body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                                + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private static Document xml(Hub.Answer answer) throws Exception {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/atom+xml");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.text().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document xml, String element) {
        List<String> texts = new ArrayList<>();
        var found = xml.getElementsByTagName(element);
        for (int i = 0; i < found.getLength(); i++) texts.add(found.item(i).getTextContent());
        return texts;
    }

    @Test
    void aReleaseNamesARevisionForGood() {
        design("fixed", "Fixed");
        var first =
                ada.get("/api/v1/designs/ada/fixed").json().path("headRevision").asText();
        assertThat(release("fixed", Map.of("name", "v1.0", "notes", "All *new*"))
                        .status())
                .isEqualTo(201);
        revise("fixed", "two");
        assertThat(release("fixed", Map.of("name", "v1.0")).status()).isEqualTo(409);
        assertThat(release("fixed", Map.of("name", "v2.0", "title", "Second")).status())
                .isEqualTo(201);
        assertThat(release("fixed", Map.of("name", "v0.9", "revision", first.substring(0, 8)))
                        .json()
                        .path("revision")
                        .asText())
                .isEqualTo(first);
        var one = hub.anyone().get("/api/v1/designs/ada/fixed/releases/v1.0").json();
        assertThat(one.at("/release/revision").asText()).isEqualTo(first);
        assertThat(hub.anyone().get(one.at("/files/0/url").asText()).text()).isEqualTo("one");
        assertThat(hub.anyone()
                        .get("/api/v1/designs/ada/fixed/releases")
                        .json()
                        .path("items")
                        .findValuesAsText("name"))
                .containsExactlyInAnyOrder("v0.9", "v1.0", "v2.0");
        assertThat(hub.anyone().get("/@ada/fixed/releases/v1.0").text()).contains("<em>new</em>", first);
        assertThat(hub.anyone().get("/@ada/fixed").text()).contains("All 3 releases");
    }

    @Test
    void aReleaseLeadsToWhatChangedSinceTheOneBeforeAndARevisionToWhatItChanged() {
        design("grown", "Grown");
        // Of two within a second the first by name counts as the later one.
        release("grown", Map.of("name", "z1"));
        var first =
                ada.get("/api/v1/designs/ada/grown").json().path("headRevision").asText();
        revise("grown", "two");
        var last = revise("grown", "three");
        release("grown", Map.of("name", "a2"));
        var way = "/@ada/grown/revisions/" + last + "?since=" + first;
        assertThat(hub.anyone().get("/@ada/grown/releases/a2").text()).contains("What changed since z1", way);
        assertThat(hub.anyone().get(way).text())
                .contains(">one</td>", ">three</td>")
                .doesNotContain(">two</td>");
        assertThat(hub.anyone().get("/@ada/grown/revisions").text()).contains("/@ada/grown/revisions/" + last);
        assertThat(hub.anyone().get("/@ada/grown/revisions/" + last).text()).contains("Says three", ">two</td>");
        assertThat(hub.anyone()
                        .get("/@ada/grown/revisions/" + first.substring(0, 8))
                        .text())
                .contains("What it changed", ">one</td>");
        assertThat(hub.anyone().get("/@ada/grown/revisions/0000000").status()).isEqualTo(404);
    }

    @Test
    void aRevisionShowsWhichWordsOfTitleSummaryAndTagsItChanged() {
        design("worded", "A small lamp");
        var fields = new StringBuilder();
        Map.of(
                        "title",
                        "A large lamp",
                        "summary",
                        "For reading",
                        "licence",
                        "MIT",
                        "tags",
                        "lamp desk",
                        "message",
                        "Renamed")
                .forEach((name, text) -> fields.append(
                        "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n"));
        var revised = ada.raw(
                "POST",
                "/@ada/worded/edit",
                "multipart/form-data; boundary=b",
                (fields + "--b--\r\n").getBytes(StandardCharsets.UTF_8),
                "Accept",
                "text/html");
        assertThat(revised.status()).as(revised.text()).isEqualTo(303);
        assertThat(hub.anyone().get("/@ada/worded/revisions/head").text())
                .contains("<dt>Title</dt>", "small</del>", "large</ins>", "<dt>Tags</dt>")
                .doesNotContain("It changes no file.");
    }

    @Test
    void artefactsAndFilesHaveChecksums(@TempDir Path folder) throws Exception {
        design("summed", "Summed");
        var made = ada.raw(
                "POST",
                "/api/v1/designs/ada/summed/releases",
                "multipart/form-data; boundary=b",
                form(Map.of("name", "v1"), Map.of("manual 1.pdf", "A manual")));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        var whole = hub.anyone().get("/api/v1/designs/ada/summed/releases/v1").json();
        assertThat(whole.at("/artefacts/0/path").asText()).isEqualTo("manual 1.pdf");
        var artefact = hub.anyone().get(whole.at("/artefacts/0/url").asText());
        assertThat(artefact.text()).isEqualTo("A manual");
        assertThat(artefact.header("Content-Disposition")).startsWith("attachment");
        // The revision itself is as it was.
        assertThat(hub.anyone().get("/api/v1/designs/ada/summed").text()).doesNotContain("manual");

        var archive = hub.anyone().get("/@ada/summed/releases/v1/archive.zip");
        assertThat(archive.header("Content-Disposition")).contains("ada-summed-v1.zip");
        try (var zip =
                new ZipInputStream(new ByteArrayInputStream(archive.response().body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
        var inside = folder.resolve("ada-summed-v1");
        assertThat(inside.resolve("SHA256SUMS"))
                .hasContent(
                        hub.anyone().get("/@ada/summed/releases/v1/SHA256SUMS").text());
        var check = new ProcessBuilder("sha256sum", "--check", "--strict", "SHA256SUMS")
                .directory(inside.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("a b.txt: OK", "artefacts/manual 1.pdf: OK");
    }

    @Test
    void whatIsWrongIsToldAndOnlyMaintainersRelease() {
        for (var name :
                List.of("", "-x", "a..b", "new", "head", "main", "FETCH_HEAD", "deadbeef", "x.lock", "a/b", "é"))
            assertThat(release("lamp", Map.of("name", name)).status()).as(name).isEqualTo(422);
        assertThat(release("lamp", Map.of("name", "v1", "revision", "0000000")).text())
                .contains("no revision 0000000");
        assertThat(ben.post(LAMP + "/releases", Map.of("name", "v1")).status()).isEqualTo(403);
        assertThat(ben.get("/@ada/lamp/releases/new").status()).isEqualTo(403);
        assertThat(hub.anyone().post(LAMP + "/releases", Map.of("name", "v1")).status())
                .isEqualTo(401);
        assertThat(ada.raw(
                                "POST",
                                LAMP + "/releases",
                                "multipart/form-data; boundary=b",
                                form(Map.of("name", "v1"), Map.of("folder/x.pdf", "x")))
                        .text())
                .contains("in no folder");
    }

    @Test
    void theFormMakesOneToo() {
        design("by-form", "By form");
        var made = ada.raw(
                "POST",
                "/@ada/by-form/releases/new",
                "multipart/form-data; boundary=b",
                form(Map.of("name", "2026-05", "title", "Spring", "notes", "n"), Map.of("m.txt", "x")));
        assertThat(made.header("Location")).endsWith("/@ada/by-form/releases/2026-05");
        assertThat(hub.anyone().get("/@ada/by-form/releases/2026-05").text()).contains("Spring", "m.txt");
        var refused = ada.raw(
                "POST",
                "/@ada/by-form/releases/new",
                "multipart/form-data; boundary=b",
                form(Map.of("name", "2026-05", "notes", "kept words"), Map.of()));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("There is a release 2026-05 already", "kept words");
    }

    @Test
    void aDesignIsCitedByItsAuthorsWhateverTheirNamesAre() throws IOException {
        ada.post("/api/v1/designs/ada/lamp/rename", Map.of("name", "lamp"));
        ben.post(LAMP + "/remixes", Map.of("name", "mini", "title", "Mini", "licence", "CERN-OHL-S-2.0"));
        var cff = hub.anyone().get("/@ben/mini/CITATION.cff").text();
        var citation = new ObjectMapper(new YAMLFactory()).readTree(cff);
        assertThat(citation.path("cff-version").asText()).isEqualTo("1.2.0");
        assertThat(citation.path("authors").findValuesAsText("name")).containsExactly("ada", "ben");
        assertThat(citation.path("license").asText()).isEqualTo("CERN-OHL-S-2.0");
        assertThat(citation.path("commit").asText()).hasSize(40);
        var quoted = new ObjectMapper(new YAMLFactory())
                .readTree(hub.anyone().get("/@ada/lamp/CITATION.cff").text());
        assertThat(quoted.path("title").asText()).isEqualTo("A lamp & more: \"50%\" {bright}");
        assertThat(hub.anyone().get("/@ada/lamp/citation.bib").text())
                .contains("@misc{ada-lamp-", "A lamp \\& more: \"50\\%\" \\{bright\\}");
        design("cited", "Cited");
        release("cited", Map.of("name", "v3"));
        assertThat(hub.anyone().get("/@ada/cited/releases/v3/citation.bib").text())
                .contains("version = {v3}", "/@ada/cited/releases/v3");
    }

    @Test
    void feedsTellOfADesignAnOwnerAndASearch() throws Exception {
        design("fed", "Fed & <watered>");
        release("fed", Map.of("name", "v1", "title", "The first", "notes", "Notes & more \u0007"));
        var design = hub.anyone().get("/@ada/fed/feed.atom");
        assertThat(texts(xml(design), "title")).contains("Fed & <watered>", "Release: The first", "Says one");
        assertThat(hub.anyone()
                        .get("/@ada/fed/feed.atom", "If-None-Match", design.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(texts(xml(hub.anyone().get("/@ada/feed.atom")), "title")).contains("Fed & <watered>");
        assertThat(texts(xml(hub.anyone().get("/designs.atom?q=watered")), "title"))
                .containsExactly("Designs: watered", "Fed & <watered>");
        assertThat(hub.anyone().get("/designs?q=watered").text()).contains("/designs.atom?q=watered");
        for (var feed : List.of("/@ada/fed/feed.atom", "/@ada/feed.atom", "/designs.atom?q=watered", "/designs.atom")) {
            var told = xml(hub.anyone().get(feed));
            assertThat(texts(told, "id"))
                    .as(feed)
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.matches("urn:fabcommons:[^?#\\s]+"));
            assertThat(texts(told, "name")).as(feed).isNotEmpty().doesNotContain("@ada");
            assertThat(texts(told, "updated")).as(feed).allMatch(time -> time.matches("\\d{4}-\\d\\d-\\d\\dT.*Z"));
        }

        ada.put("/api/v1/designs/ada/fed/visibility", Map.of("visibility", "private"));
        assertThat(hub.anyone().get("/@ada/fed/feed.atom").status()).isEqualTo(404);
        for (var feed : List.of("/@ada/feed.atom", "/designs.atom"))
            assertThat(hub.anyone().get(feed).text()).doesNotContain("watered");
        for (var path : List.of(
                "/@ada/fed/releases",
                "/@ada/fed/releases/v1",
                "/@ada/fed/releases/v1/SHA256SUMS",
                "/@ada/fed/CITATION.cff",
                "/api/v1/designs/ada/fed/releases",
                "/api/v1/designs/ada/fed/releases/v1"))
            assertThat(ben.get(path).status()).as(path).isEqualTo(404);
        assertThat(ada.get("/@ada/fed/releases/v1").status()).isEqualTo(200);
    }

    @Test
    void releasesAreFoundAgainInTheRepositoriesAndAreTagsForGit(@TempDir Path data) throws Exception {
        String before;
        try (var own = Hub.start(data)) {
            var eve = own.as("eve");
            eve.post("/api/v1/designs", Map.of("name", "box", "title", "Box", "summary", "s", "licence", "CC0-1.0"));
            eve.publish("eve/box", "m", Map.of("a.txt", new byte[] {'a'}));
            eve.raw(
                    "POST",
                    "/api/v1/designs/eve/box/releases",
                    "multipart/form-data; boundary=b",
                    form(Map.of("name", "v1", "title", "One", "notes", "n"), Map.of("m.txt", "manual")));
            before = own.anyone().get("/api/v1/designs/eve/box/releases/v1").text();
            assertThat(before).contains("m.txt");
            var clone = data.resolve("clone");
            git(data, "clone", "-q", own.address() + "/eve/box.git", clone.toString());
            assertThat(git(clone, "tag", "-n1")).contains("v1", "One");
            assertThat(git(clone, "rev-parse", "v1^{commit}")).isEqualTo(git(clone, "rev-parse", "HEAD"));
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("hub/hub.db"));
                var statement = connection.createStatement()) {
            for (var table : List.of("design_release", "design_tag", "design"))
                statement.executeUpdate("DELETE FROM " + table);
        }
        try (var again = Hub.start(data)) {
            assertThat(again.anyone().get("/api/v1/designs/eve/box/releases/v1").text())
                    .isEqualTo(before);
        }
    }

    private static String git(Path folder, String... words) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text.strip();
    }
}
