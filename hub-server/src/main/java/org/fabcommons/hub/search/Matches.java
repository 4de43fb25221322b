// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/**
 * What a question matches.
 *
 * @param tiers with all words in the title; there or in tags, people and parts; anywhere
 * @param worded what has the words, before anything was chosen
 * @param hasWords whether any were asked for; otherwise only the last tier says anything
 */
record Matches(List<RoaringBitmap> tiers, RoaringBitmap worded, Map<Facet, Set<String>> chosen, boolean hasWords) {

    static Matches of(BitmapIndex index, List<WordIndex.Word> words, Map<Facet, Set<String>> chosen) {
        List<RoaringBitmap> tiers = new ArrayList<>();
        for (int tier = 0; tier < Order.TIERS; tier++) {
            var all = words.isEmpty() ? index.all().clone() : index.all();
            for (var word : words) all = RoaringBitmap.and(all, word.tiers().get(tier));
            tiers.add(all);
        }
        var worded = tiers.get(Order.TIERS - 1);
        tiers.replaceAll(tier -> narrowed(index, tier, chosen));
        return new Matches(tiers, worded, chosen, !words.isEmpty());
    }

    private static RoaringBitmap narrowed(BitmapIndex index, RoaringBitmap from, Map<Facet, Set<String>> chosen) {
        var left = from;
        for (var each : chosen.entrySet()) {
            var any = RoaringBitmap.or(each.getValue().stream()
                    .map(value -> index.with(each.getKey(), value))
                    .iterator());
            left = RoaringBitmap.and(left, any);
        }
        return left;
    }

    RoaringBitmap all() {
        return tiers.get(Order.TIERS - 1);
    }

    /** Those that have the words here, and not all of them in a better place. */
    RoaringBitmap only(int tier) {
        return tier == 0 || !hasWords ? tiers.get(tier) : RoaringBitmap.andNot(tiers.get(tier), tiers.get(tier - 1));
    }

    /** The best tier that it is in. */
    int tier(int slot) {
        for (int tier = 0; tier < Order.TIERS && hasWords; tier++)
            if (tiers.get(tier).contains(slot)) return tier;
        return Order.TIERS - 1;
    }

    /** What would match if nothing were chosen of a facet. */
    RoaringBitmap without(BitmapIndex index, Facet facet) {
        var rest = new EnumMap<Facet, Set<String>>(Facet.class);
        rest.putAll(chosen);
        rest.remove(facet);
        return narrowed(index, worded, rest);
    }

    int count() {
        return all().getCardinality();
    }
}
