// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(Entry.Row.class)
@RegisterConstructorMapper(SearchStore.Figures.class)
@RegisterConstructorMapper(SearchStore.Change.class)
interface SearchStore {
    String ROW =
            """
            SELECT e.id, e.design, e.facets, e.words, e.makes, e.worked, e.judged, e.derived, e.variants, e.long_mm,
                   e.middle_mm, e.short_mm, e.updated_at
            """;

    /** What others made of a design; counted as evidence and derivation count. */
    record Figures(int makes, int worked, int judged, int derived, int variants) {}

    /** That an entry came, went or was made anew. */
    record Change(long number, long entry) {}

    // What the index in memory reads

    @SqlQuery(ROW + "FROM search_entry e WHERE e.id > :after ORDER BY e.id LIMIT :limit")
    List<Entry.Row> rowsAfter(long after, int limit);

    @SqlQuery(ROW + "FROM search_entry e WHERE e.id = :id")
    Optional<Entry.Row> row(long id);

    @SqlQuery(ROW + "FROM search_entry e WHERE e.id IN (<ids>)")
    List<Entry.Row> rows(@BindList("ids") Collection<Long> ids);

    @SqlQuery(ROW + "FROM search_entry e WHERE e.design IN (<designs>)")
    List<Entry.Row> ofDesigns(@BindList("designs") List<String> designs);

    /** In their order, parted by commas. */
    @SqlQuery(
            """
            SELECT GROUP_CONCAT(id) FROM (SELECT rowid AS id FROM search_text WHERE search_text MATCH :match ORDER BY rowid) t
            """)
    Optional<String> matchingIds(String match);

    @SqlQuery("SELECT rowid FROM search_text WHERE search_text MATCH :match AND rowid IN (<ids>)")
    List<Long> matchingAmong(String match, @BindList("ids") Collection<Long> ids);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM search_text WHERE search_text MATCH :match)")
    boolean anyMatches(String match);

    @SqlQuery("SELECT COALESCE(MAX(number), 0) FROM search_change")
    long lastChange();

    @SqlQuery("SELECT number, entry FROM search_change WHERE number > :after ORDER BY number LIMIT :limit")
    List<Change> changesAfter(long after, int limit);

    @SqlQuery("SELECT DISTINCT entry FROM search_change WHERE number > :after AND number <= :upTo")
    List<Long> changedBetween(long after, long upTo);

    @SqlUpdate("DELETE FROM search_change WHERE number <= (SELECT MAX(number) FROM search_change) - :keep")
    void forgetChanges(int keep);

    // Words

    @SqlQuery("SELECT uses FROM search_word WHERE word = :word")
    Optional<Integer> uses(String word);

    @SqlQuery("SELECT word FROM search_word WHERE uses >= :least ORDER BY uses DESC, word LIMIT :limit")
    List<String> mostUsed(int least, int limit);

    /** Those that begin with these letters, the most used first. */
    @SqlQuery(
            """
            SELECT word FROM (SELECT word, uses FROM search_word WHERE word >= :from AND word < :to LIMIT 5000)
            ORDER BY uses DESC, word LIMIT :limit
            """)
    List<String> wordsFrom(String from, String to, int limit);

    /** Words that are one typing error away, the most used first. */
    @SqlQuery(
            """
            SELECT DISTINCT w.word FROM search_misspelling m JOIN search_word w ON w.word = m.word
            WHERE m.spelling IN (<spellings>) ORDER BY w.uses DESC, w.word LIMIT :limit
            """)
    List<String> meant(@BindList("spellings") List<String> spellings, int limit);

    @SqlQuery("SELECT handle FROM owner WHERE handle >= :from AND handle < :to ORDER BY handle LIMIT :limit")
    List<String> handlesFrom(String from, String to, int limit);

    @SqlQuery(
            """
            INSERT INTO search_word (word, uses) VALUES (:word, 1) ON CONFLICT (word) DO UPDATE SET uses = uses + 1
            RETURNING uses
            """)
    int useWord(String word);

    @SqlUpdate("INSERT INTO search_misspelling (spelling, word) VALUES (:spelling, :word) ON CONFLICT DO NOTHING")
    void addMisspelling(String spelling, String word);

    @SqlUpdate("UPDATE search_word SET uses = uses - 1 WHERE word = :word")
    void unuseWord(String word);

    @SqlUpdate("DELETE FROM search_word WHERE word = :word AND uses < 1")
    void dropUnused(String word);

    // Entries

    @SqlQuery(ROW + "FROM search_entry e WHERE e.design = :design")
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

    /** The first designs of an owner that lists show. */
    @SqlQuery(
            """
            SELECT id FROM design WHERE owner = :owner AND visibility = 'public' AND deleted_at IS NULL
            ORDER BY created_at, id LIMIT :limit
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
}
