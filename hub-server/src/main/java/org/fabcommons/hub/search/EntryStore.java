// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What the index is written from, and written with. */
@RegisterConstructorMapper(Entry.Row.class)
@RegisterConstructorMapper(EntryStore.Figures.class)
interface EntryStore {
    /** What others made of a design; counted as evidence and derivation count. */
    record Figures(int makes, int worked, int judged, int derived, int variants) {}

    // Words

    @SqlQuery(
            """
            INSERT INTO search_word (word, uses, written) VALUES (:word, 1, :written)
            ON CONFLICT (word) DO UPDATE SET
                uses = uses + 1, written = CASE WHEN excluded.written = '' THEN written ELSE excluded.written END
            RETURNING uses
            """)
    int useWord(String word, String written);

    @SqlUpdate("UPDATE search_word SET written = :written WHERE word = :word AND written = ''")
    void write(String word, String written);

    /**
     * Remembers words of texts, which nobody counts.
     *
     * @param words a JSON list
     * @return those that were unknown
     */
    @SqlQuery(
            """
            INSERT INTO search_word (word, uses) SELECT value, 0 FROM json_each(:words) WHERE value <> ''
            ON CONFLICT (word) DO NOTHING RETURNING word
            """)
    List<String> know(String words);

    /** @param pairs a JSON list of spellings, each with its word */
    @SqlUpdate(
            """
            INSERT INTO search_misspelling (spelling, word)
            SELECT value ->> 0, value ->> 1 FROM json_each(:pairs) WHERE TRUE ON CONFLICT DO NOTHING
            """)
    void addMisspellings(String pairs);

    @SqlUpdate("UPDATE search_word SET uses = uses - 1 WHERE word = :word")
    void unuseWord(String word);

    @SqlUpdate("DELETE FROM search_word WHERE word = :word AND uses < 1")
    void dropUnused(String word);

    // Entries

    @SqlQuery(SearchStore.ROW + "FROM search_entry e WHERE e.design = :design")
    Optional<Entry.Row> entry(String design);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM search_entry WHERE id = :id)")
    boolean taken(long id);

    @SqlQuery(
            """
            SELECT e.id + 1 FROM search_entry e
            WHERE e.id >= :id AND NOT EXISTS (SELECT 1 FROM search_entry n WHERE n.id = e.id + 1) ORDER BY e.id LIMIT 1
            """)
    long freeAfter(long id);

    @SqlUpdate(
            """
            INSERT INTO search_entry (id, design, facets, words, makes, worked, judged, derived, variants, long_mm,
                middle_mm, short_mm, updated_at, edition)
            VALUES (:id, :design, :facets, :words, :makes, :worked, :judged, :derived, :variants, :longMm, :middleMm,
                :shortMm, :updatedAt, :edition)
            """)
    void add(@BindMethods Entry.Row row, int edition);

    @SqlUpdate(
            """
            INSERT INTO search_text (rowid, title, tags, people, parts, body)
            VALUES (:id, :title, :tags, :people, :parts, :body)
            """)
    void addText(long id, String title, String tags, String people, String parts, String body);

    /** Its words in the full text go with it. */
    @SqlUpdate("DELETE FROM search_entry WHERE design = :design")
    void drop(String design);

    @SqlQuery(
            """
            SELECT COALESCE(s.made, 0) AS makes, COALESCE(s.worked, 0) AS worked,
                COALESCE(s.worked + s.partly + s.failed, 0) AS judged, COALESCE(c.remixes, 0) AS derived,
                COALESCE(c.variants, 0) AS variants
            FROM (SELECT :design AS id) d LEFT JOIN evidence_summary s ON s.design = d.id
                LEFT JOIN derivation_count c ON c.ancestor = d.id
            """)
    Figures figures(String design);

    /** Names and materials of its parts. */
    @SqlQuery(
            "SELECT COALESCE(GROUP_CONCAT(name || ' ' || material, ' '), '') FROM (SELECT name, material FROM bill_line"
                    + " WHERE design = :design ORDER BY place LIMIT 500)")
    String bill(String design);

    /** An owner's handle and name. */
    @SqlQuery(
            """
            SELECT o.handle || ' ' || COALESCE(p.display_name, g.display_name, '')
            FROM owner o LEFT JOIN person p ON p.id = o.id LEFT JOIN hub_group g ON g.id = o.id WHERE o.id = :owner
            """)
    String people(String owner);

    /** How many designs of an owner lists show. */
    @SqlQuery("SELECT COALESCE(MAX(listed), 0) FROM owner_count WHERE owner = :owner")
    int listedOf(String owner);

    /** The newest of them. */
    @SqlQuery(
            """
            SELECT id FROM design WHERE owner = :owner AND visibility = 'public' AND deleted_at IS NULL
            ORDER BY updated_at DESC, id DESC LIMIT :limit
            """)
    List<String> designsOf(String owner, int limit);

    // What is due

    @SqlQuery("SELECT design FROM search_due ORDER BY design LIMIT :limit")
    List<String> due(int limit);

    @SqlUpdate("DELETE FROM search_due WHERE design = :design")
    void done(String design);

    @SqlUpdate("INSERT INTO search_due (design) VALUES (:design) ON CONFLICT DO NOTHING")
    void want(String design);

    @SqlUpdate(
            "INSERT INTO search_due (design) SELECT design FROM search_entry WHERE edition <> :edition ON CONFLICT DO NOTHING")
    int wantOlder(int edition);

    // What the index in memory follows

    @SqlUpdate("INSERT INTO search_change (entry, title, beside, body) VALUES (:entry, :title, :beside, :body)")
    void tell(long entry, String title, String beside, String body);

    @SqlUpdate("DELETE FROM search_change WHERE number <= (SELECT MAX(number) FROM search_change) - :keep")
    void forgetChanges(int keep);

    /** Of the oldest that still have some; one design's change is two lines at most. */
    @SqlUpdate(
            """
            UPDATE search_change SET title = '', beside = '', body = ''
            WHERE number <= (SELECT MAX(number) FROM search_change) - :keep
                AND number > (SELECT MAX(number) FROM search_change) - :keep - 10
            """)
    void forgetWords(int keep);
}
