// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Designs that come as an archive, as a folder, or file by file. */
class ImportFromFilesTest {
    private static Hub hub;
    private static Importer ada;
    private static Path folder;

    @BeforeAll
    static void start(@TempDir Path data) {
        folder = data;
        hub = Hub.start(data, "importFromPrivateNetworks: true", "maxFileBytes: 60000000");
        ada = new Importer(hub.as("ada"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aManifestInAnArchiveFillsInTheForm() throws IOException {
        var ready = ada.archive(
                "lamp-main.zip",
                Importer.zip(
                        "lamp-main/okh.toml",
                        Importer.OKH,
                        "lamp-main/README.md",
                        "# Other\n",
                        "lamp-main/.gitignore",
                        "x"));
        assertThat(ready.path("state").asText()).as(ready.toString()).isEqualTo("ready");
        assertThat(ready.at("/proposal/title").asText()).isEqualTo("Reading lamp");
        assertThat(ready.at("/proposal/summary").asText()).isEqualTo("Lights a page.");
        assertThat(ready.at("/proposal/licence").asText()).isEqualTo("CERN-OHL-S-2.0");
        assertThat(ready.path("leftOut").toString()).contains("lamp-main/.gitignore");
        // What is said on the import's page counts, and the manifest's own page tells that it says otherwise.
        assertThat(ada.published(ready, Map.of("tags", List.of("lamp"), "licence", "CC-BY-4.0")))
                .isEqualTo("ada/reading-lamp");
        assertThat(hub.anyone().get("/@ada/reading-lamp/files/head/okh.toml").text())
                .isEqualTo(Importer.OKH);
        assertThat(hub.anyone()
                        .get("/api/v1/designs/ada/reading-lamp/manifest")
                        .json()
                        .path("faults")
                        .toString())
                .contains("names CERN-OHL-S-2.0, and the design is under CC-BY-4.0 here");
        assertThat(ada.publish(ready, Map.of()).status()).isEqualTo(409);
    }

    @Test
    void aTarIsTakenToo() throws IOException {
        var ready = ada.archive(
                "shelf.tar.gz", Tars.of(Tars.entry("shelf/README.md", "# Shelf\n\nHolds books.", (byte) '0')));
        assertThat(ready.at("/proposal/title").asText()).as(ready.toString()).isEqualTo("Shelf");
        assertThat(ready.at("/proposal/summary").asText()).isEqualTo("Holds books.");
        var lacking = ada.publish(ready, Map.of());
        assertThat(lacking.status()).isEqualTo(422);
        assertThat(lacking.text()).contains("licence");
        assertThat(ada.published(ready, Map.of("licence", "CC-BY-4.0"))).isEqualTo("ada/shelf");
    }

    /** As {@code tar -cJ} makes it, and what is not read says so by name. */
    @Test
    void aTarWithXzIsTakenAndOtherKindsAreCalledByTheirNames() throws IOException {
        var plain = new GZIPInputStream(
                        new ByteArrayInputStream(Tars.of(Tars.entry("desk/README.md", "# Desk\n\nHolds.", (byte) '0'))))
                .readAllBytes();
        var bytes = new ByteArrayOutputStream();
        try (var xz = new XZCompressorOutputStream(bytes)) {
            xz.write(plain);
        }
        assertThat(ada.archive("desk.tar.xz", bytes.toByteArray())
                        .at("/proposal/title")
                        .asText())
                .isEqualTo("Desk");
        assertThat(Importer.fault(ada.archive("desk.tar.xz", Arrays.copyOf(bytes.toByteArray(), bytes.size() - 40))))
                .contains("This archive is broken, or a part of it is missing");
        assertThat(Importer.fault(ada.archive("a.7z", new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 39, 28, 0, 4})))
                .contains("This is a 7z archive");
        assertThat(Importer.fault(ada.archive("cut.tar", Arrays.copyOf(plain, 512 + 5))))
                .contains("README.md is broken in the archive");
    }

    @Test
    void aFolderIsTakenFileByFileWithItsManifestAndWithoutWhatIsHidden() throws IOException {
        var lamp = Files.createDirectories(folder.resolve("desk-lamp"));
        Files.createDirectories(lamp.resolve(".git"));
        Files.createDirectories(lamp.resolve("parts"));
        Files.writeString(lamp.resolve("okh.toml"), Importer.OKH.replace("Reading lamp", "Desk lamp"));
        Files.writeString(lamp.resolve("parts/foot.txt"), "heavy");
        Files.writeString(lamp.resolve(".git/config"), "secret");
        try (var browser = Browser.open(hub);
                var window = browser.window().signIn("ada")) {
            window.go("/imports");
            var page = window.page();
            page.setInputFiles("#folder", lamp);
            page.locator("form", new Page.LocatorOptions().setHas(page.locator("#folder")))
                    .locator("button")
                    .click();
            page.waitForURL("**/imports/*");
            page.locator("#title").waitFor();
            assertThat(page.inputValue("#title")).isEqualTo("Desk lamp");
            assertThat(page.isChecked("input[name=licence][value='CERN-OHL-S-2.0']"))
                    .isTrue();
            assertThat(window.barriers()).isEmpty();
            page.click("main form .primary");
            page.waitForURL("**/@ada/desk-lamp");
            assertThat(window.complaints()).isEmpty();
        }
        assertThat(hub.anyone()
                        .get("/api/v1/designs/ada/desk-lamp/files/head")
                        .json()
                        .findValuesAsText("path"))
                .containsExactly("okh.toml", "parts/foot.txt");
    }

    @Test
    void aFileOfAFolderThatIsRefusedIsReplacedOrLeftOutWithoutSendingTheOthersAgain() throws IOException {
        var bytes = StandardCharsets.UTF_8;
        var failed = ada.folder(new java.util.TreeMap<>(Map.of(
                "bench/README.md", "# Bench\n\nTo sit on.".getBytes(bytes),
                "bench/leg.stl", "solid leg\n".getBytes(bytes),
                "bench/seat.stl", "solid seat\n".getBytes(bytes))));
        assertThat(Importer.fault(failed)).contains("Not everything in it can be taken", "leg.stl", "seat.stl");
        var path = "/imports/" + failed.path("id").asText();
        assertThat(ada.who().get(path, "Accept", "text/html").text())
                .contains("The files that you sent stay here until", "bench/leg.stl", "Leave this file out and go on");
        try (var browser = Browser.open(hub);
                var window = browser.window().signIn("ada")) {
            window.go(path);
            assertThat(window.barriers()).isEmpty();
            var leg = Files.write(folder.resolve("mended.stl"), org.fabcommons.hub.mesh.Meshes.tetrahedron());
            window.page().setInputFiles("#instead-0", leg);
            window.page().click("section:has(#instead-0) .primary");
            window.page().locator("text=bench/seat.stl").first().waitFor();
            assertThat(window.page().locator("section h2").allTextContents()).containsExactly("bench/seat.stl");
            window.page().click("text=Leave this file out and go on");
            window.page().locator("#title").waitFor();
            assertThat(window.page().inputValue("#title")).isEqualTo("Bench");
            assertThat(window.complaints()).isEmpty();
        }
        var ready = ada.ended(failed.path("id").asText());
        assertThat(ada.published(ready, Map.of("licence", "MIT"))).isEqualTo("ada/bench");
        assertThat(hub.anyone()
                        .get("/api/v1/designs/ada/bench/files/head")
                        .json()
                        .findValuesAsText("path"))
                .containsExactly("README.md", "leg.stl");
    }

    @Test
    void aProgramImportsAFolderOfFilesThatItHasUploaded() {
        var files = List.of(
                Map.of("upload", uploaded("# Peg\n\nHolds coats."), "path", "peg/README.md"),
                Map.of("upload", uploaded("wood"), "path", "peg/parts/stick.txt"));
        var begun = ada.who().post("/api/v1/imports", Map.of("files", files));
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        var ready = ada.ended(begun.json().path("id").asText());
        assertThat(ready.at("/proposal/title").asText()).as(ready.toString()).isEqualTo("Peg");
        assertThat(ada.published(ready, Map.of("licence", "MIT"))).isEqualTo("ada/peg");
        assertThat(hub.anyone().get("/@ada/peg/files/head/parts/stick.txt").text())
                .isEqualTo("wood");
        assertThat(ada.who().post("/api/v1/imports", Map.of("files", files)).status())
                .isEqualTo(422);
        var unnamed = ada.who().post("/api/v1/imports", Map.of("files", List.of(Map.of("path", "README.md"))));
        assertThat(unnamed.status()).as(unnamed.text()).isEqualTo(422);
        assertThat(unnamed.json().at("/errors/0/field").asText()).isEqualTo("files[0].upload");
    }

    private static String uploaded(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var length = String.valueOf(bytes.length);
        var begun = ada.who()
                .raw(
                        "POST",
                        "/api/v1/uploads",
                        "application/octet-stream",
                        new byte[0],
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Length",
                        length);
        var where = java.net.URI.create(begun.header("Location")).getPath();
        var sent = ada.who()
                .raw(
                        "PATCH",
                        where,
                        "application/offset+octet-stream",
                        bytes,
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Offset",
                        "0");
        assertThat(sent.status()).as(sent.text()).isEqualTo(204);
        return where.replaceAll(".*/", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../up.txt",
                "/etc/cron.d/job",
                "a/../../b.txt",
                "C:\\\\windows.txt",
                "a/con/aux.txt",
                "line\nbreak.txt",
                "pa\u202elts.exe"
            })
    void aNameThatLeadsElsewhereIsRefused(String name) throws IOException {
        var fault = Importer.fault(ada.archive("bad.zip", Importer.zip("fine.txt", "x", name, "hostile")));
        assertThat(fault)
                .contains("cannot be a file’s name")
                .contains(name.substring(0, 2).replace("\\", ""));
        Importer.nothingIsLeft(hub);
    }

    @Test
    void linksAndDevicesAreRefused() throws IOException {
        assertThat(Importer.fault(ada.archive("a.tgz", Tars.of(Tars.entry("soft", "", TarArchiveEntry.LF_SYMLINK)))))
                .contains("soft is a link");
        assertThat(Importer.fault(ada.archive("a.tgz", Tars.of(Tars.entry("hard", "", TarArchiveEntry.LF_LINK)))))
                .contains("hard is a link");
        assertThat(Importer.fault(ada.archive("a.tgz", Tars.of(Tars.entry("null", "", TarArchiveEntry.LF_CHR)))))
                .contains("null is neither a file nor a folder");
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes)) {
            var link = new ZipArchiveEntry("soft");
            link.setUnixMode(0120777);
            zip.putArchiveEntry(link);
            zip.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
        }
        assertThat(Importer.fault(ada.archive("a.zip", bytes.toByteArray()))).contains("soft is a link");
    }

    @Test
    void namesThatCollideAreRefused() throws IOException {
        assertThat(Importer.fault(ada.archive("a.zip", Importer.zip("Part.txt", "1", "part.txt", "2"))))
                .contains("Some systems cannot tell this path from");
        assertThat(Importer.fault(ada.archive(
                        "a.tgz",
                        Tars.of(Tars.entry("part.txt", "1", (byte) '0'), Tars.entry("part.txt", "2", (byte) '0')))))
                .contains("part.txt is in the archive twice");
    }

    @Test
    void whatUnpacksWithoutMeasureIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            for (int i = 0; i < 3; i++) {
                zip.putNextEntry(new java.util.zip.ZipEntry("zeros" + i + ".bin"));
                zip.write(new byte[30_000_000]);
            }
        }
        assertThat(Importer.fault(ada.archive("bomb.zip", bytes.toByteArray())))
                .contains("zeros1.bin the archive has unpacked to more than 200 times");
        bytes.reset();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            for (int i = 0; i <= 20_000; i++) {
                zip.putNextEntry(new java.util.zip.ZipEntry("d" + i + "/"));
                zip.closeEntry();
            }
        }
        assertThat(Importer.fault(ada.archive("many.zip", bytes.toByteArray()))).contains("more than 20,000 entries");
        bytes.reset();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            for (int i = 0; i <= 1_000; i++) {
                zip.putNextEntry(new java.util.zip.ZipEntry(i + ".txt"));
                zip.closeEntry();
            }
        }
        assertThat(Importer.fault(ada.archive("files.zip", bytes.toByteArray())))
                .contains("A design has at most 1,000 files")
                .doesNotContain("file:");
        var deep = "d/".repeat(20) + "f.txt";
        assertThat(Importer.fault(ada.archive("deep.zip", Importer.zip(deep, "x"))))
                .contains("cannot be a file’s name");
    }

    @Test
    void anEncryptedOrBrokenArchiveIsRefused() throws IOException {
        var zip = Importer.zip("secret.txt", "some text that is there");
        // Bit 0 of the flags, in the local header and in the directory. Source: APPNOTE 4.4.4.
        var encrypted = zip.clone();
        encrypted[6] |= 1;
        for (int i = 0; i < encrypted.length - 4; i++)
            if (encrypted[i] == 'P' && encrypted[i + 1] == 'K' && encrypted[i + 2] == 1) encrypted[i + 8] |= 1;
        assertThat(Importer.fault(ada.archive("a.zip", encrypted))).contains("secret.txt is encrypted");
        assertThat(Importer.fault(ada.archive("a.zip", java.util.Arrays.copyOf(zip, zip.length - 30))))
                .contains("This archive is broken");
        assertThat(Importer.fault(ada.archive("a.zip", "no archive at all".getBytes(StandardCharsets.UTF_8))))
                .contains("no archive that the hub can read");
    }

    @Test
    void twoAtOnceAreTwoImportsAndTwoPublicationsOfOneAreOneDesign() throws Exception {
        var zip = Importer.zip("README.md", "# Twice\n\nAt once.");
        List<Callable<JsonNode>> both = List.of(() -> ada.archive("a.zip", zip), () -> ada.archive("a.zip", zip));
        var threads = Executors.newFixedThreadPool(4);
        List<JsonNode> ready = new ArrayList<>();
        for (var one : threads.invokeAll(both)) ready.add(one.get());
        assertThat(ready)
                .allSatisfy(one -> assertThat(one.path("state").asText()).isEqualTo("ready"));
        assertThat(ready.get(0).path("id")).isNotEqualTo(ready.get(1).path("id"));
        var said = Map.<String, Object>of("licence", "MIT", "name", "twice");
        List<Callable<Integer>> four = List.of(
                () -> ada.publish(ready.get(0), said).status(),
                () -> ada.publish(ready.get(0), said).status(),
                () -> ada.publish(ready.get(0), said).status(),
                () -> ada.publish(ready.get(0), said).status());
        List<Integer> answers = new ArrayList<>();
        for (var one : threads.invokeAll(four)) answers.add(one.get());
        threads.shutdown();
        assertThat(answers).containsExactlyInAnyOrder(202, 409, 409, 409);
        assertThat(ada.ended(ready.get(0).path("id").asText()).path("design").asText())
                .isEqualTo("ada/twice");
        // The other one wants the same name, is told so, and takes another.
        assertThat(ada.publish(ready.get(1), said).status()).isEqualTo(409);
        assertThat(ada.published(ready.get(1), Map.of("licence", "MIT", "name", "twice-more")))
                .isEqualTo("ada/twice-more");
        assertThat(hub.anyone().get("/@ada/twice/files/head/README.md").text())
                .isEqualTo(hub.anyone()
                        .get("/@ada/twice-more/files/head/README.md")
                        .text());
    }

    @Test
    void oneThatIsCancelledWhileItIsPublishedIsADesignOrNothing() throws IOException {
        var ready = ada.archive("box.zip", Importer.zip("README.md", "# Box\n\nHolds."));
        var path = "/api/v1/imports/" + ready.path("id").asText();
        assertThat(ada.publish(ready, Map.of("licence", "MIT")).status()).isEqualTo(202);
        assertThat(ada.who().delete(path).status()).isEqualTo(204);
        var end = ada.ended(ready.path("id").asText()).path("state").asText();
        assertThat(end).isIn("cancelled", "published");
        assertThat(hub.anyone().get("/@ada/box").status()).isEqualTo(end.equals("published") ? 200 : 404);
        Importer.nothingIsLeft(hub);
    }
}
