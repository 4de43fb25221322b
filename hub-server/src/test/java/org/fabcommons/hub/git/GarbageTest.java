// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageTest {
    private static byte[] noise(int seed) {
        var noise = new byte[80_000];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    private static Path blob(Hub hub, byte[] bytes) throws Exception {
        var sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return hub.data().resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static String lfs(byte[] bytes) throws Exception {
        return "/ada/lamp.git/info/lfs/objects/"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String collect(Hub hub) throws IOException, InterruptedException {
        var task = URI.create(hub.administration() + "/tasks/gc");
        var request = HttpRequest.newBuilder(task)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void onlyWhatNothingNamesGoesAndOnlyAfterADay(@TempDir Path data) throws Exception {
        var now = new AtomicReference<>(Instant.now());
        InstantSource clock = now::get;
        try (var hub = Hub.start(clock, data)) {
            var ada = hub.as("ada");
            ada.post(
                    "/api/v1/designs",
                    Map.of("name", "lamp", "title", "L", "summary", "L", "licence", "CC-BY-4.0", "tags", List.of()));
            ada.publish("ada/lamp", "old", Map.of("data.bin", noise(1)));
            ada.publish("ada/lamp", "new", Map.of("data.bin", noise(2)));
            // Refused, but its file has arrived.
            ada.publish(
                    "ada/lamp",
                    "broken",
                    Map.of("a.bin", noise(3), "b.stl", "solid x\nendsolid x\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(ada.raw("PUT", lfs(noise(4)), "application/octet-stream", noise(4))
                            .status())
                    .isEqualTo(200);
            assertThat(blob(hub, noise(3))).exists();
            collect(hub);
            assertThat(blob(hub, noise(3))).exists();
            now.set(now.get().plus(25, ChronoUnit.HOURS));
            // What was sent again a moment ago is new, whatever its age.
            var again = blob(hub, noise(3));
            Files.setLastModifiedTime(again, java.nio.file.attribute.FileTime.from(now.get()));
            assertThat(collect(hub)).contains("unused files");
            assertThat(again).exists();
            now.set(now.get().plus(25, ChronoUnit.HOURS));
            collect(hub);
            assertThat(again).doesNotExist();
            assertThat(blob(hub, noise(1))).as("the history needs it").exists();
            assertThat(blob(hub, noise(2))).exists();
            assertThat(blob(hub, noise(4))).as("an upload waits for its push").exists();
            assertThat(hub.anyone()
                            .get("/api/v1/designs/ada/lamp/files/head/data.bin")
                            .response()
                            .body())
                    .isEqualTo(noise(2));
        }
    }

    @Test
    void aRepositoryOfManySmallPacksGetsOneThatClonesReadQuickly(@TempDir Path data) throws Exception {
        try (var hub = Hub.start(data)) {
            var ada = hub.as("ada");
            ada.post(
                    "/api/v1/designs",
                    Map.of("name", "lamp", "title", "L", "summary", "L", "licence", "CC-BY-4.0", "tags", List.of()));
            var git = new Git(data);
            git.run("clone", "-q", Git.address(hub.address(), "ada", ada.token(), "ada/lamp"), "lamp")
                    .fine();
            var clone = git.in("lamp");
            for (int i = 0; i < 13; i++) {
                clone.write("a.txt", "revision " + i + "\n");
                clone.commit("revision " + i);
                clone.run("push", "-q", "origin", "HEAD:main").fine();
            }
            assertThat(files(hub, ".pack")).isGreaterThanOrEqualTo(13);
            assertThat(files(hub, ".bitmap")).isZero();
            assertThat(collect(hub)).contains("1 repositories packed");
            // The small ones stay for an hour, for whoever reads them now.
            assertThat(files(hub, ".bitmap")).isEqualTo(1);
            git.run("clone", "-q", hub.address() + "/ada/lamp.git", "again").fine();
            assertThat(git.in("again").run("rev-list", "--count", "HEAD").text().strip())
                    .isEqualTo(clone.run("rev-list", "--count", "HEAD").text().strip());
        }
    }

    private static long files(Hub hub, String ending) throws IOException {
        try (var files = Files.walk(hub.data().resolve("designs"))) {
            return files.filter(file -> file.toString().endsWith(ending)).count();
        }
    }
}
