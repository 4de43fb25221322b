// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fabcommons.hub.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index in memory as the database has it. Whatever writes an entry writes its number into {@code search_change} in the
 * same transaction; every question first reads what was added there since the last one, so that it finds what it would find
 * in the database.
 */
final class LiveIndex {
    private static final Logger LOG = LoggerFactory.getLogger(LiveIndex.class);
    private static final int ROWS_AT_ONCE = 5_000;
    /** Words that fewer designs have are read fast enough when somebody asks for them. */
    private static final int OFTEN = 2_000;

    private static final int MOST_WARMED = 1_000;
    /** So many of the last entries tell which words very many designs have; one in so many of them must have it. */
    private static final int SAMPLE = SearchIndex.KEPT_WORDS;

    private static final int ONE_IN = 50;
    private static final long WARMING_NANOS = 1_000_000_000;

    private final Database database;
    private volatile Memory memory = new Memory(0);
    /** Words that are still to be read beforehand; touched only in the background. */
    private List<String> waiting = List.of();

    LiveIndex(Database database) {
        this.database = database;
    }

    /** Reads everything; takes seconds where there are a million designs. */
    void load() {
        long begun = System.nanoTime();
        // What changes meanwhile is read again afterwards.
        var loaded = new Memory(
                database.read(handle -> handle.attach(SearchStore.class).lastChange()));
        long last = -1;
        List<Entry.Row> rows;
        do {
            long from = last;
            rows = database.read(handle -> handle.attach(SearchStore.class).rowsAfter(from, ROWS_AT_ONCE));
            loaded.put(rows);
            if (!rows.isEmpty()) last = rows.get(rows.size() - 1).id();
        } while (rows.size() == ROWS_AT_ONCE);
        memory = loaded;
        waiting = loaded.ask(bitmaps -> bitmaps.all().getCardinality()) < OFTEN
                ? List.of()
                : database.read(handle -> frequent(handle.attach(SearchStore.class)));
        long millis = (System.nanoTime() - begun) / 1_000_000;
        if (millis > 1_000) LOG.info("the index of search was read in {} ms", millis);
    }

    /**
     * Forms of words that are likely to take long to read: those that many of the last entries have anywhere, then the most
     * used ones of titles, tags and people. To count all words of all texts would take minutes.
     */
    private static List<String> frequent(SearchStore store) {
        Map<String, Integer> uses = new HashMap<>();
        var lately = store.lately(SAMPLE);
        for (var words : lately) for (var form : Entry.wordSet(words)) uses.merge(form, 1, Integer::sum);
        var found = uses.entrySet().stream()
                .filter(each -> each.getValue() >= Math.max(2, lately.size() / ONE_IN))
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .limit(MOST_WARMED)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        store.mostUsed(OFTEN, MOST_WARMED).forEach(word -> found.addAll(Words.forms(word)));
        return List.copyOf(found);
    }

    /** With all that is committed; never within a transaction that writes, which may be undone. */
    Memory now(SearchStore store) {
        var now = memory;
        now.follow(store);
        return now;
    }

    /** In the background: what has to be loaded anew is, and a few of the most used words are read beforehand. */
    void tend() {
        database.read(handle -> {
            now(handle.attach(SearchStore.class));
            return true;
        });
        if (memory.untidy()) load();
        long end = System.nanoTime() + WARMING_NANOS;
        while (!waiting.isEmpty() && System.nanoTime() < end) {
            var form = waiting.get(0);
            waiting = memory.wellFilled() ? List.of() : waiting.subList(1, waiting.size());
            database.read(handle -> {
                var store = handle.attach(SearchStore.class);
                return now(store).form(store, form);
            });
        }
    }
}
