// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.fabcommons.hub.git.Git;
import org.fabcommons.hub.upload.Line;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportTest {
    private static final String OKH =
            """
            okhv = "2.4"
            name = "Reading lamp"
            repo = "https://example.org/lamp"
            version = "1"
            license = "CERN-OHL-S-2.0"
            licensor = "Ada"
            function = "Lights a page."
            """;
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

    private static void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            if (!Files.isDirectory(hub.data().resolve("imports"))) return true;
            try (var left = Files.list(hub.data().resolve("imports"))) {
                return left.findAny().isEmpty();
            }
        });
    }

    @Test
    void aManifestInAnArchiveFillsInTheForm() throws IOException {
        var ready = ada.archive(
                "lamp-main.zip",
                Importer.zip(
                        "lamp-main/okh.toml", OKH, "lamp-main/README.md", "# Other\n", "lamp-main/.gitignore", "x"));
        assertThat(ready.path("state").asText()).as(ready.toString()).isEqualTo("ready");
        assertThat(ready.at("/proposal/title").asText()).isEqualTo("Reading lamp");
        assertThat(ready.at("/proposal/summary").asText()).isEqualTo("Lights a page.");
        assertThat(ready.at("/proposal/licence").asText()).isEqualTo("CERN-OHL-S-2.0");
        assertThat(ready.path("leftOut").toString()).contains("lamp-main/.gitignore");
        // What is said on the import's page counts, and the manifest's own page tells that it says otherwise.
        assertThat(ada.published(ready, Map.of("tags", List.of("lamp"), "licence", "CC-BY-4.0")))
                .isEqualTo("ada/reading-lamp");
        assertThat(hub.anyone().get("/@ada/reading-lamp/files/head/okh.toml").text())
                .isEqualTo(OKH);
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
        Files.writeString(lamp.resolve("okh.toml"), OKH.replace("Reading lamp", "Desk lamp"));
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
        nothingIsLeft();
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

    private static String publishedElsewhere(Hub other, String name) throws IOException {
        var bob = other.as("bob");
        bob.post(
                "/api/v1/designs",
                Map.of("name", name, "title", "From " + name, "summary", "s", "licence", "MIT", "tags", List.of()));
        bob.publish("bob/" + name, "one", Map.of("a.txt", "1".getBytes(StandardCharsets.UTF_8)));
        bob.publish("bob/" + name, "two", Map.of("large.stl.bin", new byte[100_000]));
        bob.post("/api/v1/designs/bob/" + name + "/releases", Map.of("name", "v1", "notes", "Shines."));
        return other.address() + "/bob/" + name + ".git";
    }

    @Test
    void aGitRepositoryComesWithItsHistoryAndLargeFilesAndStaysTheSameDesign(@TempDir Path elsewhere)
            throws IOException {
        try (var other = Hub.start(elsewhere)) {
            var url = publishedElsewhere(other, "lamp");
            var ready = ada.git(url);
            assertThat(ready.path("state").asText()).as(ready.toString()).isEqualTo("ready");
            assertThat(ready.path("same").asBoolean()).isTrue();
            assertThat(ready.path("revisions").asInt()).isEqualTo(3);
            var second = ada.git(url);
            assertThat(ada.published(ready, Map.of("name", "lamp-from-bob"))).isEqualTo("ada/lamp-from-bob");
            assertThat(ada.revisions("ada/lamp-from-bob"))
                    .hasSize(3)
                    .isEqualTo(new Importer(other.anyone()).revisions("bob/lamp"));
            assertThat(hub.anyone()
                            .get("/@ada/lamp-from-bob/files/head/large.stl.bin")
                            .response()
                            .body())
                    .hasSize(100_000);
            assertThat(hub.anyone().get("/@ada/lamp-from-bob").text()).contains(url);
            assertThat(hub.anyone().get("/@ada/lamp-from-bob/releases/v1").text())
                    .contains("Shines.");
            assertThat(Importer.fault(ada.git(url))).contains("here already: ada/lamp-from-bob");
            // One that was ready before the other one was published waits with the reason, and can be dropped.
            var overtaken = ada.ended(second.path("id").asText());
            assertThat(ada.publish(overtaken, Map.of("name", "twin")).status()).isEqualTo(202);
            var waits = ada.ended(second.path("id").asText());
            assertThat(waits.path("state").asText()).isEqualTo("ready");
            assertThat(waits.path("faults").toString()).contains("here already: ada/lamp-from-bob");
            var page = "/imports/" + second.path("id").asText();
            assertThat(ada.who().get(page, "Accept", "text/html").text())
                    .contains("here already: ada/lamp-from-bob", "value=\"twin\"");
            assertThat(ada.who().delete("/api/v1" + page).status()).isEqualTo(204);
            // A repository that nobody may read, and an address with nothing behind it.
            assertThat(Importer.fault(ada.git(other.address() + "/bob/nothing.git")))
                    .contains("could not be fetched");
        }
        nothingIsLeft();
    }

    @Test
    void aPlainGitRepositoryKeepsItsAuthorsAndGetsARevisionThatMakesADesignOfIt() throws Exception {
        var source = folder.resolve("plain");
        Files.createDirectories(source);
        var git = new Git(source);
        git.run("init", "-q", "-b", "trunk").fine();
        git.write("README.md", "# Stool\n\nTo sit on.");
        git.commit("First");
        git.run("tag", "-a", "v1.0", "-m", "Four legs\n\nStands *well*.").fine();
        git.run("tag", "for/nobody").fine();
        git.write("part.txt", "wood");
        git.commit("Second");
        git.run("tag", "v1.1").fine();
        git.run("checkout", "-q", "-b", "aside").fine();
        git.write("part.txt", "steel");
        git.commit("Aside");
        git.run("tag", "steel").fine();
        git.run("checkout", "-q", "trunk").fine();
        git.run("update-server-info").fine();
        try (var server = new GitServer(source)) {
            var ready = ada.git(server.address() + "/.git");
            assertThat(ready.path("state").asText()).as(ready.toString()).isEqualTo("ready");
            assertThat(ready.at("/proposal/title").asText()).isEqualTo("Stool");
            assertThat(ready.path("same").asBoolean()).isFalse();
            assertThat(ready.path("tags").toString()).contains("v1.0", "v1.1").doesNotContain("nobody", "steel");
            var page = ada.who().get("/imports/" + ready.path("id").asText(), "Accept", "text/html");
            assertThat(page.text()).contains("Make releases of its 2 tags", "v1.0");
            assertThat(ada.published(ready, Map.of("licence", "CC-BY-4.0"))).isEqualTo("ada/stool");
            var releases =
                    hub.anyone().get("/api/v1/designs/ada/stool/releases").json();
            assertThat(releases.findValuesAsText("name")).containsExactlyInAnyOrder("v1.0", "v1.1");
            var named = hub.anyone()
                    .get("/api/v1/designs/ada/stool/releases/v1.0")
                    .json()
                    .path("release");
            assertThat(named.path("title").asText()).isEqualTo("Four legs");
            assertThat(named.path("notes").asText()).isEqualTo("Stands *well*.");
            assertThat(named.path("author").asText()).isEqualTo("Ada Lovelace");
            assertThat(named.path("revision").asText())
                    .isEqualTo(git.run("rev-list", "-n1", "v1.0").text().strip());
            var revisions = hub.anyone()
                    .get("/api/v1/designs/ada/stool/revisions")
                    .json()
                    .path("items");
            assertThat(revisions.findValuesAsText("message")).containsExactly("Import Stool", "Second\n", "First\n");
            assertThat(revisions.get(1).toString()).contains("Ada Lovelace").contains(git.head());
        }
        assertThat(Importer.fault(ada.git("http://nobody.invalid/lamp.git")))
                .contains("No computer is called nobody.invalid");
        assertThat(Importer.fault(ada.git("http://127.0.0.1:1/gone.git")))
                .contains("Nothing answers at 127.0.0.1, port 1")
                .doesNotContain("Not everything");
    }

    /** A repository of so many revisions, packed, as git itself reads them. Source: git-fast-import(1). */
    @Test
    void aLongHistoryIsLookedThroughWithVisibleProgressAndPublishedInTheBackground() throws Exception {
        var git = Git.longHistory(folder.resolve("clock"), 3_000);
        try (var server = new GitServer(git.folder())) {
            var begun = ada.who().post("/api/v1/imports", Map.of("url", server.address() + "/.git"));
            var id = begun.json().path("id").asText();
            List<String> told = new ArrayList<>();
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        var now = ada.who().get("/api/v1/imports/" + id).json();
                        told.add(now.at("/progress/words").asText());
                        return now.path("state").asText().equals("ready");
                    });
            assertThat(told).anyMatch(words -> words.startsWith("Looking through every revision"));
            var ready = ada.ended(id);
            assertThat(ready.path("revisions").asInt()).isEqualTo(3_000);
            assertThat(ada.published(ready, Map.of("licence", "CC-BY-4.0"))).isEqualTo("ada/clock");
            assertThat(ada.revisions("ada/clock").get(1))
                    .isEqualTo(git.run("rev-parse", "main").text().strip());
        }
        nothingIsLeft();
    }

    @Test
    void onlyPublicAddressesAreReached(@TempDir Path data) throws IOException {
        for (var address : List.of(
                "127.0.0.1",
                "10.1.2.3",
                "172.20.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1",
                "2001::1"))
            assertThat(Addresses.isPublic(InetAddress.getByName(address)))
                    .as(address)
                    .isFalse();
        for (var address : List.of("93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "64:ff9b::808:808"))
            assertThat(Addresses.isPublic(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        try (var closed = Hub.start(data)) {
            var eve = new Importer(closed.as("eve"));
            for (var url : List.of(hub.address() + "/ada/lamp.git", "http://[::1]:8080/x.git"))
                assertThat(Importer.fault(eve.git(url))).contains("no public address");
            for (var url : List.of("file:///etc", "ssh://git@example.org/x", "git://example.org/x", "http://", "x"))
                assertThat(closed.as("eve")
                                .post("/api/v1/imports", Map.of("url", url))
                                .status())
                        .as(url)
                        .isEqualTo(422);
            assertThat(closed.as("eve")
                            .post("/api/v1/imports", Map.of("url", "https://me:secret@example.org/x.git"))
                            .text())
                    .contains("Leave name and password out");
        }
    }

    @Test
    void aRemoteThatIsGoneInTheMiddleAndACancelledImportLeaveNothing() throws Exception {
        try (var silent = new java.net.ServerSocket(0)) {
            var begun = ada.who()
                    .post("/api/v1/imports", Map.of("url", "http://localhost:" + silent.getLocalPort() + "/a.git"));
            var id = begun.json().path("id").asText();
            try (var remote = silent.accept()) {
                remote.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n001e".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(Importer.fault(ada.ended(id))).contains("could not be fetched");
            var second = ada.who()
                    .post("/api/v1/imports", Map.of("url", "http://localhost:" + silent.getLocalPort() + "/b.git"));
            try (var remote = silent.accept()) {
                var path = "/api/v1/imports/" + second.json().path("id").asText();
                assertThat(ada.who().get(path).json().path("state").asText()).isEqualTo("running");
                assertThat(ada.who().delete(path).status()).isEqualTo(204);
                assertThat(ada.who().get(path).json().path("state").asText()).isEqualTo("cancelled");
            }
        }
        nothingIsLeft();
    }

    @Test
    void aRemoteThatIsCutOffInTheMiddleOfItsFilesLeavesNothingAndCanBeBegunAgain(@TempDir Path elsewhere)
            throws IOException {
        try (var other = Hub.start(elsewhere);
                var line = new Line(other.address())) {
            var noise = new byte[3_000_000];
            new java.util.Random(7).nextBytes(noise);
            publishedElsewhere(other, "noisy");
            // Plain git, so that it travels in the pack.
            var git = new Git(Files.createDirectories(elsewhere.resolve("noisy")));
            git.run(
                            "clone",
                            "-q",
                            Git.address(other.address(), "bob", other.as("bob").token(), "bob/noisy"),
                            ".")
                    .fine();
            git.write("noise.txt", java.util.Base64.getEncoder().encode(noise));
            git.commit("Noise");
            git.run("push", "-q").fine();
            line.breaksAfter(1_500_000);
            var failed = ada.git(line.address() + "/bob/noisy.git");
            assertThat(line.broken()).isTrue();
            assertThat(Importer.fault(failed)).contains("could not be fetched");
            nothingIsLeft();
            line.mend();
            var path = "/api/v1/imports/" + failed.path("id").asText();
            assertThat(ada.who().post(path + "/again", Map.of()).status()).isEqualTo(200);
            var ready = ada.ended(failed.path("id").asText());
            assertThat(ready.path("state").asText()).as(ready.toString()).isEqualTo("ready");
            assertThat(ada.who().delete(path).status()).isEqualTo(204);
        }
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
        nothingIsLeft();
    }
}
