// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/** Bitmaps of facets, orders and words, up to a change of the database's; many ask, one follows. */
final class Memory {
    private static final int CHANGES_AT_ONCE = 1_000;
    /** To look through one change takes about as long as to read so many designs that have a word. */
    private static final int READ_MEANWHILE = 100;

    private final BitmapIndex bitmaps = new BitmapIndex();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final WordIndex words = new WordIndex();
    /** So that a word is read once, and not by everybody who asks for it at the same time. */
    private final Object[] turns =
            IntStream.range(0, 32).mapToObj(each -> new Object()).toArray();

    /** Up to which it is. */
    private volatile long change;
    /** Whether changes were missed that the database has forgotten. */
    private volatile boolean missed;

    Memory(long change) {
        this.change = change;
    }

    void put(List<Entry.Row> rows) {
        lock.writeLock().lock();
        try {
            rows.forEach(bitmaps::put);
        } finally {
            lock.writeLock().unlock();
        }
    }

    void follow(SearchStore store) {
        if (store.lastChange() == change) return;
        lock.writeLock().lock();
        try {
            List<SearchStore.Change> changes;
            do {
                changes = store.changesAfter(change, CHANGES_AT_ONCE);
                for (var each : changes) {
                    missed |= each.number() != change + 1;
                    store.row(each.entry()).ifPresentOrElse(bitmaps::put, () -> bitmaps.remove(each.entry()));
                    change = each.number();
                }
            } while (changes.size() == CHANGES_AT_ONCE);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What is asked must not keep the index's own bitmaps. */
    <T> T ask(Function<BitmapIndex, T> question) {
        lock.readLock().lock();
        try {
            return question.apply(bitmaps);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Which designs have one of these forms. */
    WordIndex.Word word(SearchStore store, Set<String> forms) {
        return WordIndex.Word.anyOf(
                forms.stream().map(form -> form(store, form)).toList());
    }

    /** Which designs have this form of a word: what is remembered, mended by what has changed since, or read. */
    WordIndex.Word form(SearchStore store, String form) {
        var known = words.find(form).filter(word -> word.change() >= change);
        if (known.isPresent()) return known.get();
        synchronized (turns[Math.floorMod(form.hashCode(), turns.length)]) {
            // Before the full text is asked: what changes meanwhile is asked for once more.
            long now = change;
            var before = words.find(form);
            if (before.isPresent() && before.get().change() >= now) return before.get();
            var word = before.filter(each -> quicklyMended(each, now))
                    .map(each -> mended(store, form, each, now))
                    .orElseGet(() -> read(store, form, now));
            words.put(form, word);
            return word;
        }
    }

    private static boolean quicklyMended(WordIndex.Word word, long now) {
        long changes = now - word.change();
        // Fewer than are kept, since others are told meanwhile.
        return changes
                <= Math.min(SearchIndex.KEPT_WORDS / 2, 50 + word.anywhere().getCardinality() / READ_MEANWHILE);
    }

    private WordIndex.Word read(SearchStore store, String form, long now) {
        var tiers = new RoaringBitmap[Order.TIERS];
        for (int tier = Order.TIERS - 1; tier >= 0; tier--) {
            // What is nowhere is in no better place either.
            boolean none = tier + 1 < Order.TIERS && tiers[tier + 1].isEmpty();
            long[] ids = none
                    ? new long[0]
                    : Match.ids(
                            store.matchingIds(Match.word(Set.of(form), tier)).orElse(""));
            tiers[tier] = ask(index -> index.slots(ids));
        }
        return new WordIndex.Word(now, List.of(tiers));
    }

    private WordIndex.Word mended(SearchStore store, String form, WordIndex.Word word, long now) {
        var changed = store.toldBetween(word.change(), now);
        List<RoaringBitmap> tiers = new ArrayList<>();
        for (int tier = 0; tier < Order.TIERS; tier++) {
            var slots = word.tiers().get(tier).clone();
            int here = tier;
            tiers.add(ask(index -> {
                for (var each : changed) {
                    int slot = index.slot(each.entry());
                    if (slot >= 0 && each.has(form, here)) slots.add(slot);
                    else if (slot >= 0) slots.remove(slot);
                }
                return slots;
            }));
        }
        return new WordIndex.Word(now, tiers);
    }

    boolean wellFilled() {
        return words.wellFilled();
    }

    /** Whether it had better be loaded anew. */
    boolean untidy() {
        return missed || ask(BitmapIndex::untidy);
    }
}
