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
    /** After more changes than these a word is read anew rather than mended; fewer than the database keeps. */
    private static final int FEW_CHANGES = 100;

    private final BitmapIndex bitmaps = new BitmapIndex();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final WordIndex words = new WordIndex();
    /** So that a word is read once, and not by everybody who asks for it at the same time. */
    private final Object[] turns = IntStream.range(0, 32).mapToObj(each -> new Object()).toArray();

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

    /** Which designs have one of these forms: what is remembered, mended by what has changed since, or read. */
    WordIndex.Word word(SearchStore store, Set<String> forms) {
        var known = words.find(forms).filter(word -> word.change() >= change);
        if (known.isPresent()) return known.get();
        synchronized (turns[Math.floorMod(forms.hashCode(), turns.length)]) {
            // Before the full text is asked: what changes meanwhile is asked for once more.
            long now = change;
            var before = words.find(forms);
            if (before.isPresent() && before.get().change() >= now) return before.get();
            var word = before.isPresent() && now - before.get().change() <= FEW_CHANGES
                    ? mended(store, forms, before.get(), now)
                    : read(store, forms, now);
            words.put(forms, word);
            return word;
        }
    }

    private WordIndex.Word read(SearchStore store, Set<String> forms, long now) {
        List<RoaringBitmap> tiers = new ArrayList<>();
        for (int tier = 0; tier < Order.TIERS; tier++) {
            long[] ids = Match.ids(store.matchingIds(Match.word(forms, tier)).orElse(""));
            tiers.add(ask(index -> index.slots(ids)));
        }
        return new WordIndex.Word(now, tiers);
    }

    private WordIndex.Word mended(SearchStore store, Set<String> forms, WordIndex.Word word, long now) {
        var changed = store.changedBetween(word.change(), now);
        List<RoaringBitmap> tiers = new ArrayList<>();
        for (int tier = 0; tier < Order.TIERS; tier++) {
            var matching = Set.copyOf(store.matchingAmong(Match.word(forms, tier), changed));
            var slots = word.tiers().get(tier).clone();
            tiers.add(ask(index -> {
                for (long id : changed) {
                    int slot = index.slot(id);
                    if (slot >= 0 && matching.contains(id)) slots.add(slot);
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
