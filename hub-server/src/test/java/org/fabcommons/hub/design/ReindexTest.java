// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReindexTest {
    private static final List<String> QUESTIONS = List.of(
            "/api/v1/designs/ada/lamp",
            "/api/v1/designs/sam/mini",
            "/api/v1/designs?tag=light",
            "/api/v1/designs?q=mini",
            "/api/v1/designs/sam/mini/revisions",
            "/api/v1/designs/sam/mini/derivations",
            "/api/v1/designs/ada/lamp/derivations?direction=descendants");

    private static void furnish(Hub hub) {
        var ada = hub.as("ada");
        ada.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        "lamp",
                        "title",
                        "Lamp",
                        "summary",
                        "Light",
                        "licence",
                        "CC-BY-4.0",
                        "tags",
                        List.of("light")));
        ada.publish("ada/lamp", "first", Map.of("a.txt", "one".getBytes(StandardCharsets.UTF_8)));
        var sam = hub.as("sam");
        sam.post("/api/v1/designs/ada/lamp/remixes", Map.of("name", "mini", "title", "Mini", "note", "smaller"));
        sam.publish("sam/mini", "second", Map.of("a.txt", "two".getBytes(StandardCharsets.UTF_8)));
        // The search hears of the remix a moment later.
        await().untilAsserted(() ->
                assertThat(hub.anyone().get("/api/v1/designs").text()).contains("\"remixes\":1"));
    }

    private static List<String> answers(Hub hub) {
        return QUESTIONS.stream()
                .map(question -> hub.anyone().get(question).text())
                .toList();
    }

    private static void sql(Path data, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("hub/hub.db"));
                var statement = connection.createStatement()) {
            for (var each : statements) statement.executeUpdate(each);
        }
    }

    @Test
    void theRepositoriesAreAllThatIsNeeded(@TempDir Path data) throws SQLException {
        List<String> before;
        try (var hub = Hub.start(data)) {
            furnish(hub);
            before = answers(hub);
            assertThat(before.get(5)).contains("ada/lamp").contains("smaller");
        }
        sql(data, "DELETE FROM derivation", "DELETE FROM design_tag", "DELETE FROM design");
        try (var hub = Hub.start(data)) {
            assertThat(answers(hub)).isEqualTo(before);
        }
    }

    /**
     * Everything that tells of designs is made anew from their repositories, row for row. What stays where it is:
     * accounts, groups, labs, machines, jobs and evidence, which are no designs; measures of models, which are measured
     * again; verdicts and permissions, which are words between people.
     */
    @Test
    void theWholeIndexIsTheSameAfterwards(@TempDir Path data) throws SQLException {
        var database = data.resolve("hub/hub.db");
        try (var hub = Hub.start(data)) {
            furnish(hub);
            var ada = hub.as("ada");
            ada.post(
                    "/api/v1/designs",
                    Map.of(
                            "name",
                            "secret",
                            "title",
                            "Secret",
                            "summary",
                            "Not yet",
                            "licence",
                            "CC0-1.0",
                            "tags",
                            List.of(),
                            "visibility",
                            "private"));
        }
        var before = Tables.of(database);
        var index = before.keySet().stream()
                .filter(table -> table.startsWith("design")
                        || List.of("derivation", "derivation_count", "former_address")
                                .contains(table))
                .toList();
        assertThat(index).contains("design", "design_tag", "derivation", "derivation_count");
        assertThat(before.get("derivation_count")).hasSize(1);
        assertThat(before.get("design")).hasSize(3);
        Tables.empty(database, index);
        try (var hub = Hub.start(data)) {
            assertThat(hub.anyone().get("/api/v1/designs/ada/secret").status()).isEqualTo(404);
        }
        var after = Tables.of(database);
        for (var table : index) assertThat(after.get(table)).as(table).isEqualTo(before.get(table));
    }

    @Test
    void aRevisionWhoseIndexACrashPreventedIsFoundAtTheNextStart(@TempDir Path data) throws SQLException {
        List<String> before;
        try (var hub = Hub.start(data)) {
            furnish(hub);
            before = answers(hub);
        }
        sql(
                data,
                "UPDATE design SET head = '0000000000000000000000000000000000000000', title = 'Old' WHERE name = 'mini'");
        try (var hub = Hub.start(data)) {
            assertThat(answers(hub)).isEqualTo(before);
        }
    }

    @Test
    void aDesignThatACrashLeftHalfMadeIsGoneAtTheNextStart(@TempDir Path data) throws Exception {
        var half = data.resolve("hub/designs/arriving/abcdefgh.git");
        try (var hub = Hub.start(data)) {
            furnish(hub);
            Files.createDirectories(half.resolve("objects"));
            Files.writeString(half.resolve("HEAD"), "ref: refs/heads/main");
        }
        try (var hub = Hub.start(data)) {
            assertThat(half).doesNotExist();
            assertThat(hub.anyone().get("/api/v1/designs").json().path("total").asInt())
                    .isEqualTo(2);
        }
    }
}
