// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.fabcommons.hub.mesh.StepTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub of a new version finds what an older one left: in the background, and no more often than makes sense. */
class UpgradedHubTest {
    private static final byte[] BILL = "name,quantity\nM3 screw,4\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path data;

    private static void publish(Hub.Client who, String name, Map<String, byte[]> files) {
        who.post(
                "/api/v1/designs",
                Map.of("name", name, "title", name, "summary", "S", "licence", "MIT", "tags", List.of()));
        var answer = who.publish("ada/" + name, "x", files);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static String words(Hub hub) {
        var items =
                hub.anyone().get("/api/v1/designs/ada/box/models/head").json().path("items");
        return items.path(0).path("words").asText();
    }

    @Test
    void whatOlderVersionsReadLessOfIsReadAgainAndWhatCannotBeReadIsTriedAFewTimesAndTold() throws Exception {
        Path database;
        try (var hub = Hub.start(data)) {
            var ada = hub.as("ada");
            publish(ada, "box", Map.of("box.step", StepTest.box()));
            publish(ada, "lamp", Map.of("bom.csv", BILL));
            publish(ada, "vise", Map.of("bom.csv", BILL));
            database = hub.data().resolve("hub.db");
            await().atMost(Duration.ofSeconds(60)).until(() -> words(hub).contains("Boîte"));
        }
        sql(database, "DELETE FROM bill");
        sql(database, "UPDATE model SET edition = 1, facts = replace(facts, 'Boîte', '')");
        var away = object(only(database, "SELECT id FROM design WHERE name = 'lamp'"));
        Files.move(away, data.resolve("away"));

        var now = new AtomicReference<>(Instant.now());
        try (var hub = Hub.start(now::get, data)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> words(hub).contains("Boîte"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> lines(hub, "vise") == 1 && attempts(database).equals("1"));
            for (int attempt = 2; attempt <= 4; attempt++) {
                now.set(now.get().plus(Duration.ofHours(2)));
                var wanted = Integer.toString(attempt);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> attempts(database).equals(wanted));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> only(database, "SELECT next_at FROM bill_unread")
                    .equals("null"));
            var health = hub.anyone().get(hub.administration() + "/healthcheck");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().at("/bills/message").asText()).contains("of 1 designs", "the log names each");
            // What was brought back from a backup is as good as new.
            Files.move(data.resolve("away"), away);
            publish(hub.as("ada"), "lamp", Map.of("bom.csv", "name\nGlue\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(lines(hub, "lamp")).isEqualTo(1);
            assertThat(hub.anyone()
                            .get(hub.administration() + "/healthcheck")
                            .json()
                            .at("/bills/message")
                            .isMissingNode())
                    .isTrue();
        }
    }

    /** How many lines the table has, which search and other designs see. */
    private static int lines(Hub hub, String design) throws SQLException {
        return Integer.parseInt(only(
                hub.data().resolve("hub.db"),
                "SELECT COUNT(*) FROM bill_line l JOIN design d ON d.id = l.design JOIN bill b ON b.design = d.id"
                        + " WHERE d.name = '" + design + "'"));
    }

    private static String attempts(Path database) throws SQLException {
        return only(database, "SELECT COALESCE(MAX(attempts), 0) FROM bill_unread");
    }

    /** Where git keeps the bill. */
    private Path object(String design) throws Exception {
        var sha1 = MessageDigest.getInstance("SHA-1");
        sha1.update(("blob " + BILL.length + "\0").getBytes(StandardCharsets.US_ASCII));
        var id = HexFormat.of().formatHex(sha1.digest(BILL));
        try (var all = Files.walk(data.resolve("hub/designs"))) {
            return all.filter(path -> path.toString().contains(design)
                            && path.endsWith(Path.of(id.substring(0, 2), id.substring(2))))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no loose object " + id));
        }
    }

    private static void sql(Path database, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var run = connection.createStatement()) {
            run.executeUpdate(statement);
        }
    }

    private static String only(Path database, String query) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var run = connection.createStatement();
                var rows = run.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
