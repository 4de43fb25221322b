// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.roaringbitmap.RoaringBitmap;

/** Takes a page out of what matches: of few by looking at all, of many stratum by stratum until the page is full. */
record Ranking(BitmapIndex index, Matches matches, Query query) {
    private static final int FEW = 2_000;

    /** A design and where it stands in the order asked for. */
    record Placed(int slot, Order.Place place) {}

    List<Placed> page(int limit) {
        return matches.count() <= FEW ? best(matches.all(), limit) : byStrata(limit);
    }

    private List<Placed> best(RoaringBitmap among, int limit) {
        var worstFirst = Comparator.comparing(Placed::place).reversed();
        var best = new PriorityQueue<>(worstFirst);
        among.forEach((int slot) -> {
            var place = place(slot);
            if (!comesAfter(place)) return;
            if (best.size() == limit && place.compareTo(best.peek().place()) > 0) return;
            if (best.size() == limit) best.poll();
            best.add(new Placed(slot, place));
        });
        return best.stream().sorted(Comparator.comparing(Placed::place)).toList();
    }

    Order.Place place(int slot) {
        var order = query.order();
        return order.place(index.standing(slot), order == Order.RELEVANCE ? matches.tier(slot) : 0);
    }

    private boolean comesAfter(Order.Place place) {
        return query.after().map(after -> place.compareTo(after) > 0).orElse(true);
    }

    private List<Placed> byStrata(int limit) {
        var order = query.order();
        int from = query.after().map(Order.Place::stratum).orElse(0);
        List<Placed> page = new ArrayList<>();
        boolean tiered = order == Order.RELEVANCE && matches.hasWords();
        for (int tier = tiered ? 0 : Order.TIERS - 1; tier < Order.TIERS; tier++) {
            var here = tiered ? matches.only(tier) : matches.all();
            for (var stratum : order.strata(tier, index.days())) {
                if (stratum.number() < from) continue;
                var among = stratum.token().isEmpty() ? here : RoaringBitmap.and(here, index.with(stratum.token()));
                page.addAll(
                        stratum.mixed()
                                ? best(among, limit - page.size())
                                : newest(among, stratum.number(), limit - page.size()));
                if (page.size() >= limit) return page;
            }
        }
        return page;
    }

    private List<Placed> newest(RoaringBitmap among, int stratum, int limit) {
        long before = query.after()
                .filter(after -> after.stratum() == stratum)
                .map(Order.Place::id)
                .orElse(Long.MAX_VALUE);
        return index.newest(among, before, limit).stream()
                .map(slot -> new Placed(slot, place(slot)))
                .toList();
    }
}
