// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.HubContext;

/**
 * Answers searches, in bounded time however many designs there are: it counts the newest {@link #COUNTED} hits and no more,
 * and where there are more it takes the page from the order's strata one by one.
 */
final class Search {
    /** How many hits are counted, by facet too; beyond them it says "more than". */
    static final int COUNTED = 1_000;

    static final int PAGE = 24;
    /** Every so many places of a first page are for designs that few have seen. */
    private static final int FRESH_EVERY = 6;

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int MOST_DAYS = 400;
    private static final int COMPLETIONS = 12;
    /** Fewer hits than these may be those of a typing error. */
    private static final int FEW = 3;

    private static final long MILLIS_PER_DAY = 86_400_000L;

    private final HubContext hub;
    private final Designs designs;

    Search(HubContext hub, Designs designs) {
        this.hub = hub;
        this.designs = designs;
    }

    Found find(Query query) {
        return hub.database().read(LIMIT, handle -> find(handle.attach(SearchStore.class), query));
    }

    /** The best so many, without anything beside. */
    List<Hit> best(Query query, int limit) {
        return hub.database().read(LIMIT, handle -> {
            var store = handle.attach(SearchStore.class);
            var expression = Expression.of(query);
            return hits(page(store, query, expression, counted(store, expression), limit), Set.of()).stream()
                    .limit(limit)
                    .toList();
        });
    }

    private Found find(SearchStore store, Query asked) {
        var query = asked;
        var expression = Expression.of(query);
        var counted = counted(store, expression);
        if (counted.isEmpty() && !query.words().isEmpty()) {
            expression = completed(store, query, expression);
            counted = counted(store, expression);
        }
        var meant = counted.size() < FEW && !asked.literally() ? meant(store, asked) : Optional.<Query>empty();
        if (counted.isEmpty() && meant.isPresent()) {
            var mended = Expression.of(meant.get());
            var better = counted(store, mended);
            if (!better.isEmpty()) {
                query = meant.get();
                expression = mended;
                counted = better;
            }
            meant = Optional.empty();
        }
        boolean more = counted.size() > COUNTED;
        var page = page(store, query, expression, counted, PAGE + 1);
        var next = page.size() > PAGE ? Optional.of(page.get(PAGE - 1).place()) : Optional.<Order.Place>empty();
        var shown = new ArrayList<>(page.subList(0, Math.min(PAGE, page.size())));
        Set<Long> fresh = new HashSet<>();
        if (next.isPresent() && query.after().isEmpty() && query.order() == query.usual())
            next = Optional.of(mixIn(store, query, expression, shown, fresh));
        return new Found(
                query,
                asked,
                hits(shown, fresh),
                Math.min(counted.size(), COUNTED),
                more,
                values(store, query, expression, counted),
                next,
                meant.filter(other -> counted(store, Expression.of(other)).size() > 10 * FEW));
    }

    /** The newest that match: all of them, or one more than are counted. */
    private static List<Entry.Row> counted(SearchStore store, Expression expression) {
        return matching(store, expression.match(), Long.MAX_VALUE, COUNTED + 1);
    }

    private static List<Entry.Row> matching(SearchStore store, Optional<String> match, long before, int limit) {
        return match.isPresent() ? store.matching(match.get(), before, limit) : store.newest(before, limit);
    }

    /** A row and where it stands in the order asked for. */
    private record Placed(Entry.Row row, Order.Place place) {}

    private List<Placed> page(
            SearchStore store, Query query, Expression expression, List<Entry.Row> counted, int limit) {
        return counted.size() <= COUNTED
                ? sorted(store, query, expression, counted, limit)
                : byStrata(store, query, expression, limit);
    }

    private static List<Placed> sorted(
            SearchStore store, Query query, Expression expression, List<Entry.Row> all, int limit) {
        var order = query.order();
        var tiers = order == Order.RELEVANCE ? tiers(store, expression) : Map.<Long, Integer>of();
        return all.stream()
                .map(row -> new Placed(row, order.place(row, tiers.getOrDefault(row.id(), Order.TIERS - 1))))
                .filter(placed -> comesAfter(placed, query))
                .sorted(Comparator.comparing(Placed::place))
                .limit(limit)
                .toList();
    }

    private static boolean comesAfter(Placed placed, Query query) {
        return query.after().map(after -> placed.place().compareTo(after) > 0).orElse(true);
    }

    private static Map<Long, Integer> tiers(SearchStore store, Expression expression) {
        Map<Long, Integer> tiers = new HashMap<>();
        if (expression.words().isEmpty()) return tiers;
        for (int tier = Order.TIERS - 2; tier >= 0; tier--)
            for (var id : store.matchingIds(expression.match(tier, "").orElseThrow(), COUNTED)) tiers.put(id, tier);
        return tiers;
    }

    private List<Placed> byStrata(SearchStore store, Query query, Expression expression, int limit) {
        var order = query.order();
        int from = query.after()
                .map(Order.Place::stratum)
                .orElse(order == Order.UPDATED ? Order.day(hub.clock().millis()) : 0);
        List<Placed> page = new ArrayList<>();
        int lastTier = order == Order.RELEVANCE && !expression.words().isEmpty() ? 0 : Order.TIERS - 1;
        for (int tier = lastTier; tier < Order.TIERS; tier++) {
            for (var stratum : order.strata(from, tier, MOST_DAYS)) {
                if (stratum.number() < from) continue;
                int here = tier;
                var goesOn = query.after().filter(after -> after.stratum() == stratum.number());
                var before = stratum.mixed()
                        ? Long.MAX_VALUE
                        : goesOn.map(Order.Place::id).orElse(Long.MAX_VALUE);
                matching(
                                store,
                                order == Order.RELEVANCE
                                        ? expression.only(tier, stratum.token())
                                        : expression.match(tier, stratum.token()),
                                before,
                                stratum.mixed() ? COUNTED : limit - page.size())
                        .stream()
                        .map(row -> new Placed(row, order.place(row, here)))
                        .filter(placed -> comesAfter(placed, query))
                        .sorted(Comparator.comparing(Placed::place))
                        .limit(limit - page.size())
                        .forEach(page::add);
                if (page.size() >= limit) return page;
            }
        }
        return page;
    }

    /**
     * The fair share of newcomers: every sixth place of a first page is for a design that matches, that nobody has made or
     * built upon, and whose owner has few. Which of them have their turn changes every day and is the same for everybody.
     *
     * @param shown the page, in which places are given away; who loses them begins the next page
     * @return where the next page goes on
     */
    private Order.Place mixIn(
            SearchStore store, Query query, Expression expression, List<Placed> shown, Set<Long> fresh) {
        int places = PAGE / FRESH_EVERY;
        Set<Long> there = new HashSet<>();
        shown.subList(0, PAGE - places).forEach(placed -> there.add(placed.row().id()));
        var match = expression.match(Order.TIERS - 1, Entry.NEWCOMER);
        long pivot = pivot(store);
        List<Entry.Row> turns = new ArrayList<>(matching(store, match, pivot, PAGE));
        if (turns.size() < PAGE) turns.addAll(matching(store, match, Long.MAX_VALUE, PAGE));
        List<Entry.Row> chosen =
                turns.stream().filter(row -> there.add(row.id())).limit(places).toList();
        while (shown.size() > PAGE - chosen.size()) shown.remove(shown.size() - 1);
        var last = shown.get(shown.size() - 1).place();
        for (int i = 0; i < chosen.size(); i++) {
            fresh.add(chosen.get(i).id());
            shown.add(
                    Math.min(shown.size(), (i + 1) * FRESH_EVERY - 1),
                    new Placed(chosen.get(i), query.order().place(chosen.get(i), 0)));
        }
        return last;
    }

    /** Where today's turn begins: each day elsewhere among all designs, by the golden ratio, which comes near none soon. */
    private long pivot(SearchStore store) {
        long oldest = store.oldestId().orElse(0L);
        long newest = store.newestId().orElse(0L);
        long day = hub.clock().millis() / MILLIS_PER_DAY;
        double share = (day * 0.618_033_988_749_895) % 1;
        return oldest + (long) ((newest - oldest) * share) + 1;
    }

    /** What nobody may see is not shown, whatever the index says. */
    private List<Hit> hits(List<Placed> page, Set<Long> fresh) {
        var known =
                designs.byIds(page.stream().map(placed -> placed.row().design()).toList());
        return page.stream()
                .filter(placed -> Optional.ofNullable(known.get(placed.row().design()))
                        .filter(Design::listed)
                        .isPresent())
                .map(placed -> new Hit(
                        known.get(placed.row().design()),
                        placed.row(),
                        fresh.contains(placed.row().id())))
                .toList();
    }

    /** Of a facet that is chosen from, its other values are counted as if it were not. */
    private static Map<Facet, Map<String, Integer>> values(
            SearchStore store, Query query, Expression expression, List<Entry.Row> counted) {
        Map<Facet, Map<String, Integer>> values = new EnumMap<>(Facet.class);
        var here = counts(counted);
        for (var facet : Facet.values())
            values.put(
                    facet,
                    query.chosen().containsKey(facet) && !facet.flag()
                            ? counts(counted(store, expression.without(facet))).getOrDefault(facet, Map.of())
                            : here.getOrDefault(facet, Map.of()));
        return values;
    }

    private static Map<Facet, Map<String, Integer>> counts(List<Entry.Row> rows) {
        Map<String, Integer> tokens = new HashMap<>();
        Map<Size, Integer> sizes = new HashMap<>();
        for (var row : rows.subList(0, Math.min(COUNTED, rows.size()))) {
            for (var token : row.facetList()) tokens.merge(token, 1, Integer::sum);
            if (row.size().known()) sizes.merge(row.size(), 1, Integer::sum);
        }
        Map<Facet, Map<String, Integer>> counts = new EnumMap<>(Facet.class);
        tokens.forEach((token, count) -> {
            int at = token.indexOf(':');
            Facet.of(token.substring(0, at)).ifPresent(facet -> counts.computeIfAbsent(facet, none -> new HashMap<>())
                    .put(token.substring(at + 1), count));
        });
        Map<String, Integer> fitting = new HashMap<>();
        for (var model : Envelopes.models()) {
            var room = Envelopes.room(model);
            int count = sizes.entrySet().stream()
                    .filter(size -> size.getKey().fits(room))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            if (count > 0) fitting.put(model.id(), count);
        }
        counts.put(Facet.FITS, fitting);
        return counts;
    }

    /** The last word may have been begun only. */
    private static Expression completed(SearchStore store, Query query, Expression expression) {
        var words = query.words();
        var last = words.get(words.size() - 1);
        if (last.length() < 3) return expression;
        var endings = new LinkedHashSet<String>();
        for (var word : store.wordsFrom(last, end(last), COMPLETIONS)) endings.addAll(Words.forms(word));
        return endings.isEmpty() ? expression : expression.completed(endings);
    }

    /** After all words that begin so. */
    static String end(String beginning) {
        return beginning + Character.MAX_VALUE;
    }

    /** The same question with each word that nothing here is called by as it may have been meant. */
    private static Optional<Query> meant(SearchStore store, Query query) {
        boolean changed = false;
        List<String> words = new ArrayList<>();
        for (var word : query.words()) {
            var known = store.uses(word).orElse(0) > FEW;
            var better = known ? Optional.<String>empty() : Spelling.meant(store, word);
            changed |= better.isPresent();
            words.add(better.orElse(word));
        }
        return changed ? Optional.of(query.with(String.join(" ", words))) : Optional.empty();
    }
}
