// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.Needs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeFilesTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static Hub hub;
    private static Hub.Client ada;

    @TempDir
    private Path folder;

    private String design;
    private Git clone;

    @BeforeAll
    static void start(@TempDir Path data) {
        Needs.program("git-lfs", "git-lfs");
        hub = Hub.start(data);
        ada = hub.as("ada");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void cloneADesign() {
        design = publish("public");
        clone = clone(design, "large");
    }

    private static byte[] noise(int bytes) {
        var noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }

    private static String publish(String visibility) {
        var name = "large-" + NUMBER.incrementAndGet();
        var made = ada.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        name,
                        "title",
                        "Large",
                        "summary",
                        "Heavy",
                        "licence",
                        "CC-BY-4.0",
                        "tags",
                        List.of(),
                        "visibility",
                        visibility));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return "ada/" + name;
    }

    private Git clone(String name, String to) {
        var git = new Git(folder);
        git.run("clone", "-q", Git.address(hub.address(), "ada", ada.token(), name), to)
                .fine();
        git.in(to).run("lfs", "install", "--local").fine();
        return git.in(to);
    }

    private byte[] onTheHub(String path) {
        return hub.anyone()
                .get("/api/v1/designs/" + design + "/files/head/" + path)
                .response()
                .body();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aLargeFileComesAndGoesThroughGitLfs() throws Exception {
        var noise = noise(3_000_000);
        clone.run("lfs", "track", "*.bin").fine();
        clone.write("data.bin", noise);
        clone.commit("Data");
        clone.run("push", "-q", "origin", "HEAD:main").fine();
        assertThat(onTheHub("data.bin")).isEqualTo(noise);
        // What the web publishes a clone gets, and the author's own settings for git-lfs stay.
        var more = noise(200_000);
        ada.publish(design, "more", Map.of("more.bin", more));
        var other = clone(design, "other");
        other.run("lfs", "pull").fine();
        assertThat(other.folder().resolve("more.bin")).hasBinaryContent(more);
        assertThat(other.folder().resolve("data.bin")).hasBinaryContent(noise);
        assertThat(other.folder().resolve(".gitattributes")).content().contains("*.bin filter=lfs");
        assertThat(other.run("lfs", "fsck").code()).isZero();
        assertThat(other.run("status", "--porcelain").text()).isEmpty();
    }

    /** As it is copied from a browser. */
    @Test
    void theAddressOfAPageIsAnAddressForGitAndGitLfsToo() throws Exception {
        for (var ending : List.of("", ".git")) {
            var to = "by-page" + ending;
            var noise = noise(100_000 + ending.length());
            var git = clone("@" + design, to);
            var address = Git.address(hub.address(), "ada", ada.token(), "@" + design);
            git.run("remote", "set-url", "origin", address.replaceAll("[.]git$", ending))
                    .fine();
            git.run("lfs", "track", "*.bin").fine();
            git.write(to + ".bin", noise);
            git.commit("By the page");
            git.run("push", "-q", "origin", "HEAD:main").fine();
            assertThat(onTheHub(to + ".bin")).isEqualTo(noise);
            Files.delete(git.folder().resolve(to + ".bin"));
            git.run("lfs", "prune", "--force").fine();
            git.run("pull", "-q", "origin", "main").fine();
            git.run("checkout", "-q", "--", ".").fine();
            assertThat(git.folder().resolve(to + ".bin")).hasBinaryContent(noise);
        }
    }

    @Test
    void aPushWithoutItsLargeFilesIsRefused() {
        clone.run("lfs", "track", "*.bin").fine();
        clone.write("data.bin", noise(100_001));
        clone.commit("Data");
        var said = clone.run("push", "--no-verify", "origin", "HEAD:main");
        assertThat(said.code()).isNotZero();
        assertThat(said.text()).contains("remote: data.bin: ").contains("git lfs push --all");
        clone.run("lfs", "push", "--all", "origin").fine();
        clone.run("push", "--no-verify", "-q", "origin", "HEAD:main").fine();
    }

    @Test
    void toKnowASumIsNotToHaveTheFile() throws Exception {
        var secret = noise(90_000);
        var hidden = publish("private");
        ada.publish(hidden, "secret", Map.of("secret.bin", secret));
        var sam = hub.as("sam");
        var made = sam.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        "thief-" + NUMBER.incrementAndGet(),
                        "title",
                        "T",
                        "summary",
                        "T",
                        "licence",
                        "CC0-1.0"));
        var own = made.json().path("owner").path("handle").asText("sam") + "/thief-" + NUMBER.get();
        var git = new Git(folder);
        git.run("clone", "-q", Git.address(hub.address(), "sam", sam.token(), own), "thief")
                .fine();
        var thief = git.in("thief");
        thief.write(
                "secret.bin",
                "version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256(secret) + "\nsize 90000\n");
        thief.commit("Mine now");
        assertThat(thief.run("push", "--no-verify", "origin", "HEAD:main").text())
                .contains("remote: secret.bin: ");
        var batch = sam.raw(
                "POST",
                "/" + own + ".git/info/lfs/objects/batch",
                "application/vnd.git-lfs+json",
                ("{\"operation\":\"upload\",\"objects\":[{\"oid\":\"" + sha256(secret) + "\",\"size\":90000}]}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(batch.json().at("/objects/0/actions/upload/href").asText()).isNotEmpty();
        assertThat(sam.get("/" + hidden + ".git/info/lfs/objects/" + sha256(secret))
                        .status())
                .isEqualTo(404);
        assertThat(hub.anyone()
                        .get("/" + hidden + ".git/info/refs?service=git-upload-pack")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aFileThatIsNotWhatItsSumSaysIsRefused() throws Exception {
        var oid = sha256(noise(10));
        var put = ada.raw("PUT", "/" + design + ".git/info/lfs/objects/" + oid, "application/octet-stream", noise(11));
        assertThat(put.status()).isEqualTo(422);
        assertThat(put.json().path("message").asText()).contains("SHA-256");
    }

    @Test
    void whatSomebodyHasLockedNobodyElseChanges() throws Exception {
        ada.publish(design, "first", Map.of("part.txt", "one\n".getBytes(StandardCharsets.UTF_8)));
        clone.run("pull", "-q").fine();
        clone.run("lfs", "lock", "part.txt").fine();
        assertThat(clone.run("lfs", "locks").fine().text()).contains("part.txt").contains("ada");
        // The one who locked it goes on working.
        clone.write("part.txt", "two\n");
        clone.commit("two");
        clone.run("push", "-q", "origin", "HEAD:main").fine();
        var lock = ada.get("/" + design + ".git/info/lfs/locks").json().at("/locks/0");
        assertThat(lock.path("locked_at").asText()).contains("T");
        assertThat(hub.as("sam")
                        .raw(
                                "POST",
                                "/" + design + ".git/info/lfs/locks/"
                                        + lock.path("id").asText() + "/unlock",
                                "application/vnd.git-lfs+json",
                                "{}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(403);
        clone.run("lfs", "unlock", "part.txt").fine();
        assertThat(clone.run("lfs", "locks").fine().text()).doesNotContain("part.txt");
    }

    @Test
    void anInterruptedDownloadGoesOn() throws Exception {
        var noise = noise(300_000);
        ada.publish(design, "data", Map.of("data.bin", noise));
        var part = hub.anyone().get("/" + design + ".git/info/lfs/objects/" + sha256(noise), "Range", "bytes=299990-");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.response().body()).hasSize(10);
        assertThat(Files.exists(folder)).isTrue();
    }
}
