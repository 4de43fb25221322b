// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** How many of what matches have each value of the facets. Of one that is chosen from as if nothing of it were. */
final class Counts {
    /** So many tags, the most frequent; those that are chosen besides. */
    static final int TAGS = 40;

    private Counts() {}

    static Map<Facet, Map<String, Integer>> of(BitmapIndex index, Matches matches) {
        Map<Facet, Map<String, Integer>> counts = new EnumMap<>(Facet.class);
        for (var facet : Facet.values()) {
            boolean chosen = matches.chosen().containsKey(facet) && !facet.flag();
            counts.put(facet, of(index, matches, facet, chosen ? matches.without(index, facet) : matches.all()));
        }
        return counts;
    }

    private static Map<String, Integer> of(BitmapIndex index, Matches matches, Facet facet, RoaringBitmap hits) {
        if (hits.isEmpty()) return Map.of();
        Map<String, Integer> counts = new HashMap<>();
        switch (facet) {
            case TAG -> {
                counts.putAll(index.tags().counts(hits, TAGS));
                for (var tag : matches.chosen().getOrDefault(facet, Set.of()))
                    count(counts, tag, index.with(facet, tag), hits);
            }
            case FITS -> {
                Map<String, Integer> rooms = new HashMap<>();
                index.values(facet).forEach((room, with) -> count(rooms, room, with, hits));
                for (var model : Envelopes.models()) {
                    var fitting = rooms.get(Envelopes.room(model).wire());
                    if (fitting != null) counts.put(model.id(), fitting);
                }
            }
            default -> index.values(facet).forEach((value, with) -> count(counts, value, with, hits));
        }
        return counts;
    }

    private static void count(Map<String, Integer> counts, String value, RoaringBitmap with, RoaringBitmap hits) {
        int count = RoaringBitmap.andCardinality(with, hits);
        if (count > 0) counts.put(value, count);
    }
}
