// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.roaringbitmap.RoaringBitmap;

/**
 * The tags of {@link BitmapIndex}. People make them up, so there may be as many as designs; their bitmaps are too many to
 * count each of them, therefore it is also known of each design which it has.
 */
final class TagIndex {
    /** Up to so many hits the tags of each are counted, of more the hits of each tag that may be among the most frequent. */
    private static final int ONE_BY_ONE = 50_000;

    private static final RoaringBitmap NONE = new RoaringBitmap();
    private static final int[] NO_TAGS = {};

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<RoaringBitmap> bitmaps = new ArrayList<>();
    /** By number, of how many designs it is. */
    private int[] sizes = new int[64];
    /** By slot. */
    private int[][] numbersOf = new int[64][];

    void put(int slot, List<String> tags) {
        if (slot >= numbersOf.length) numbersOf = Arrays.copyOf(numbersOf, slot + slot / 2);
        numbersOf[slot] = new int[tags.size()];
        for (int i = 0; i < tags.size(); i++) numbersOf[slot][i] = number(tags.get(i));
        for (int number : numbersOf[slot]) {
            bitmaps.get(number).add(slot);
            sizes[number]++;
        }
    }

    private int number(String tag) {
        return numbers.computeIfAbsent(tag, none -> {
            names.add(tag);
            bitmaps.add(new RoaringBitmap());
            if (names.size() > sizes.length) sizes = Arrays.copyOf(sizes, names.size() * 2);
            return names.size() - 1;
        });
    }

    void clear(int slot) {
        for (int number : numbersOf[slot]) {
            bitmaps.get(number).remove(slot);
            sizes[number]--;
        }
        numbersOf[slot] = NO_TAGS;
    }

    RoaringBitmap with(String tag) {
        var number = numbers.get(tag);
        return number == null ? NONE : bitmaps.get(number);
    }

    private record Count(int number, int hits) {}

    /** How many of these have each of the most frequent tags. */
    Map<String, Integer> counts(RoaringBitmap hits, int most) {
        int[] single = hits.getCardinality() <= ONE_BY_ONE ? oneByOne(hits) : null;
        var best = new PriorityQueue<Count>(Comparator.comparingInt(Count::hits));
        for (int number = 0; number < names.size(); number++) {
            int least = best.size() < most ? 0 : best.peek().hits();
            if (sizes[number] <= least) continue;
            int count = single == null ? RoaringBitmap.andCardinality(bitmaps.get(number), hits) : single[number];
            if (count <= least) continue;
            if (best.size() == most) best.poll();
            best.add(new Count(number, count));
        }
        Map<String, Integer> counts = new HashMap<>();
        best.forEach(each -> counts.put(names.get(each.number()), each.hits()));
        return counts;
    }

    private int[] oneByOne(RoaringBitmap hits) {
        int[] counts = new int[names.size()];
        hits.forEach((int slot) -> {
            for (int number : numbersOf[slot]) counts[number]++;
        });
        return counts;
    }
}
