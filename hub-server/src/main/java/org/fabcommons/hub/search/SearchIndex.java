// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignListener;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index up to what is so. A revision, a name, who can see it: in the transaction that changes it. What others do
 * about a design (a make, a remix, a measure) marks it as due, by triggers and so in whichever transaction it is, and it
 * follows within a second.
 */
final class SearchIndex implements DesignListener {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int AT_ONCE = 100;
    /** Whoever follows looks every {@link #INTERVAL}, and misses nothing as long as fewer are made in that time. */
    private static final int KEPT_CHANGES = 10_000;
    /** Of the newest changes the words are kept too. */
    static final int KEPT_WORDS = 1_000;
    /** Owners with more designs than these are no newcomers. */
    private static final int FEW = 3;
    /** 2015-01-01; places are counted from here, eight to the second. */
    private static final long FIRST_MILLIS = 1_420_070_400_000L;

    private static final long MILLIS_PER_PLACE = 125;

    private final Database database;
    private final Designs designs;
    private final EntryReader reader;

    SearchIndex(Database database, Designs designs, EntryReader reader) {
        this.database = database;
        this.designs = designs;
        this.reader = reader;
    }

    static Duration interval() {
        return INTERVAL;
    }

    @Override
    public void indexed(Design design, Manifest manifest) {
        database.write(handle -> {
            take(handle.attach(EntryStore.class), design);
            return true;
        });
    }

    /** Entries that other rules made are due. */
    void begin() {
        database.write(handle -> handle.attach(EntryStore.class).wantOlder(EntryReader.edition()));
        for (int rounds = 0; rounds < 20 && catchUp(); rounds++) {}
    }

    /**
     * Takes some of what is due.
     *
     * @return whether there is more
     */
    boolean catchUp() {
        List<String> due =
                database.read(handle -> handle.attach(EntryStore.class).due(AT_ONCE));
        for (var id : due) {
            try {
                database.write(handle -> {
                    var store = handle.attach(EntryStore.class);
                    var design = designs.byId(id);
                    if (design.isPresent()) take(store, design.get());
                    else store.done(id);
                    return true;
                });
            } catch (RuntimeException e) {
                // One that cannot be read must not keep the others out; its next change tries again.
                LOG.error("the design {} could not be indexed for search; the others are", id, e);
                database.write(handle -> {
                    handle.attach(EntryStore.class).done(id);
                    return true;
                });
            }
        }
        return due.size() == AT_ONCE;
    }

    private void take(EntryStore store, Design design) {
        var before = store.entry(design.id());
        var words = before.map(row -> Entry.wordSet(row.words())).orElse(Set.of());
        Set<String> now = Set.of();
        Map<String, String> written = Map.of();
        if (before.isPresent()) store.drop(design.id());
        if (design.listed()) {
            var few = store.listedOf(design.ownerId()) <= FEW;
            var id = before.map(Entry.Row::id).orElseGet(() -> free(store, design.createdAt()));
            var entry = reader.of(store, design, id, few);
            put(store, entry);
            now = Entry.wordSet(entry.row().words());
            written = entry.written();
            misspell(store, store.know(json(entry.known())));
        }
        count(store, words, now, written);
        if (before.isPresent() != design.listed()) neighbours(store, design);
        store.done(design.id());
        store.forgetChanges(KEPT_CHANGES);
        store.forgetWords(KEPT_WORDS);
    }

    /** Writes an entry whose place is free. */
    static void put(EntryStore store, Entry entry) {
        var title = entry.indexedTitle();
        var tags = Words.indexJoined(entry.tags(), 100);
        // A name has no forms.
        var people = String.join(" ", Words.of(entry.people()));
        var parts = Words.indexJoined(entry.parts(), 1_000);
        var body = entry.indexedBody();
        store.add(entry.row(), EntryReader.edition());
        store.addText(entry.row().id(), title, tags, people, parts, body);
        store.tell(entry.row().id(), title, String.join(" ", tags, people, parts), body);
    }

    /** Whether an owner is a newcomer changes with how many designs they have. */
    private static void neighbours(EntryStore store, Design design) {
        int owned = store.listedOf(design.ownerId());
        if (owned == FEW || owned == FEW + 1)
            store.designsOf(design.ownerId(), FEW + 1).stream()
                    .filter(id -> !id.equals(design.id()))
                    .forEach(store::want);
    }

    /** Words are letters and digits. */
    private static String json(List<String> words) {
        return words.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    /** All in one statement: a long text of new words has thousands. */
    private static void misspell(EntryStore store, List<String> words) {
        if (words.isEmpty()) return;
        store.addMisspellings(words.stream()
                .flatMap(word -> Spelling.of(word).stream().map(spelling -> json(List.of(spelling, word))))
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static void count(EntryStore store, Set<String> before, Set<String> now, Map<String, String> written) {
        var added = new HashSet<>(now);
        added.removeAll(before);
        var gone = new HashSet<>(before);
        gone.removeAll(now);
        misspell(
                store,
                added.stream()
                        .filter(word -> store.useWord(word, written.getOrDefault(word, "")) == 1)
                        .toList());
        // Words that were known before anybody wrote down how they are written.
        for (var word : now)
            if (written.containsKey(word) && !added.contains(word)) store.write(word, written.get(word));
        for (var word : gone) {
            store.unuseWord(word);
            store.dropUnused(word);
        }
    }

    /** The place of a creation's moment, or the next free one. */
    private static long free(EntryStore store, long createdAt) {
        long id = place(createdAt);
        return store.taken(id) ? store.freeAfter(id) : id;
    }

    static long place(long createdAt) {
        return Math.max(1, Math.floorDiv(createdAt - FIRST_MILLIS, MILLIS_PER_PLACE));
    }
}
