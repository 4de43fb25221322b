// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.HubContext;
import org.roaringbitmap.RoaringBitmap;

/** Answers searches: which designs have a word it learns from the full text, all else from the bitmaps in memory. */
final class Search {
    static final int PAGE = 24;
    /** Every so many places of a first page are for designs that few have seen. */
    private static final int FRESH_EVERY = 6;

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int COMPLETIONS = 12;
    /** Fewer hits than these may be those of a typing error. */
    private static final int FEW = 3;

    private static final long MILLIS_PER_DAY = 86_400_000L;

    private final HubContext hub;
    private final Designs designs;
    private final LiveIndex index;

    Search(HubContext hub, Designs designs, LiveIndex index) {
        this.hub = hub;
        this.designs = designs;
        this.index = index;
    }

    Found find(Query query) {
        return hub.database().read(LIMIT, handle -> {
            var store = handle.attach(SearchStore.class);
            return new Question(store, index.now(store)).find(query);
        });
    }

    /** The best so many, without anything beside. */
    List<Hit> best(Query query, int limit) {
        return hub.database().read(LIMIT, handle -> {
            var store = handle.attach(SearchStore.class);
            return new Question(store, index.now(store)).best(query, limit);
        });
    }

    /** How many each of these finds, words taken as they are written. */
    List<Integer> counts(List<Query> queries) {
        return hub.database().read(LIMIT, handle -> {
            var store = handle.attach(SearchStore.class);
            var question = new Question(store, index.now(store));
            return queries.stream()
                    .map(query -> question.matches(query).count())
                    .toList();
        });
    }

    /** After all words that begin so. */
    static String end(String beginning) {
        return beginning + Character.MAX_VALUE;
    }

    /** A place on a page. */
    private record Shown(long id, boolean fresh) {}

    /** A page, where the next one goes on, and what was counted. */
    private record Listed(
            List<Shown> shown, Optional<Order.Place> next, Map<Facet, Map<String, Integer>> values, int total) {}

    /** One question, with the memory and the connection that it is answered from. */
    private final class Question {
        private final SearchStore store;
        private final Memory memory;

        Question(SearchStore store, Memory memory) {
            this.store = store;
            this.memory = memory;
        }

        List<Hit> best(Query query, int limit) {
            var matches = matches(query);
            var ids = memory.ask(bitmaps -> new Ranking(bitmaps, matches, query)
                    .page(limit).stream()
                            .map(placed -> new Shown(placed.place().id(), false))
                            .toList());
            return hits(ids);
        }

        Found find(Query asked) {
            var query = asked;
            var matches = matches(query);
            if (matches.count() == 0 && !query.words().isEmpty()) matches = completed(query, matches);
            var meant = matches.count() < FEW && !asked.literally() ? meant(asked) : Optional.<Query>empty();
            if (matches.count() == 0 && meant.isPresent()) {
                var better = matches(meant.get());
                if (better.count() > 0) {
                    query = meant.get();
                    matches = better;
                }
                meant = Optional.empty();
            }
            var listed = list(query, matches);
            return new Found(
                    query,
                    asked,
                    hits(listed.shown()),
                    listed.total(),
                    listed.values(),
                    listed.next(),
                    meant.filter(other -> matches(other).count() > 10 * FEW));
        }

        private Matches matches(Query query) {
            return matches(query, query::ways);
        }

        /** @param alternatives the words of which any will do for one that was asked for */
        private Matches matches(Query query, Function<String, List<String>> alternatives) {
            var words = query.words().stream()
                    .map(word -> WordIndex.Word.anyOf(alternatives.apply(word).stream()
                            .map(each -> memory.word(store, Words.forms(each)))
                            .toList()))
                    .toList();
            return memory.ask(bitmaps -> Matches.of(bitmaps, words, query.chosen()));
        }

        /** The last word may have been begun only. */
        private Matches completed(Query query, Matches nothing) {
            var words = query.words();
            var last = words.get(words.size() - 1);
            if (last.length() < 3) return nothing;
            var counted = store.wordsFrom(last, end(last), 1, COMPLETIONS);
            var endings = counted.isEmpty() ? store.wordsFrom(last, end(last), 0, COMPLETIONS) : counted;
            return endings.isEmpty() ? nothing : matches(query, word -> word.equals(last) ? endings : query.ways(word));
        }

        /** The same question with each word that nothing here is called by as it may have been meant. */
        private Optional<Query> meant(Query query) {
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

        private Listed list(Query query, Matches matches) {
            return memory.ask(bitmaps -> {
                var page = new Ranking(bitmaps, matches, query).page(PAGE + 1);
                var shown = new ArrayList<>(page.subList(0, Math.min(PAGE, page.size())));
                var next =
                        page.size() > PAGE ? Optional.of(shown.get(PAGE - 1).place()) : Optional.<Order.Place>empty();
                var fresh = next.isPresent() && query.after().isEmpty() && query.order() == query.usual()
                        ? newcomers(bitmaps, matches, shown)
                        : List.<Long>of();
                var places = new ArrayList<>(shown.subList(0, shown.size() - fresh.size()).stream()
                        .map(placed -> new Shown(placed.place().id(), false))
                        .toList());
                // Whoever loses a place begins the next page.
                if (!fresh.isEmpty())
                    next = Optional.of(shown.get(places.size() - 1).place());
                for (int i = 0; i < fresh.size(); i++)
                    places.add(Math.min(places.size(), (i + 1) * FRESH_EVERY - 1), new Shown(fresh.get(i), true));
                return new Listed(places, next, Counts.of(bitmaps, matches), matches.count());
            });
        }

        /**
         * The fair share of newcomers: every sixth place of a first page is for a design that matches, that nobody has made or
         * built upon, and whose owner has few. Which of them have their turn changes every day and is the same for everybody.
         *
         * @param shown the page, the last of which lose their places
         */
        private List<Long> newcomers(BitmapIndex bitmaps, Matches matches, List<Ranking.Placed> shown) {
            int places = PAGE / FRESH_EVERY;
            Set<Integer> there = new HashSet<>();
            shown.subList(0, PAGE - places).forEach(placed -> there.add(placed.slot()));
            var newcomers = RoaringBitmap.and(matches.all(), bitmaps.with(Entry.NEWCOMER));
            List<Integer> turns = new ArrayList<>(bitmaps.newest(newcomers, pivot(bitmaps), PAGE));
            if (turns.size() < PAGE) turns.addAll(bitmaps.newest(newcomers, Long.MAX_VALUE, PAGE));
            return turns.stream()
                    .filter(there::add)
                    .limit(places)
                    .map(bitmaps::id)
                    .toList();
        }

        /** Where today's turn begins: each day elsewhere among all designs, by the golden ratio, which comes near none soon. */
        private long pivot(BitmapIndex bitmaps) {
            long oldest = bitmaps.id(bitmaps.all().first());
            long newest = bitmaps.id(bitmaps.all().last());
            long day = hub.clock().millis() / MILLIS_PER_DAY;
            double share = (day * 0.618_033_988_749_895) % 1;
            return oldest + (long) ((newest - oldest) * share) + 1;
        }

        /** What nobody may see is not shown, whatever the index says. */
        private List<Hit> hits(List<Shown> page) {
            if (page.isEmpty()) return List.of();
            var rows = store.rows(page.stream().map(Shown::id).toList()).stream()
                    .collect(Collectors.toMap(Entry.Row::id, row -> row));
            var known =
                    designs.byIds(rows.values().stream().map(Entry.Row::design).toList());
            List<Hit> hits = new ArrayList<>();
            for (var shown : page)
                Optional.ofNullable(rows.get(shown.id())).ifPresent(row -> Optional.ofNullable(known.get(row.design()))
                        .filter(Design::listed)
                        .ifPresent(design -> hits.add(new Hit(design, row, shown.fresh()))));
            return hits;
        }
    }
}
