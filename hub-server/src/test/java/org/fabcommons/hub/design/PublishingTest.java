// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.Needs;
import org.fabcommons.hub.mesh.Meshes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishingTest {
    private static Hub hub;
    private static Hub.Client ada;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data, "maxFileBytes: 300000");
        ada = hub.as("ada");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Map<String, Object> wish(String name) {
        return Map.of(
                "name",
                name,
                "title",
                "A lamp",
                "summary",
                "Gives light",
                "licence",
                "CERN-OHL-S-2.0",
                "tags",
                List.of("Light", "desk"));
    }

    private static String design(String name) {
        assertThat(ada.post("/api/v1/designs", wish(name)).status()).isEqualTo(201);
        return "ada/" + name;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String fault(Hub.Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        return answer.json().at("/errors/0/message").asText();
    }

    @Test
    void aDesignIsPublishedAndFound() {
        var created = ada.post("/api/v1/designs", wish("lamp"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("tags").toString()).isEqualTo("[\"light\",\"desk\"]");
        var revised = ada.publish(
                "ada/lamp", "First light", Map.of("README.md", text("# Lamp"), "parts/arm.stl", Meshes.tetrahedron()));
        assertThat(revised.status()).isEqualTo(201);
        var revision = revised.json().path("revision").asText();
        assertThat(revision).matches("[0-9a-f]{40}");

        var seen = hub.anyone().get("/api/v1/designs/ada/lamp").json();
        assertThat(seen.path("headRevision").asText()).isEqualTo(revision);
        assertThat(seen.path("licence").asText()).isEqualTo("CERN-OHL-S-2.0");
        assertThat(seen.path("files").findValuesAsText("path")).containsExactly("README.md", "parts/arm.stl");
        var file = hub.anyone().get("/api/v1/designs/ada/lamp/files/head/parts/arm.stl");
        assertThat(file.response().body()).isEqualTo(Meshes.tetrahedron());
        assertThat(file.header("Content-Type")).isEqualTo("model/stl");

        var revisions = hub.anyone().get("/api/v1/designs/ada/lamp/revisions").json();
        assertThat(revisions.path("items").findValuesAsText("message"))
                .containsExactly("First light", "Publish A lamp");
        assertThat(revisions.at("/items/0/authorHandle").asText()).isEqualTo("ada");
        for (var query : List.of("q=LAMP", "q=gives+desk", "tag=light", "q=lamp&tag=desk&sort=newest"))
            assertThat(hub.anyone().get("/api/v1/designs?" + query).json().findValuesAsText("name"))
                    .as(query)
                    .contains("lamp");
        assertThat(hub.anyone()
                        .get("/api/v1/designs?q=la%25mp")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void filesNotNamedStayAsTheyWereAndOldRevisionsToo() {
        var design = design("stand");
        var first = ada.publish(design, "1", Map.of("a.txt", text("one"), "b.txt", text("two")))
                .json()
                .path("revision")
                .asText();
        ada.publish(design, "2", Map.of("b.txt", text("three")));
        var files = "/api/v1/designs/" + design + "/files/";
        assertThat(hub.anyone().get(files + "head/a.txt").text()).isEqualTo("one");
        assertThat(hub.anyone().get(files + "head/b.txt").text()).isEqualTo("three");
        assertThat(hub.anyone().get(files + first + "/b.txt").text()).isEqualTo("two");
        assertThat(hub.anyone().get(files + first.substring(0, 8) + "/b.txt").text())
                .isEqualTo("two");
        assertThat(hub.anyone().get(files + "0000000/b.txt").status()).isEqualTo(404);
        assertThat(hub.anyone().get(files + "head/c.txt").status()).isEqualTo(404);
    }

    @Test
    void allFaultsOfADescriptionAreToldAtOnce() {
        var answer = ada.post("/api/v1/designs", Map.of("name", "../x", "licence", "Mine", "tags", List.of("a b!")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsText("field"))
                .containsExactly("name", "title", "summary", "licence", "tags");
    }

    @Test
    void aNameIsGivenOncePerOwner() {
        design("twice");
        assertThat(ada.post("/api/v1/designs", wish("twice")).status()).isEqualTo(409);
        assertThat(hub.as("lin").post("/api/v1/designs", wish("twice")).status())
                .isEqualTo(201);
    }

    @Test
    void onlyItsOwnerChangesADesign() {
        var design = design("mine");
        var files = Map.of("x.txt", text("x"));
        assertThat(hub.as("lin").publish(design, "x", files).status()).isEqualTo(403);
        assertThat(hub.anyone().publish(design, "x", files).status()).isEqualTo(401);
        assertThat(hub.anyone().post("/api/v1/designs", wish("nobodys")).status())
                .isEqualTo(401);
        assertThat(ada.publish("ada/missing", "x", files).status()).isEqualTo(404);
    }

    @Test
    void namesThatLeadElsewhereAreRefusedAndNothingIsKept() {
        var design = design("paths");
        for (var path : List.of(
                "../x.txt",
                "a/../../x.txt",
                "/etc/passwd",
                "a\\\\b.txt",
                ".git/config",
                "a/.GIT/config",
                "git~1/x",
                "a/./b",
                "a//b",
                ".gitattributes",
                ".fabcommons/design.yml",
                "con",
                "a/nul.txt",
                "x.",
                "a?b",
                "a".repeat(201)))
            assertThat(ada.publish(design, "x", Map.of(path, text("x"))).status())
                    .as(path)
                    .isEqualTo(422);
        assertThat(ada.get("/api/v1/designs/" + design).json().path("files").size())
                .isZero();
    }

    @Test
    void namesThatSomeSystemsTakeForOneAreRefused() {
        var design = design("cases");
        assertThat(ada.publish(design, "x", Map.of("Arm.txt", text("1"))).status())
                .isEqualTo(201);
        assertThat(fault(ada.publish(design, "x", Map.of("arm.txt", text("2")))))
                .contains("Arm.txt");
        assertThat(fault(ada.publish(design, "x", Map.of("Arm.txt/x", text("2")))))
                .contains("Arm.txt");
        // Composed and decomposed letters are one name, and the file is simply replaced.
        assertThat(ada.publish(design, "x", Map.of("\u00e9.txt", text("3"))).status())
                .isEqualTo(201);
        assertThat(ada.publish(design, "x", Map.of("e\u0301.txt", text("4"))).status())
                .isEqualTo(201);
        assertThat(ada.get("/api/v1/designs/" + design).json().path("files").findValuesAsText("path"))
                .containsExactly("Arm.txt", "\u00e9.txt");
        assertThat(ada.get("/api/v1/designs/" + design + "/files/head/%C3%A9.txt")
                        .text())
                .isEqualTo("4");
    }

    @Test
    void aTruncatedMeshIsRefusedWithItsReason() {
        var design = design("meshes");
        var half = Arrays.copyOf(Meshes.tetrahedron(), 150);
        var answer = ada.publish(design, "x", Map.of("ok.txt", text("ok"), "arm.stl", half));
        assertThat(fault(answer)).contains("4 triangles").contains("1");
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("arm.stl");
        assertThat(ada.get("/api/v1/designs/" + design).json().path("files").size())
                .isZero();
    }

    @Test
    void binaryDataPosingAsGcodeIsRefused() {
        var answer = ada.publish(design("posing"), "x", Map.of("part.gcode", new byte[] {'G', '1', 0, 1, 2}));
        assertThat(fault(answer)).contains("byte 2");
    }

    @Test
    void aToolpathWithAPasswordIsRefusedBeforeItIsInTheHistory() {
        var design = design("secret");
        var file = "G28\nG1 X1\n; printhost_apikey = 6F0A\n; printhost_password = hunter2\n";
        var answer = ada.publish(design, "x", Map.of("part.gcode", text(file)));
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("part.gcode");
        assertThat(fault(answer))
                .contains("printhost_apikey, printhost_password", "line 3", "export again")
                .doesNotContain("6F0A", "hunter2");
        assertThat(ada.get("/api/v1/designs/" + design).json().path("files").size())
                .isZero();
        var mended = file.replace("6F0A", "").replace("hunter2", "");
        assertThat(ada.publish(design, "x", Map.of("part.gcode", text(mended))).status())
                .isEqualTo(201);
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        var answer = ada.publish(design("large"), "x", Map.of("big.bin", new byte[300_001]));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("type").asText()).isEqualTo("/problems/upload-too-large");
        assertThat(answer.json().path("detail").asText()).contains("big.bin");
    }

    @Test
    void aFormThatEndsTooEarlyChangesNothing() {
        var design = design("cut");
        for (var body : List.of(
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.txt\"\r\n\r\nhalf",
                "--b\r\nContent-Disposition: form-data; name=\"file\"",
                "nothing",
                ""))
            assertThat(ada.raw(
                                    "POST",
                                    "/api/v1/designs/" + design + "/revisions",
                                    "multipart/form-data; boundary=b",
                                    text(body))
                            .status())
                    .as(body)
                    .isEqualTo(400);
        assertThat(ada.raw("POST", "/api/v1/designs/" + design + "/revisions", "multipart/form-data", text("x"))
                        .status())
                .isEqualTo(415);
        assertThat(ada.get("/api/v1/designs/" + design).json().path("files").size())
                .isZero();
    }

    @Test
    void twoRevisionsOfOtherFilesAtTheSameMomentBothCount() throws Exception {
        var design = design("both");
        var answers = atOnce(
                "revision",
                design,
                Map.of("a.txt", text("a"), "c.txt", text("c")),
                Map.of("b.txt", text("b"), "d.txt", text("d")));
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(ada.get("/api/v1/designs/" + design).json().path("files").findValuesAsText("path"))
                .containsExactly("a.txt", "b.txt", "c.txt", "d.txt");
    }

    @Test
    void aRevisionOfFilesThatSomebodyElseChangedMeanwhileIsRefused() {
        var design = design("overtaken");
        var base = ada.publish(design, "1", Map.of("a.txt", text("1"), "b.txt", text("1")))
                .json()
                .path("revision")
                .asText();
        assertThat(reviseFrom(base, design, "a.txt", "mine").status()).isEqualTo(201);
        var late = reviseFrom(base, design, "a.txt", "yours");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("type").asText()).isEqualTo("/problems/revision-overtaken");
        assertThat(late.json().path("detail").asText()).contains("a.txt");
        assertThat(reviseFrom(base, design, "b.txt", "yours").status()).isEqualTo(201);
        assertThat(ada.get("/api/v1/designs/" + design + "/files/head/a.txt").text())
                .isEqualTo("mine");
        assertThat(ada.get("/api/v1/designs/" + design + "/files/head/b.txt").text())
                .isEqualTo("yours");
    }

    private static Hub.Answer reviseFrom(String base, String design, String path, String content) {
        var body = "--b\r\nContent-Disposition: form-data; name=\"base\"\r\n\r\n" + base
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + path + "\"\r\n\r\n"
                + content + "\r\n--b--\r\n";
        return ada.raw(
                "POST", "/api/v1/designs/" + design + "/revisions", "multipart/form-data; boundary=b", text(body));
    }

    @Test
    void whateverHappensAtTheSameMomentEveryAcceptedRevisionIsInTheHistory() throws Exception {
        var design = design("crowd");
        List<Map<String, byte[]>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) all.add(Map.of("f" + i % 4 + ".txt", text("content " + i)));
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map<String, byte[]>[] files = all.toArray(new Map[0]);
        var answers = atOnce("crowd", design, files);
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
        var accepted = answers.stream().filter(answer -> answer.status() == 201).count();
        assertThat(accepted).isGreaterThanOrEqualTo(4);
        assertThat(ada.get("/api/v1/designs/" + design + "/revisions")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo((int) accepted + 1);
    }

    @SafeVarargs
    private static List<Hub.Answer> atOnce(String message, String design, Map<String, byte[]>... files)
            throws Exception {
        var threads = Executors.newFixedThreadPool(files.length);
        try {
            var start = new CyclicBarrier(files.length);
            List<Future<Hub.Answer>> answers = new ArrayList<>();
            for (var each : files)
                answers.add(threads.submit(() -> {
                    start.await();
                    return ada.publish(design, message, new LinkedHashMap<>(each));
                }));
            List<Hub.Answer> all = new ArrayList<>();
            for (var answer : answers) all.add(answer.get());
            return all;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aPartOfAFileIsServedAndAnUnchangedOneIsNot() {
        var design = design("ranges");
        ada.publish(design, "x", Map.of("digits.txt", text("0123456789")));
        var path = "/api/v1/designs/" + design + "/files/head/digits.txt";
        var whole = hub.anyone().get(path);
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        var tag = whole.header("ETag");
        assertThat(tag).matches("\"[0-9a-f]{64}\"");
        assertThat(hub.anyone().get(path, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(whole.header("Cache-Control")).isEqualTo("no-cache");
        var revision = hub.anyone()
                .get("/api/v1/designs/" + design)
                .json()
                .path("headRevision")
                .asText();
        assertThat(hub.anyone().get(path.replace("head", revision)).header("Cache-Control"))
                .contains("immutable");
        for (var range :
                Map.of("2-4", "234", "7-", "789", "-2", "89", "8-99", "89").entrySet()) {
            var part = hub.anyone().get(path, "Range", "bytes=" + range.getKey());
            assertThat(part.status()).as(range.getKey()).isEqualTo(206);
            assertThat(part.text()).isEqualTo(range.getValue());
            assertThat(part.header("Content-Range")).endsWith("/10");
        }
        assertThat(hub.anyone().get(path, "Range", "bytes=10-").status()).isEqualTo(416);
        assertThat(hub.anyone()
                        .get(path, "Range", "bytes=2-4", "If-Range", "\"other\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aFileCannotRunAsAPageOfOurs() {
        var design = design("script");
        ada.publish(
                design,
                "x",
                Map.of(
                        "evil.html",
                        text("<script>alert(1)</script>"),
                        "evil.svg",
                        text("<svg/>"),
                        "a.gcode",
                        text("G28")));
        for (var name : List.of("evil.html", "evil.svg")) {
            var file = hub.anyone().get("/@ada/script/files/head/" + name);
            assertThat(file.header("Content-Disposition")).startsWith("attachment; filename=\"" + name + "\"");
            assertThat(file.header("Content-Security-Policy"))
                    .contains("sandbox")
                    .contains("default-src 'none'");
            assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
        assertThat(hub.anyone().get("/@ada/script/files/head/a.gcode").header("Content-Disposition"))
                .startsWith("inline");
    }

    @Test
    void largeAndBinaryFilesStandOutsideTheRepository() throws Exception {
        var design = design("split");
        ada.publish(
                design,
                "x",
                Map.of(
                        "small.txt",
                        text("small"),
                        "big.gcode",
                        text("G1 X1\n".repeat(20_000)),
                        "m.stl",
                        Meshes.tetrahedron()));
        var git = Files.createTempDirectory("clone");
        var repository = repositoryWith("small.txt", "big.gcode", "m.stl");
        assertThat(run(git, "git", "clone", "-q", repository.toString(), "it").exit())
                .isZero();
        assertThat(Files.readString(git.resolve("it/small.txt"))).isEqualTo("small");
        assertThat(Files.readString(git.resolve("it/m.stl"))).startsWith("version https://git-lfs.github.com/spec/v1");
        assertThat(run(git.resolve("it"), "git", "check-attr", "filter", "m.stl", "big.gcode", "small.txt")
                        .text())
                .contains("m.stl: filter: lfs", "big.gcode: filter: lfs", "small.txt: filter: unspecified");
        assertThat(run(git.resolve("it"), "git", "fsck", "--strict").exit()).isZero();
        var lfs = Needs.program("git-lfs", "git-lfs").toString();
        assertThat(run(git.resolve("it"), lfs, "ls-files", "--name-only").text().lines())
                .contains("m.stl", "big.gcode")
                .doesNotContain("small.txt");
        assertThat(run(git.resolve("it"), "git", "log", "-1", "--format=%an %ae")
                        .text())
                .isEqualTo("ada ada@users.noreply.fabcommons\n");
    }

    private static Path repositoryWith(String... names) throws Exception {
        try (var all = Files.list(hub.data().resolve("designs"))) {
            for (var repository : all.toList()) {
                var listed = run(repository, "git", "ls-tree", "-r", "--name-only", "main")
                        .text();
                if (Arrays.stream(names).allMatch(listed::contains)) return repository;
            }
        }
        throw new AssertionError("no repository has " + Arrays.toString(names));
    }

    private record Ran(int exit, String text) {}

    private static Ran run(Path folder, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_LFS_SKIP_SMUDGE", "1");
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), text);
    }
}
