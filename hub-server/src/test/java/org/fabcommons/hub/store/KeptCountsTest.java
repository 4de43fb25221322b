// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept with every change is what counting would give. */
class KeptCountsTest {
    private static final List<String> KINDS = List.of("remix", "improvement", "port", "translation", "variant", "part");
    private static final List<String> SEEN = List.of("'public'", "'unlisted'", "'private'");
    private static final List<String> SAID = List.of("NULL", "NULL", "'worked'", "'partly'", "'failed'");
    private static final List<String> ENDINGS = List.of("finished", "failed", "cancelled", "interrupted");

    private static final String COUNTED =
            """
            SELECT e.ancestor, SUM(e.kind NOT IN ('variant', 'part')), SUM(e.kind = 'variant'), SUM(e.kind = 'part')
            FROM derivation e JOIN design d ON d.id = e.design
            WHERE d.visibility = 'public' AND d.deleted_at IS NULL GROUP BY 1 ORDER BY 1
            """;
    private static final String SUMMED =
            """
            SELECT design, COUNT(*), SUM(verdict = 'worked'), SUM(verdict = 'partly'), SUM(verdict = 'failed'),
                   SUM(simulated)
            FROM (SELECT design, simulated, CASE WHEN outcome IS NOT NULL THEN outcome
                         WHEN started AND ending IN ('failed', 'interrupted') THEN 'failed' ELSE '' END AS verdict
                  FROM evidence WHERE design IS NOT NULL AND (started OR outcome IS NOT NULL))
            GROUP BY 1 ORDER BY 1
            """;

    private static final String OWNED =
            """
            SELECT owner, SUM(visibility = 'public'), COUNT(*) FROM design WHERE deleted_at IS NULL GROUP BY 1 ORDER BY 1
            """;

    private final Random random = new Random(7);
    private final List<String> designs = new ArrayList<>();
    private final List<String> jobs = new ArrayList<>();

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @Test
    void countsStayRightWhateverIsPublishedHiddenDeletedOrReported(@TempDir Path folder) throws SQLException {
        var file = folder.resolve("hub.db");
        Database.open(file).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?foreign_keys=true");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(
                    "INSERT INTO owner (id, handle, kind) VALUES ('o', 'ada', 'person'), ('g', 'weavers', 'group')");
            statement.executeUpdate("INSERT INTO person VALUES ('o', 'ada', 'ada@example.org', 'Ada', '', 0)");
            statement.executeUpdate("INSERT INTO lab (id, handle, name, kind, open_to, created_at)"
                    + " VALUES ('l', 'bench', 'Bench', 'lab', 'anyone', 0)");
            statement.executeUpdate("INSERT INTO machine (id, lab, key, name, profile, simulated, created_at)"
                    + " VALUES ('m', 'l', 'k', 'Bench', 'p', FALSE, 0)");
            for (int step = 0; step < 600; step++) {
                change(statement, step);
                assertThat(rows(connection, "SELECT * FROM derivation_count ORDER BY 1"))
                        .as("step %d", step)
                        .isEqualTo(rows(connection, COUNTED));
                assertThat(rows(connection, "SELECT * FROM evidence_summary ORDER BY 1"))
                        .as("step %d", step)
                        .isEqualTo(rows(connection, SUMMED));
                assertThat(rows(connection, "SELECT * FROM owner_count ORDER BY 1"))
                        .as("step %d", step)
                        .isEqualTo(rows(connection, OWNED));
            }
            assertThat(rows(connection, COUNTED)).isNotEmpty();
            assertThat(rows(connection, OWNED)).hasSize(2);
            assertThat(rows(connection, SUMMED)).isNotEmpty();
        }
    }

    private void change(Statement statement, int step) throws SQLException {
        if (designs.size() < 4) {
            publish(statement, step);
            return;
        }
        switch (random.nextInt(11)) {
            case 0 -> publish(statement, step);
            case 1, 2 ->
                statement.executeUpdate(
                        """
                        INSERT INTO derivation (design, ancestor, ancestor_revision, kind, position, note, ancestor_name,
                                                ancestor_title, ancestor_licence)
                        VALUES ('%s', '%s', '', '%s', 0, '', '', '', '')
                        ON CONFLICT (design, ancestor) DO UPDATE SET kind = excluded.kind
                        """
                                .formatted(any(designs), any(designs), any(KINDS)));
            case 3 -> statement.executeUpdate("DELETE FROM derivation WHERE design = '" + any(designs) + "'");
            case 4 ->
                statement.executeUpdate(
                        "UPDATE design SET visibility = " + any(SEEN) + " WHERE id = '" + any(designs) + "'");
            case 5 ->
                statement.executeUpdate("UPDATE design SET deleted_at = " + any(List.of("NULL", "5")) + " WHERE id = '"
                        + any(designs) + "'");
            case 6 -> {
                if (random.nextInt(4) == 0)
                    statement.executeUpdate(
                            "DELETE FROM design WHERE id = '" + designs.remove(random.nextInt(designs.size())) + "'");
            }
            case 7, 8 -> make(statement, step);
            case 9 ->
                statement.executeUpdate("UPDATE design SET owner = " + any(List.of("'o'", "'g'")) + " WHERE id = '"
                        + any(designs) + "'");
            default -> {
                if (jobs.isEmpty()) return;
                if (random.nextInt(5) == 0)
                    statement.executeUpdate(
                            "DELETE FROM job WHERE id = '" + jobs.remove(random.nextInt(jobs.size())) + "'");
                else
                    statement.executeUpdate(
                            "UPDATE evidence SET outcome = " + any(SAID) + " WHERE job = '" + any(jobs) + "'");
            }
        }
    }

    private void publish(Statement statement, int step) throws SQLException {
        designs.add("d" + step);
        statement.executeUpdate(
                """
                INSERT INTO design (id, owner, name, title, summary, licence, tags, head, visibility, tombstone,
                                    created_at, updated_at)
                VALUES ('d%1$d', 'o', 'd%1$d', 't', 's', 'l', '', 'h', %2$s, FALSE, %1$d, 0)
                """
                        .formatted(step, any(SEEN)));
    }

    private void make(Statement statement, int step) throws SQLException {
        jobs.add("j" + step);
        statement.executeUpdate(
                """
                INSERT INTO job (id, machine, requester, file_name, sha256, size_bytes, toolpath, state, attempt,
                                 message_attempt, message_seq, line, lines, fraction, created_at)
                VALUES ('j%d', 'm', 'o', 'a', '', 1, '{}', 'reported', 1, 1, 1, 1, 1, 1, 0)
                """
                        .formatted(step));
        statement.executeUpdate(
                """
                INSERT INTO evidence (job, design, sha256, machine_name, profile, simulated, ending, started, ended_at,
                                      outcome)
                VALUES ('j%d', %s, '', 'B', 'p', %b, '%s', %b, 0, %s)
                """
                        .formatted(
                                step,
                                random.nextInt(8) == 0 ? "NULL" : "'" + any(designs) + "'",
                                random.nextBoolean(),
                                any(ENDINGS),
                                random.nextBoolean(),
                                any(SAID)));
    }

    private static List<List<String>> rows(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) row.add(rows.getString(i));
                all.add(row);
            }
            return all;
        }
    }
}
