// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fabcommons.hub.git.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @TempDir
    private Path folder;

    private static byte[] noise(int seed) {
        var noise = new byte[100_000];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    private static void publish(Hub.Client ada, String name) {
        ada.post(
                "/api/v1/designs",
                Map.of("name", name, "title", name, "summary", "x", "licence", "CC-BY-4.0", "tags", List.of("t")));
        ada.publish(
                "ada/" + name,
                "first",
                Map.of(
                        "README.md",
                        ("# " + name + "\n").getBytes(StandardCharsets.UTF_8),
                        "data.bin",
                        noise(name.hashCode())));
    }

    private Path data(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Every file of a folder with what is in it. */
    private static Map<String, String> content(Path place) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (var files = Files.walk(place)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                all.put(
                        place.relativize(file).toString(),
                        java.util.Arrays.hashCode(Files.readAllBytes(file)) + " " + Files.size(file));
        }
        return all;
    }

    private static void restore(Path copy, Path data) throws IOException {
        Files.createDirectories(data);
        var restore = new Restore(data);
        restore.prepare(copy);
        try (var claimed = DataFolder.claim(data)) {
            assertThat(restore.finish()).isPresent();
            assertThat(claimed.path()).isEqualTo(data);
        }
    }

    @Test
    void whatIsRestoredIsWhatWasThere() throws Exception {
        var copy = folder.resolve("copy");
        var first = data("first");
        try (var hub = Hub.start(first)) {
            var ada = hub.as("ada");
            publish(ada, "lamp");
            publish(ada, "shelf");
            ada.post("/api/v1/designs/ada/lamp/remixes", Map.of("name", "mini", "title", "Mini", "note", "smaller"));
            // While the hub is running.
            Backup.make(hub.data(), copy);
        }
        var second = data("second");
        restore(copy, second.resolve("hub"));
        for (var part : List.of("designs", "blobs"))
            assertThat(content(second.resolve("hub").resolve(part)))
                    .isEqualTo(content(first.resolve("hub").resolve(part)));
        var before = Tables.of(first.resolve("hub/hub.db"));
        var after = Tables.of(second.resolve("hub/hub.db"));
        // The hub went on looking at models after the copy was made.
        assertThat(before.remove("model")).hasSameSizeAs(after.remove("model"));
        // And what is found by search follows that.
        for (var tables : List.of(before, after)) tables.keySet().removeIf(name -> name.startsWith("search_"));
        assertThat(after).isEqualTo(before);
        try (var hub = Hub.start(second)) {
            assertThat(hub.anyone()
                            .get("/api/v1/designs?q=shelf")
                            .json()
                            .at("/items/0/name")
                            .asText())
                    .isEqualTo("shelf");
            assertThat(hub.anyone()
                            .get("/api/v1/designs/ada/shelf/files/head/data.bin")
                            .response()
                            .body())
                    .isEqualTo(noise("shelf".hashCode()));
            // And work goes on.
            publish(hub.as("ada"), "vase");
        }
    }

    @Test
    void aCopyMadeWhileEverybodyPublishesIsWhole() throws Exception {
        var copy = folder.resolve("copy");
        var busy = new AtomicBoolean(true);
        var threads = Executors.newFixedThreadPool(2);
        try (var hub = Hub.start(data("first"))) {
            var ada = hub.as("ada");
            publish(ada, "lamp");
            for (var name : List.of("one", "two")) {
                var unused = threads.submit(() -> {
                    publish(ada, name);
                    for (int i = 0; busy.get(); i++)
                        ada.publish("ada/" + name, "r" + i, Map.of("data.bin", noise(name.hashCode() + i)));
                });
            }
            Backup.make(hub.data(), copy);
            busy.set(false);
            threads.shutdown();
            assertThat(threads.awaitTermination(60, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        }
        var second = data("second");
        restore(copy, second.resolve("hub"));
        try (var hub = Hub.start(second)) {
            var list = hub.anyone().get("/api/v1/designs").json();
            assertThat(list.findValuesAsText("name")).contains("lamp");
            for (var design : list.path("items")) {
                var path = "/api/v1/designs/ada/" + design.path("name").asText() + "/files/head/data.bin";
                assertThat(hub.anyone().get(path).response().body()).hasSize(100_000);
            }
        }
        try (var designs = Files.newDirectoryStream(second.resolve("hub/designs"), "*.git")) {
            for (var design : designs)
                assertThat(new Git(design).run("fsck", "--full").text()).doesNotContain("missing", "broken", "error");
        }
    }

    @Test
    void whatARestoreReplacesIsKept() throws Exception {
        var copy = folder.resolve("copy");
        var first = data("first");
        try (var hub = Hub.start(first)) {
            var ada = hub.as("ada");
            publish(ada, "lamp");
            Backup.make(hub.data(), copy);
            publish(ada, "later");
            // The hub is running: it takes effect at the next start.
            new Restore(hub.data()).prepare(copy);
            assertThatThrownBy(() -> DataFolder.claim(hub.data())).hasMessageContaining("another hub is running");
            assertThat(hub.anyone().get("/api/v1/designs/ada/later").status()).isEqualTo(200);
        }
        try (var hub = Hub.start(first)) {
            assertThat(hub.anyone().get("/api/v1/designs/ada/lamp").status()).isEqualTo(200);
            assertThat(hub.anyone().get("/api/v1/designs/ada/later").status()).isEqualTo(404);
            assertThat(hub.data().resolve("before-restore-1/designs")).isNotEmptyDirectory();
            assertThat(hub.data().resolve("restore")).doesNotExist();
        }
    }

    @Test
    void anUnfinishedCopyIsRefusedBeforeAnythingIsTouched() throws Exception {
        var copy = folder.resolve("copy");
        try (var hub = Hub.start(data("first"))) {
            publish(hub.as("ada"), "lamp");
            Backup.make(hub.data(), copy);
            assertThatThrownBy(() -> Backup.make(hub.data(), copy)).hasMessageContaining("is not empty");
        }
        var target = data("second").resolve("hub");
        try (var blobs = Files.walk(copy.resolve("blobs"))) {
            Files.delete(blobs.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
        assertThatThrownBy(() -> new Restore(target).prepare(copy)).hasMessageContaining("is not whole");
        Files.delete(copy.resolve("backup.json"));
        assertThatThrownBy(() -> new Restore(target).prepare(copy)).hasMessageContaining("no finished backup");
        assertThat(new Restore(target).finish()).isEmpty();
    }
}
