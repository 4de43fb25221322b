// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a design once the time to think is over, and that a reindex finds all of it again. */
class DeletionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Hub at(Path data, Duration later) {
        return Hub.start(InstantSource.fixed(NOW.plus(later)), data, "deletionGraceDays: 14");
    }

    private static void publish(Hub.Client by, String name, String visibility) {
        by.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        name,
                        "title",
                        "Title of " + name,
                        "summary",
                        "s",
                        "licence",
                        "CERN-OHL-S-2.0",
                        "visibility",
                        visibility));
        by.publish("ada/" + name, "m", Map.of("a.txt", ("in " + name).getBytes(StandardCharsets.UTF_8)));
    }

    private static long repositories(Path data) throws IOException {
        try (var all = Files.list(data.resolve("hub/designs"))) {
            return all.filter(path -> path.toString().endsWith(".git")).count();
        }
    }

    private static void forgetIndex(Path data) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("hub/hub.db"));
                var statement = connection.createStatement()) {
            for (var table : List.of("derivation", "design_tag", "former_address", "design"))
                statement.executeUpdate("DELETE FROM " + table);
        }
    }

    @Test
    void onlyTheCreditOutlivesADesignAndOnlyWhereSomethingWasMadeOfIt(@TempDir Path data) throws Exception {
        try (var hub = at(data, Duration.ZERO)) {
            var ada = hub.as("ada");
            publish(ada, "lamp", "public");
            publish(ada, "alone", "public");
            hub.as("ben").post("/api/v1/designs/ada/lamp/remixes", Map.of("name", "mini", "title", "Mini"));
            ada.delete("/api/v1/designs/ada/lamp");
            ada.delete("/api/v1/designs/ada/alone");
        }
        try (var hub = at(data, Duration.ofDays(13))) {
            assertThat(repositories(data)).isEqualTo(3);
            assertThat(hub.as("ada").get("/account").text()).contains("Title of lamp", "Title of alone");
        }
        try (var hub = at(data, Duration.ofDays(15))) {
            assertThat(repositories(data)).isEqualTo(2);
            var ada = hub.as("ada");
            assertThat(ada.get("/api/v1/designs/ada/lamp").status()).isEqualTo(404);
            assertThat(ada.get("/account").text()).doesNotContain("Title of");
            // What was made of it goes on, with its files, and can still be changed.
            var ben = hub.as("ben");
            assertThat(hub.anyone().get("/@ben/mini/files/head/a.txt").text()).isEqualTo("in lamp");
            assertThat(ben.publish("ben/mini", "on", Map.of("b.txt", new byte[] {'b'}))
                            .status())
                    .isEqualTo(201);
            // The name is free again.
            publish(ada, "lamp", "public");
            assertThat(hub.anyone().get("/@ada/lamp").status()).isEqualTo(200);
        }
        forgetIndex(data);
        try (var hub = at(data, Duration.ofDays(16))) {
            assertThat(hub.anyone().get("/@ada/lamp").status()).isEqualTo(200);
            assertThat(hub.anyone().get("/api/v1/designs").json().path("total").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void whatIsSoBesideTheContentIsFoundAgainInTheRepositories(@TempDir Path data) throws Exception {
        try (var hub = at(data, Duration.ZERO)) {
            var ada = hub.as("ada");
            publish(ada, "secret", "private");
            publish(ada, "before", "unlisted");
            publish(ada, "regretted", "public");
            ada.post("/api/v1/designs/ada/before/rename", Map.of("name", "after"));
            ada.delete("/api/v1/designs/ada/regretted");
        }
        forgetIndex(data);
        try (var hub = at(data, Duration.ofHours(1))) {
            assertThat(hub.anyone().get("/@ada/secret").status()).isEqualTo(404);
            assertThat(hub.anyone().get("/@ada/before").header("Location")).endsWith("/@ada/after");
            assertThat(hub.anyone().get("/api/v1/designs").json().path("total").asInt())
                    .isZero();
            var ada = hub.as("ada");
            assertThat(ada.post("/api/v1/designs/ada/regretted/restore", Map.of())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aCrashBetweenTheRepositoryAndItsLineIsMendedAtTheNextStart(@TempDir Path data) throws Exception {
        try (var hub = at(data, Duration.ZERO)) {
            publish(hub.as("ada"), "secret", "private");
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("hub/hub.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE design SET visibility = 'public', name = 'shown'");
        }
        try (var hub = at(data, Duration.ZERO)) {
            assertThat(hub.anyone().get("/api/v1/designs").json().path("total").asInt())
                    .isZero();
            assertThat(hub.as("ada").get("/api/v1/designs/ada/secret").status()).isEqualTo(200);
        }
    }
}
