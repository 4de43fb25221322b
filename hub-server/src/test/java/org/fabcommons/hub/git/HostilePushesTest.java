// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not get in does not, the branch stays where it was, and the client prints why. */
class HostilePushesTest {
    private static final String DESIGN = "ada/lamp";
    private static Hub hub;
    private static Hub.Client ada;
    private static Git clone;
    private static String head;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
        ada.post(
                "/api/v1/designs",
                Map.of("name", "lamp", "title", "Lamp", "summary", "Light", "licence", "CC-BY-4.0", "tags", List.of()));
        ada.publish(DESIGN, "first", Map.of("README.md", "# Lamp\n".getBytes(StandardCharsets.UTF_8)));
        var git = new Git(data);
        git.run("clone", "-q", Git.address(hub.address(), "ada", ada.token(), DESIGN), "lamp")
                .fine();
        clone = git.in("lamp");
        clone.run("config", "core.protectNTFS", "false").fine();
        clone.run("config", "core.protectHFS", "false").fine();
        head = clone.head();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void fromTheBeginning() {
        clone.run("checkout", "-q", "-B", "main").fine();
        clone.run("reset", "-q", "--hard", head).fine();
        clone.run("clean", "-qfdx").fine();
    }

    @AfterEach
    void nothingHasChanged() throws Exception {
        assertThat(hub.anyone()
                        .get("/api/v1/designs/" + DESIGN + "/revisions")
                        .json()
                        .at("/items/0/revision")
                        .asText())
                .isEqualTo(head);
        try (var left = Files.list(hub.data().resolve("designs/arriving"))) {
            assertThat(left).isEmpty();
        }
    }

    private static void refused(String revision, String... words) {
        var said = clone.run("push", "origin", revision + ":main");
        assertThat(said.code()).isNotZero();
        assertThat(said.text()).contains(words);
    }

    private static String blob(String content) {
        return clone.run(content.getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin")
                .fine()
                .text()
                .strip();
    }

    /** A commit of the newest tree with one more entry. */
    private static String commitWith(String entry) {
        var tree = clone.run("ls-tree", "HEAD").fine().text() + entry + "\n";
        return commit(tree(tree));
    }

    private static String tree(String entries) {
        return clone.run(entries.getBytes(StandardCharsets.UTF_8), "mktree", "--missing")
                .fine()
                .text()
                .strip();
    }

    private static String commit(String tree) {
        return clone.run("commit-tree", "-p", head, "-m", "x", tree)
                .fine()
                .text()
                .strip();
    }

    @Test
    void aSymbolicLink() {
        refused(commitWith("120000 blob " + blob("/etc/passwd") + "\tlink"), "remote: link: Symbolic links");
    }

    @Test
    void aSubmodule() {
        refused(commitWith("160000 commit " + head + "\tpart"), "remote: part: Submodules");
    }

    @Test
    void aFolderThatGitWouldTakeForItsOwn() {
        for (var name : List.of(".git", ".GIT", "git~1", ".g\u200cit")) {
            var inside = tree("100644 blob " + blob("[core]\nfsmonitor = rm -rf .\n") + "\tconfig");
            var raw = new ByteArrayOutputStream();
            raw.writeBytes(("40000 " + name + "\0").getBytes(StandardCharsets.UTF_8));
            raw.writeBytes(HexFormat.of().parseHex(inside));
            var evil = clone.run(raw.toByteArray(), "hash-object", "-w", "-t", "tree", "--literally", "--stdin")
                    .fine()
                    .text()
                    .strip();
            refused(commit(evil), "What arrived is not sound");
        }
    }

    @Test
    void pathsThatLeadElsewhereOrMeanTwoThings() {
        refused(commitWith("100644 blob " + blob("x") + "\tCON"), "is called CON, which Windows cannot keep");
        clone.write("Part.txt", "a");
        clone.write("part.txt", "b");
        clone.commit("two that are one elsewhere");
        refused("HEAD", "remote: part.txt: Some systems cannot tell this path from Part.txt");
        fromTheBeginning();
        clone.write(".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = --upload-pack=evil\n");
        clone.commit("modules");
        refused("HEAD", "rejected");
    }

    @Test
    void moreFilesThanThereAreAtoms() {
        var tree = tree("100644 blob " + blob("x") + "\tf");
        for (int level = 0; level < 12; level++) {
            var entries = new StringBuilder();
            for (int i = 0; i < 10; i++)
                entries.append("040000 tree ")
                        .append(tree)
                        .append("\td")
                        .append(i)
                        .append('\n');
            tree = tree(entries.toString());
        }
        refused(commitWith("040000 tree " + tree + "\tbomb"), "remote: A revision holds at most");
    }

    @Test
    void foldersWithoutAnEnd() {
        var tree = tree("100644 blob " + blob("x") + "\tf");
        for (int level = 0; level < 60; level++) tree = tree("040000 tree " + tree + "\td");
        refused(commitWith("040000 tree " + tree + "\tdeep"), "nested too deeply");
    }

    @Test
    void aSmallPackWithALargeObject() {
        clone.write("zeros.txt", new byte[70_000_000]);
        clone.commit("zeros");
        refused("HEAD", "larger than 64 MB");
    }

    @Test
    void aLargeFileOutsideGitLfs() {
        clone.write("zeros.txt", new byte[17_000_000]);
        clone.commit("zeros");
        refused("HEAD", "remote: zeros.txt: This file has 17 MB", "git lfs migrate import");
    }

    @Test
    void aRewrittenHistory() {
        clone.run("commit", "-q", "--amend", "-m", "other").fine();
        var said = clone.run("push", "--force", "origin", "HEAD:main");
        assertThat(said.text()).contains("would rewrite published history");
        assertThat(clone.run("push", "origin", ":main").text()).contains("rejected");
    }

    @Test
    void otherBranchesAndTags() {
        assertThat(clone.run("push", "origin", "HEAD:refs/heads/idea").text()).contains("Only the branch main");
        clone.run("tag", "v1").fine();
        assertThat(clone.run("push", "origin", "v1").text()).contains("Tags are made here by a release");
        clone.run("tag", "-d", "v1").fine();
    }

    @Test
    void aManifestThatIsAnothersOrNone() throws Exception {
        var manifest = clone.folder().resolve(".fabcommons/design.yml");
        var text = Files.readString(manifest);
        Files.writeString(manifest, text.replaceFirst("id: .*", "id: \"abcdefgh\""));
        clone.commit("another");
        refused("HEAD", "remote: .fabcommons/design.yml: Title, summary, licence and tags may change");
        Files.writeString(manifest, text + "\n  : [\n");
        clone.commit("broken");
        refused("HEAD", "remote: .fabcommons/design.yml: This file cannot be read at line");
        clone.run("rm", "-q", "-r", ".fabcommons").fine();
        clone.commit("gone");
        refused("HEAD", "remote: .fabcommons/design.yml: This file tells the hub");
    }

    @Test
    void filesThatAreNotWhatTheirNamesSay() {
        clone.write("part.stl", "solid nothing\nendsolid\n");
        clone.write("cut.gcode", new byte[] {71, 0, 10});
        clone.commit("broken");
        refused("HEAD", "remote: part.stl: This STL", "remote: cut.gcode: ");
    }

    @Test
    void aPasswordInAToolpathThatALaterRevisionTakesOut() {
        clone.write("lamp.gcode", "G28\n; printhost_apikey = 6F0A\n");
        clone.commit("with a key");
        clone.write("lamp.gcode", "G28\n; printhost_apikey = \n");
        clone.commit("without");
        refused("HEAD", "remote: lamp.gcode: In this push", "printhost_apikey (from line 2 on)", "git rebase -i");
    }

    @Test
    void aCommitFromTheFuture() {
        var tree = clone.run("rev-parse", "HEAD^{tree}").text().strip();
        var raw = "tree " + tree + "\nparent " + head + "\nauthor A <a@b> 4102444800 +0000\n"
                + "committer A <a@b> 4102444800 +0000\n\nx\n";
        var future = clone.run(raw.getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "-t", "commit", "--stdin")
                .fine()
                .text()
                .strip();
        refused(future, "dated more than a day in the future");
    }

    @Test
    void aDeltaThatUnpacksToGigabytes() throws Exception {
        var base = new byte[1 << 20];
        var pack = new ByteArrayOutputStream();
        pack.writeBytes(new byte[] {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, 2});
        int start = pack.size();
        header(pack, 3, base.length);
        pack.writeBytes(deflated(base));
        var delta = new ByteArrayOutputStream();
        number(delta, base.length);
        number(delta, 1900L << 20);
        // Copies the whole base again and again: offset 0, size 0x100000.
        for (int i = 0; i < 1900; i++) delta.writeBytes(new byte[] {(byte) 0xc0, 0x10});
        int at = pack.size();
        header(pack, 6, delta.size());
        offset(pack, at - start);
        pack.writeBytes(deflated(delta.toByteArray()));
        pack.writeBytes(MessageDigest.getInstance("SHA-1").digest(pack.toByteArray()));
        var command = head + " " + "1".repeat(40) + " refs/heads/main\0report-status";
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                String.format("%04x%s0000", command.length() + 4, command).getBytes(StandardCharsets.UTF_8));
        body.writeBytes(pack.toByteArray());
        var answer = ada.raw(
                "POST",
                "/" + DESIGN + ".git/git-receive-pack",
                "application/x-git-receive-pack-request",
                body.toByteArray());
        assertThat(answer.text()).contains("larger than 64 MB");
    }

    private static void header(ByteArrayOutputStream out, int type, int size) {
        int left = size >> 4;
        out.write((left > 0 ? 0x80 : 0) | (type << 4) | (size & 15));
        while (left > 0) {
            int rest = left >> 7;
            out.write((rest > 0 ? 0x80 : 0) | (left & 127));
            left = rest;
        }
    }

    private static void number(ByteArrayOutputStream out, long value) {
        long left = value;
        while (left > 127) {
            out.write((int) ((left & 127) | 128));
            left >>= 7;
        }
        out.write((int) left);
    }

    private static void offset(ByteArrayOutputStream out, int value) {
        var bytes = new byte[5];
        int at = 4;
        bytes[at] = (byte) (value & 127);
        for (int left = value >> 7; left > 0; left >>= 7) bytes[--at] = (byte) (128 | (--left & 127));
        out.write(bytes, at, 5 - at);
    }

    private static byte[] deflated(byte[] bytes) {
        var deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        var out = new ByteArrayOutputStream();
        var chunk = new byte[8192];
        while (!deflater.finished()) out.write(chunk, 0, deflater.deflate(chunk));
        deflater.end();
        return out.toByteArray();
    }
}
