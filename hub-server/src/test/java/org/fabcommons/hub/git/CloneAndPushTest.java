// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloneAndPushTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static Hub hub;
    private static Hub.Client ada;

    @TempDir
    private Path folder;

    private String design;
    private Git clone;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void cloneADesign() {
        var name = "lamp-" + NUMBER.incrementAndGet();
        design = "ada/" + name;
        var made = ada.post(
                "/api/v1/designs",
                Map.of("name", name, "title", "Lamp", "summary", "Light", "licence", "CC-BY-4.0", "tags", List.of()));
        assertThat(made.status()).isEqualTo(201);
        ada.publish(design, "first", Map.of("README.md", "# Lamp\n".getBytes(StandardCharsets.UTF_8)));
        var git = new Git(folder);
        git.run("clone", "-q", Git.address(hub.address(), "ada", ada.token(), design), "lamp")
                .fine();
        clone = git.in("lamp");
    }

    private String headOnTheHub() {
        return hub.anyone()
                .get("/api/v1/designs/" + design + "/revisions")
                .json()
                .at("/items/0/revision")
                .asText();
    }

    @Test
    void anybodyClonesAPublicDesignWithItsHistory() {
        var git = new Git(folder);
        git.run("clone", "-q", hub.address() + "/" + design + ".git", "anonymous")
                .fine();
        assertThat(git.in("anonymous").folder().resolve("README.md")).hasContent("# Lamp\n");
        assertThat(git.in("anonymous").run("log", "--format=%s").text()).contains("first");
        assertThat(git.in("anonymous").run("fsck", "--strict").fine().text()).doesNotContain("error");
        for (var version : List.of("0", "1", "2"))
            git.run("-c", "protocol.version=" + version, "ls-remote", hub.address() + "/" + design + ".git")
                    .fine();
        git.run("clone", "-q", "--depth=1", hub.address() + "/" + design + ".git", "shallow")
                .fine();
    }

    @Test
    void aPushIsARevisionLikeAnyOtherAndShowsItsAuthor() {
        clone.write("docs/how.md", "Turn it on.\n");
        clone.commit("Say how");
        clone.run("push", "-q", "origin", "HEAD:main").fine();
        assertThat(headOnTheHub()).isEqualTo(clone.head());
        var whole = hub.anyone().get("/api/v1/designs/" + design).json();
        assertThat(whole.findValuesAsText("path")).contains("docs/how.md", "README.md");
        assertThat(hub.anyone().get("/@" + design + "/revisions").text()).contains("Ada Lovelace", "Say how");
        assertThat(hub.anyone()
                        .get("/api/v1/designs/" + design + "/files/head/docs/how.md")
                        .text())
                .isEqualTo("Turn it on.\n");
        // And the next upload goes on top of it.
        ada.publish(design, "second", Map.of("a.txt", "a\n".getBytes(StandardCharsets.UTF_8)));
        clone.run("pull", "-q", "--ff-only").fine();
        assertThat(clone.folder().resolve("a.txt")).hasContent("a\n");
    }

    @Test
    void theManifestMayBeChangedByAPush() throws Exception {
        var manifest = clone.folder().resolve(".fabcommons/design.yml");
        Files.writeString(manifest, Files.readString(manifest).replace("title: \"Lamp\"", "title: \"Bright lamp\""));
        clone.commit("A better title");
        clone.run("push", "-q", "origin", "HEAD:main").fine();
        assertThat(hub.anyone()
                        .get("/api/v1/designs/" + design)
                        .json()
                        .path("title")
                        .asText())
                .isEqualTo("Bright lamp");
    }

    @Test
    void whoMayNotPushIsToldWhatToDo() {
        clone.write("a.txt", "a\n");
        clone.commit("a");
        var anonymous = clone.run("push", hub.address() + "/" + design + ".git", "HEAD:main");
        assertThat(anonymous.code()).isNotZero();
        var wrong = clone.run("push", Git.address(hub.address(), "ada", "fcp_wrong", design), "HEAD:main");
        assertThat(wrong.code()).isNotZero();
        var sam = hub.as("sam").token();
        assertThat(clone.run("push", Git.address(hub.address(), "sam", sam, design), "HEAD:main")
                        .text())
                .contains("remote: ");
        assertThat(headOnTheHub()).isNotEqualTo(clone.head());
    }

    @Test
    void aPasswordIsNotNeededButServesToo() {
        clone.write("a.txt", "a\n");
        clone.commit("a");
        var password = "a%20good%20long%20password";
        clone.run("push", "-q", Git.address(hub.address(), "ada", password, design), "HEAD:main")
                .fine();
        assertThat(headOnTheHub()).isEqualTo(clone.head());
    }

    @Test
    void aMaintainerMayAllowToRewriteHistoryAndWhatOthersBuiltOnStays() {
        clone.write("a.txt", "a\n");
        clone.commit("a");
        clone.run("push", "-q", "origin", "HEAD:main").fine();
        var old = clone.head();
        var settings = "/api/v1/designs/" + design + "/git";
        assertThat(hub.as("sam").put(settings, Map.of("rewritable", true)).status())
                .isEqualTo(403);
        assertThat(ada.put(settings, Map.of()).status()).isEqualTo(422);
        assertThat(ada.put(settings, Map.of("rewritable", true))
                        .json()
                        .path("rewritable")
                        .asBoolean())
                .isTrue();
        clone.run("commit", "-q", "--amend", "-m", "better said").fine();
        clone.run("push", "-q", "--force", "origin", "HEAD:main").fine();
        assertThat(headOnTheHub()).isEqualTo(clone.head());
        assertThat(hub.anyone()
                        .get("/api/v1/designs/" + design + "/files/" + old + "/a.txt")
                        .text())
                .isEqualTo("a\n");
        assertThat(ada.form("/@" + design + "/git", "").status()).isIn(200, 303);
        assertThat(hub.anyone().get(settings).json().path("rewritable").asBoolean())
                .isFalse();
        clone.run("commit", "-q", "--amend", "-m", "again").fine();
        assertThat(clone.run("push", "--force", "origin", "HEAD:main").text()).contains("would rewrite");
    }

    @Test
    void theAddressOfTheRepositoryLeadsABrowserToThePage() {
        assertThat(hub.anyone().get("/" + design + ".git").header("Location")).endsWith("/@" + design);
        assertThat(hub.anyone().get("/@" + design).text()).contains("git clone http");
    }
}
