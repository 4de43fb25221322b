// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

@RegisterConstructorMapper(Entry.Row.class)
@RegisterConstructorMapper(SearchStore.Change.class)
@RegisterConstructorMapper(SearchStore.Told.class)
/** What questions ask. Apart from what the index writes, since Jdbi takes longer the more an interface has. */
interface SearchStore {
    String ROW =
            """
            SELECT e.id, e.design, e.facets, e.words, e.makes, e.worked, e.judged, e.derived, e.variants, e.long_mm,
                   e.middle_mm, e.short_mm, e.updated_at
            """;

    /** That an entry came, went or was made anew. */
    record Change(long number, long entry) {}

    /** The words that an entry then had in its title; in tags, people and parts; in the rest. */
    record Told(long entry, String title, String beside, String body) {
        /** Whether a word stands in this place or a better one. */
        boolean has(String form, int tier) {
            return has(title, form) || (tier > 0 && has(beside, form)) || (tier > 1 && has(body, form));
        }

        private static boolean has(String words, String form) {
            return (" " + words + " ").contains(" " + form + " ");
        }
    }

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

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM search_text WHERE search_text MATCH :match)")
    boolean anyMatches(String match);

    @SqlQuery("SELECT COALESCE(MAX(number), 0) FROM search_change")
    long lastChange();

    @SqlQuery("SELECT number, entry FROM search_change WHERE number > :after ORDER BY number LIMIT :limit")
    List<Change> changesAfter(long after, int limit);

    @SqlQuery(
            """
            SELECT entry, title, beside, body FROM search_change WHERE number > :after AND number <= :upTo
            ORDER BY number LIMIT 2000
            """)
    List<Told> toldBetween(long after, long upTo);

    /** All words of what changed lately. */
    @SqlQuery(
            """
            SELECT title || ' ' || beside || ' ' || body FROM search_change WHERE title <> '' OR body <> ''
            ORDER BY number DESC LIMIT :limit
            """)
    List<String> lately(int limit);

    // Words

    @SqlQuery("SELECT uses FROM search_word WHERE word = :word")
    Optional<Integer> uses(String word);

    @SqlQuery("SELECT word FROM search_word WHERE uses >= :least ORDER BY uses DESC, word LIMIT :limit")
    List<String> mostUsed(int least, int limit);

    /** Those that begin with these letters, the most used first. */
    @SqlQuery(
            """
            SELECT word FROM
                (SELECT word, uses FROM search_word WHERE word >= :from AND word < :to AND uses >= :least LIMIT 5000)
            ORDER BY uses DESC, word LIMIT :limit
            """)
    List<String> wordsFrom(String from, String to, int least, int limit);

    /** How people write it, with its accents. */
    @SqlQuery("SELECT written FROM search_word WHERE word = :word AND written <> ''")
    Optional<String> written(String word);

    /** Words that are one typing error away, the most used first. */
    @SqlQuery(
            """
            SELECT DISTINCT w.word FROM search_misspelling m JOIN search_word w ON w.word = m.word
            WHERE m.spelling IN (<spellings>) ORDER BY w.uses DESC, w.word LIMIT :limit
            """)
    List<String> meant(@BindList("spellings") List<String> spellings, int limit);

    @SqlQuery("SELECT handle FROM owner WHERE handle >= :from AND handle < :to ORDER BY handle LIMIT :limit")
    List<String> handlesFrom(String from, String to, int limit);
}
