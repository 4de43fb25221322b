// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.git.Git;
import org.fabcommons.hub.upload.Line;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Designs that come as a git repository from elsewhere. */
class ImportFromGitTest {
    private static Hub hub;
    private static Importer ada;
    private static Path folder;

    @BeforeAll
    static void start(@TempDir Path data) {
        folder = data;
        hub = Hub.start(data, "importFromPrivateNetworks: true");
        ada = new Importer(hub.as("ada"));
    }

    @AfterAll
    static void stop() {
        hub.close();
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
        Importer.nothingIsLeft(hub);
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
        Importer.nothingIsLeft(hub);
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
        Importer.nothingIsLeft(hub);
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
            Importer.nothingIsLeft(hub);
            line.mend();
            var path = "/api/v1/imports/" + failed.path("id").asText();
            assertThat(ada.who().post(path + "/again", Map.of()).status()).isEqualTo(200);
            var ready = ada.ended(failed.path("id").asText());
            assertThat(ready.path("state").asText()).as(ready.toString()).isEqualTo("ready");
            assertThat(ada.who().delete(path).status()).isEqualTo(204);
        }
    }
}
