// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/**
 * The words that were asked for, each form by itself, as bitmaps: those of the last questions, as many as there is room for.
 * What takes long to read stays longest.
 */
final class WordIndex {
    /** An eighth of the memory that Java may use. */
    private static final long ROOM_BYTES = Runtime.getRuntime().maxMemory() / 8;
    /** What the word itself and its place take, roughly. */
    private static final int BESIDE_BYTES = 400;
    /** Reading so many designs takes about 5 ms. */
    private static final int COSTLY = 20_000;

    /**
     * The designs that have a word.
     *
     * @param change the index's change up to which this holds
     * @param tiers in titles; there or in tags, people and parts; anywhere. Nobody changes them.
     */
    record Word(long change, List<RoaringBitmap> tiers) {
        /** What any of them holds for. */
        static Word anyOf(List<Word> words) {
            if (words.size() == 1) return words.get(0);
            return new Word(
                    words.stream().mapToLong(Word::change).min().orElse(0),
                    IntStream.range(0, Order.TIERS)
                            .mapToObj(tier -> RoaringBitmap.or(words.stream()
                                    .map(word -> word.tiers().get(tier))
                                    .iterator()))
                            .toList());
        }

        RoaringBitmap anywhere() {
            return tiers.get(Order.TIERS - 1);
        }

        /** Whether it takes long to read once more. */
        private boolean costly() {
            return anywhere().getCardinality() > COSTLY;
        }

        private long bytes() {
            return BESIDE_BYTES
                    + tiers.stream()
                            .mapToLong(RoaringBitmap::getLongSizeInBytes)
                            .sum();
        }
    }

    private final LinkedHashMap<String, Word> words = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    synchronized Optional<Word> find(String form) {
        return Optional.ofNullable(words.get(form));
    }

    synchronized void put(String form, Word word) {
        var before = words.put(form, word);
        bytes += word.bytes() - (before == null ? 0 : before.bytes());
        if (bytes > ROOM_BYTES) drop(each -> !each.costly());
        if (bytes > ROOM_BYTES) drop(each -> true);
    }

    private void drop(Predicate<Word> which) {
        Iterator<Word> oldest = words.values().iterator();
        while (bytes > ROOM_BYTES && words.size() > 1 && oldest.hasNext()) {
            var word = oldest.next();
            if (!which.test(word)) continue;
            bytes -= word.bytes();
            oldest.remove();
        }
    }

    /** Whether so much of the room is taken that words should be read only when somebody asks for them. */
    synchronized boolean wellFilled() {
        return bytes > ROOM_BYTES * 3 / 4;
    }
}
