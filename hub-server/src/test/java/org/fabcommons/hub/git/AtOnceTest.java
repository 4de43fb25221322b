// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.HubProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several at once, and a hub that dies in the middle: one history comes of it, and nothing is half there. */
class AtOnceTest {
    private static final String DESIGN = "ada/lamp";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path data;

    private static void furnish(Hub.Client ada) {
        ada.post(
                "/api/v1/designs",
                Map.of("name", "lamp", "title", "Lamp", "summary", "Light", "licence", "CC-BY-4.0", "tags", List.of()));
        ada.publish(DESIGN, "first", Map.of("README.md", "# Lamp\n".getBytes(StandardCharsets.UTF_8)));
    }

    private Git clone(URI hub, String token, String name) {
        var git = new Git(data);
        git.run("clone", "-q", Git.address(hub, "ada", token, DESIGN), name).fine();
        return git.in(name);
    }

    @Test
    void twoPushesAndAnUploadMakeOneHistory() throws Exception {
        try (var hub = Hub.start(data)) {
            var ada = hub.as("ada");
            furnish(ada);
            List<Git> clones = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                var clone = clone(hub.address(), ada.token(), "clone-" + i);
                clone.write("file-" + i + ".txt", "from " + i + "\n");
                clone.commit("from " + i);
                clones.add(clone);
            }
            List<Callable<Integer>> all = new ArrayList<>();
            for (var clone : clones)
                all.add(() -> clone.run("push", "origin", "HEAD:main").code());
            all.add(() -> ada.publish(DESIGN, "web", Map.of("web.txt", "web\n".getBytes(StandardCharsets.UTF_8)))
                            .status()
                    - 201);
            var threads = Executors.newFixedThreadPool(all.size());
            List<Integer> codes = new ArrayList<>();
            for (var one : threads.invokeAll(all)) codes.add(one.get());
            threads.shutdown();
            // An upload goes on top of whatever is there; of the pushes, each of which saw the same beginning, one at
            // most.
            assertThat(codes.get(3)).isZero();
            assertThat(codes.subList(0, 3).stream().filter(code -> code == 0).count())
                    .isLessThanOrEqualTo(1);
            var after = clone(hub.address(), ada.token(), "after");
            var messages = after.run("log", "--format=%s").fine().text().lines().toList();
            assertThat(messages).contains("web", "first");
            for (int i = 0; i < 3; i++)
                assertThat(messages.contains("from " + i)).isEqualTo(codes.get(i) == 0);
            // Whoever was refused loses nothing.
            for (int i = 0; i < 3; i++) {
                if (codes.get(i) == 0) continue;
                clones.get(i).run("pull", "-q", "--rebase").fine();
                clones.get(i).run("push", "-q", "origin", "HEAD:main").fine();
            }
            after.run("pull", "-q").fine();
            assertThat(after.folder().resolve("file-0.txt")).exists();
            assertThat(after.folder().resolve("file-1.txt")).exists();
            assertThat(after.folder().resolve("file-2.txt")).exists();
        }
    }

    @Test
    void aHubThatIsKilledInTheMiddleOfAPushHasTheOldRevisionOrTheNewOne() throws Exception {
        String token;
        Git clone;
        String before;
        try (var hub = Hub.start(data)) {
            var ada = hub.as("ada");
            token = ada.token();
            furnish(ada);
            clone = clone(hub.address(), token, "clone");
            before = clone.head();
        }
        for (int i = 0; i < 4; i++) {
            var noise = new byte[8_000_000];
            new Random(i).nextBytes(noise);
            clone.write("noise-" + i + ".dat", noise);
        }
        clone.commit("noise");
        Process push;
        try (var hub = HubProcess.start(data)) {
            push = clone.start("push", Git.address(hub.address(), "ada", token, DESIGN), "HEAD:main");
            push.getOutputStream().close();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !push.isAlive() || arriving() > 1_000_000);
        }
        push.waitFor();
        try (var again = Hub.start(data)) {
            assertThat(again.data().resolve("designs/arriving")).isEmptyDirectory();
            var git = new Git(data);
            git.run("clone", "-q", Git.address(again.address(), "ada", token, DESIGN), "after")
                    .fine();
            assertThat(git.in("after").head()).isIn(before, clone.head());
            assertThat(git.in("after").run("fsck", "--full").fine().text()).doesNotContain("missing");
            assertThat(again.anyone()
                            .get("/api/v1/designs/" + DESIGN + "/revisions")
                            .json()
                            .at("/items/0/revision")
                            .asText())
                    .isEqualTo(git.in("after").head());
            clone.run("push", "-q", Git.address(again.address(), "ada", token, DESIGN), "HEAD:main")
                    .fine();
            git.in("after").run("pull", "-q").fine();
            assertThat(git.in("after").folder().resolve("noise-3.dat")).hasSize(8_000_000);
        }
    }

    private long arriving() {
        try (var files = Files.walk(data.resolve("hub/designs/arriving"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException moving) {
            return 0;
        }
    }
}
