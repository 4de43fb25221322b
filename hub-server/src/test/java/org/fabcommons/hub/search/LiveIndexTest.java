// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fabcommons.hub.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the index in memory reads before anybody asks. */
class LiveIndexTest {
    private static final int DESIGNS = 3_000;
    private static final String[] FILLED = {
        "INSERT INTO owner (id, handle, kind) VALUES ('o', 'ada', 'person')",
        """
        CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT i FROM n
        """,
        """
        INSERT INTO design (id, owner, name, title, summary, licence, tags, head, visibility, tombstone, created_at, updated_at)
            SELECT 'd' || i, 'o', 'd' || i, 't', 's', 'MIT', '', 'h', 'public', FALSE, i, i FROM n
        """,
        """
        INSERT INTO search_entry (id, design, facets, words, makes, worked, judged, derived, variants, long_mm, middle_mm,
                                  short_mm, updated_at, edition)
            SELECT i, 'd' || i, '', 'lamp', 0, 0, 0, 0, 0, 0, 0, 0, i, 1 FROM n
        """,
        "INSERT INTO search_word (word, uses) VALUES ('lamp', 3000)",
        """
        INSERT INTO search_text (rowid, title, tags, people, parts, body)
            SELECT i, 'lamp', '', '', '', CASE WHEN i % 3 = 0 THEN 'screw seldom' || i ELSE 'glue' END FROM n
        """,
        """
        INSERT INTO search_change (entry, title, beside, body)
            SELECT i, 'lamp', '', CASE WHEN i % 3 = 0 THEN 'screw seldom' || i ELSE 'glue' END FROM n WHERE i > 2500
        """,
    };

    @Test
    void wordsThatManyDesignsHaveAreReadBeforeAnybodyAsksWhereverTheyStand(@TempDir Path folder) {
        try (var database = Database.open(folder.resolve("hub.db"))) {
            database.mapRecord(Entry.Row.class);
            database.write(handle -> {
                for (var statement : FILLED) handle.execute(statement);
                return true;
            });
            var index = new LiveIndex(database);
            index.load();
            index.tend();
            // Whatever is still known now was read before.
            database.write(handle -> handle.execute("DELETE FROM search_text"));
            assertThat(found(database, index, "lamp")).isEqualTo(DESIGNS);
            assertThat(found(database, index, "screws")).isEqualTo(DESIGNS / 3);
            assertThat(found(database, index, "glue")).isEqualTo(2 * DESIGNS / 3);
            assertThat(found(database, index, "seldom2700")).isZero();
        }
    }

    private static int found(Database database, LiveIndex index, String word) {
        return database.read(handle -> {
            var store = handle.attach(SearchStore.class);
            return index.now(store).word(store, Words.forms(word)).anywhere().getCardinality();
        });
    }
}
