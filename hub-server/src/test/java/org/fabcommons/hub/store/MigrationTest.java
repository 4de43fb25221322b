// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        try (var old = Database.open(file);
                var fresh = Database.open(folder.resolve("fresh.db"))) {
            assertThat(schema(old)).isEqualTo(schema(fresh)).isNotEmpty();
            var people = old.read(handle -> handle.createQuery("SELECT handle FROM person")
                    .mapTo(String.class)
                    .list());
            assertThat(people).containsExactly("ada");
            assertThat(old.<Integer, RuntimeException>read(handle -> handle.createQuery("SELECT COUNT(*) FROM token")
                            .mapTo(int.class)
                            .one()))
                    .isEqualTo(1);
        }
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

    private Path restore(Path version) throws IOException, SQLException {
        var file = folder.resolve("hub.db");
        var jdbi = Jdbi.create("jdbc:sqlite:" + file);
        jdbi.useHandle(handle -> handle.createScript(Files.readString(version)).execute());
        return file;
    }

    /** What the tables are, whatever way they came about. */
    private static List<String> schema(Database database) {
        return database.read(handle -> handle.createQuery(
                        "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master ORDER BY 1")
                .mapTo(String.class)
                .list());
    }
}
