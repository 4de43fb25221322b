// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    private static final Map<String, Object> LAMP =
            Map.of("name", "lamp", "title", "Lamp", "summary", "Gives light", "licence", "MIT", "tags", List.of());

    @Test
    void aFullDiskIsToldAndNothingIsLostOrHalfWritten(@TempDir Path data) throws IOException {
        try (var hub = Hub.start(data)) {
            var ada = hub.as("ada");
            ada.post("/api/v1/designs", LAMP);
            ada.publish("ada/lamp", "first", Map.of("a.txt", "one".getBytes(StandardCharsets.UTF_8)));
        }
        // More than any disk has must stay free from now on: this hub's disk is full.
        try (var hub = Hub.start(data, "minFreeBytes: 9000000000000000000")) {
            var before = files(hub.data());
            var ada = hub.as("ada");
            var answer = ada.publish("ada/lamp", "second", Map.of("a.txt", new byte[100_000]));
            assertThat(answer.status()).isEqualTo(507);
            assertThat(answer.json().path("type").asText()).isEqualTo("/problems/disk-full");
            var another = ada.post(
                    "/api/v1/designs",
                    Map.of("name", "b", "title", "B", "summary", "B", "licence", "MIT", "tags", List.of()));
            assertThat(another.status()).isEqualTo(507);
            assertThat(ada.get("/api/v1/designs/ada/b").status()).isEqualTo(404);
            assertThat(ada.get("/api/v1/designs/ada/lamp/files/head/a.txt").text())
                    .isEqualTo("one");
            assertThat(ada.get("/api/v1/designs/ada/lamp/revisions")
                            .json()
                            .path("items")
                            .size())
                    .isEqualTo(2);
            assertThat(files(hub.data())).isEqualTo(before);
        }
    }

    private static List<String> files(Path data) throws IOException {
        try (var all = Files.walk(data)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .filter(name -> name.startsWith("blobs") || name.startsWith("designs"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aDiskThatFillsUpInTheMiddleOfAFileLeavesNothingBehind(@TempDir Path data) throws IOException {
        var blobs = new Blobs(data.resolve("blobs"), new DiskSpace(data, 0));
        var breaking = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut off");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                throw new IOException("cut off");
            }
        });
        assertThatThrownBy(() -> blobs.put(breaking, 1_000_000)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> blobs.put(new ByteArrayInputStream(new byte[11]), 10))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("file-too-large"));
        assertThat(files(data)).isEmpty();
    }

    @Test
    void theSystemsOwnWordsForAFullDiskAreUnderstood(@TempDir Path data) {
        var space = new DiskSpace(data, 0);
        assertThatThrownBy(() -> space.explain(new IOException("No space left on device")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.FULL));
        var other = new IOException("Input/output error");
        assertThat(space.explain(other)).isSameAs(other);
    }

    @Test
    void whatACrashLeftHalfWrittenIsCleanedUpAtTheNextStart(@TempDir Path data) throws IOException {
        var left = data.resolve("blobs/arriving/abc");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half");
        var blobs = new Blobs(data.resolve("blobs"), new DiskSpace(data, 0));
        assertThat(left).doesNotExist();
        var blob = blobs.put(new ByteArrayInputStream("whole".getBytes(StandardCharsets.UTF_8)), 100);
        assertThat(blobs.find(blob.sha256())).get().satisfies(file -> assertThat(file)
                .hasContent("whole"));
        assertThat(blobs.find("../" + blob.sha256())).isEmpty();
        assertThat(blobs.find("0".repeat(64))).isEmpty();
    }
}
