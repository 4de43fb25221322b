// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationTest {
    private static final Path SAVED = Path.of("src/test/resources/saved");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    @TempDir
    Path folder;

    /** A database of each version that somebody may still have. */
    static Stream<Path> saved() throws IOException {
        try (var files = Files.list(SAVED)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("saved")
    void aDatabaseOfAnEarlierVersionBecomesLikeANewOneAndKeepsWhatItHolds(Path version) throws Exception {
        var file = restore(version);
        var before = held(file);
        try (var old = Database.open(file);
                var fresh = Database.open(folder.resolve("fresh.db"))) {
            assertThat(schema(old)).isEqualTo(schema(fresh)).isNotEmpty();
        }
        assertThat(held(file)).as("rows by table").containsAllEntriesOf(before);
        assertThat(before.get("person")).isPositive();
    }

    @Test
    void openingTwiceChangesNothing() {
        var file = folder.resolve("hub.db");
        Database.open(file).close();
        try (var again = Database.open(file)) {
            assertThat(schema(again)).isNotEmpty();
        }
    }

    @Test
    void aMigrationThatWasChangedAfterItRanStopsTheHub() throws Exception {
        var file = restore(SAVED.resolve("V1.sql"));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var change = connection.createStatement()) {
            change.execute("UPDATE flyway_schema_history SET checksum = 1");
        }
        assertThatThrownBy(() -> Database.open(file)).isInstanceOf(FlywayValidateException.class);
    }

    @Test
    void migrationsAreNumberedWithoutGapAndNamedByEffect() throws IOException {
        var name = Pattern.compile("V(\\d+)__[a-z]+(_[a-z]+)*\\.sql");
        try (var files = Files.list(MIGRATIONS)) {
            var numbers = files.map(file -> name.matcher(file.getFileName().toString()))
                    .peek(matcher -> assertThat(matcher.matches()).isTrue())
                    .map(matcher -> Integer.parseInt(matcher.group(1)))
                    .sorted()
                    .toList();
            assertThat(numbers)
                    .isEqualTo(java.util.stream.IntStream.rangeClosed(1, numbers.size())
                            .boxed()
                            .toList());
        }
    }

    private Path restore(Path version) throws IOException {
        var file = folder.resolve("hub.db");
        if (version.toString().endsWith(".gz")) {
            try (var saved = new GZIPInputStream(Files.newInputStream(version))) {
                Files.copy(saved, file);
            }
            return file;
        }
        var jdbi = Jdbi.create("jdbc:sqlite:" + file);
        jdbi.useHandle(handle -> handle.createScript(Files.readString(version)).execute());
        return file;
    }

    /** How many rows each table holds, without what is made anew from the others: the index of search, and counts. */
    private static Map<String, Integer> held(Path file) {
        return Jdbi.create("jdbc:sqlite:" + file).withHandle(handle -> {
            var tables = handle.createQuery(
                            """
                            SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search!_%' ESCAPE '!'
                            AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT IN ('flyway_schema_history')
                            """)
                    .mapTo(String.class)
                    .list();
            var rows = new TreeMap<String, Integer>();
            for (var table : tables) {
                rows.put(
                        table,
                        handle.createQuery("SELECT COUNT(*) FROM \"" + table + "\"")
                                .mapTo(int.class)
                                .one());
            }
            return rows;
        });
    }

    /** What the tables are, whatever way they came about. */
    private static List<String> schema(Database database) {
        return database.read(handle -> handle.createQuery(
                        "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master ORDER BY 1")
                .mapTo(String.class)
                .list());
    }
}
