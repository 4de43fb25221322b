// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/** Orders and counts among many designs, which are looked up in bitmaps, against plain lists that are sorted and counted. */
class BitmapIndexTest {
    private static final int DESIGNS = 70_000;
    private static final BitmapIndex INDEX = new BitmapIndex();
    private static final Map<Long, Entry.Row> ROWS = new LinkedHashMap<>();
    private static final Random RANDOM = new Random(3);

    @BeforeAll
    static void fill() {
        List<Entry.Row> late = new ArrayList<>();
        for (int i = 1; i <= DESIGNS; i++) {
            var row = row(i * 3L);
            if (i % 1_000 == 0) late.add(row);
            else put(row);
        }
        // Some became public long after they were made, some changed, some went, and some of these came back.
        Collections.shuffle(late, RANDOM);
        late.forEach(BitmapIndexTest::put);
        for (var id : List.copyOf(ROWS.keySet())) {
            if (RANDOM.nextInt(50) == 0) put(row(id));
            if (RANDOM.nextInt(50) == 0) {
                var row = ROWS.remove(id);
                INDEX.remove(id);
                if (RANDOM.nextBoolean()) put(row);
            }
        }
    }

    private static void put(Entry.Row row) {
        INDEX.put(row);
        ROWS.put(row.id(), row);
    }

    private static Entry.Row row(long id) {
        var facets = new StringBuilder("licence:" + (RANDOM.nextInt(3) == 0 ? "CC0-1.0" : "MIT"));
        if (RANDOM.nextInt(4) == 0) facets.append(" process:laser");
        if (RANDOM.nextInt(100) == 0) facets.append(" material:brass");
        if (RANDOM.nextInt(9) == 0) facets.append(" newcomer:yes");
        for (int i = 0; i < RANDOM.nextInt(3); i++)
            facets.append(" tag:t").append(i).append('x').append((int) Math.pow(20_000, RANDOM.nextDouble()));
        return new Entry.Row(
                id,
                "d" + id,
                facets.toString(),
                "",
                (int) Math.pow(3_000, RANDOM.nextDouble()) - 1,
                0,
                0,
                RANDOM.nextInt(10) == 0 ? RANDOM.nextInt(40) : 0,
                0,
                RANDOM.nextInt(400),
                RANDOM.nextInt(100),
                RANDOM.nextInt(50),
                // On two hundred days.
                1_700_000_000_000L + RANDOM.nextInt(200) * 86_400_000L + RANDOM.nextInt(1_000));
    }

    private static Query query(Map<Facet, Set<String>> chosen, Order order, Optional<Order.Place> after) {
        return new Query("", chosen, Optional.of(order), after, false);
    }

    /** A word that each so-manieth design has in its title, others further down. */
    private static WordIndex.Word word(int title, int beside, int body) {
        return new WordIndex.Word(0, List.of(every(title), every(title, beside), every(title, beside, body)));
    }

    private static RoaringBitmap every(int... steps) {
        var slots = new RoaringBitmap();
        ROWS.keySet().stream()
                .filter(id -> has(id, steps))
                .mapToInt(INDEX::slot)
                .forEach(slots::add);
        return slots;
    }

    private static boolean has(long id, int... steps) {
        for (int step : steps) if (id % step == 0) return true;
        return false;
    }

    private static final List<Map<Facet, Set<String>>> CHOICES = List.of(
            Map.of(),
            Map.of(Facet.LICENCE, Set.of("MIT")),
            Map.of(Facet.PROCESS, Set.of("laser"), Facet.LICENCE, Set.of("MIT", "CC0-1.0")),
            Map.of(Facet.MATERIAL, Set.of("brass")),
            Map.of(Facet.TAG, Set.of("t0x1", "t1x3")));

    private static boolean chosen(Entry.Row row, Map<Facet, Set<String>> chosen) {
        return chosen.entrySet().stream().allMatch(each -> each.getValue().stream()
                .anyMatch(value -> row.facetList().contains(each.getKey().token(value))));
    }

    @Test
    void pagesOfAnyOrderAreWhatSortingEverythingGives() {
        var words = word(41, 17, 3);
        for (var choice : CHOICES)
            for (var order : Order.values())
                for (boolean asked : new boolean[] {false, true}) {
                    var matches = Matches.of(INDEX, asked ? List.of(words) : List.of(), choice);
                    Predicate<Entry.Row> matching = row -> chosen(row, choice) && (!asked || has(row.id(), 41, 17, 3));
                    var sorted = ROWS.values().stream()
                            .filter(matching)
                            .map(row -> order.place(row.standing(), tier(row, asked && order == Order.RELEVANCE)))
                            .sorted(Comparator.naturalOrder())
                            .toList();
                    assertThat(matches.count()).isEqualTo(sorted.size());
                    Optional<Order.Place> after = Optional.empty();
                    for (int from = 0; from < Math.min(100, sorted.size()); from += 25) {
                        var page = new Ranking(INDEX, matches, query(choice, order, after))
                                .page(25).stream().map(Ranking.Placed::place).toList();
                        assertThat(page)
                                .as("%s %s %s from %d", order, choice, asked, from)
                                .isEqualTo(sorted.subList(from, Math.min(from + 25, sorted.size())));
                        after = Optional.of(page.get(page.size() - 1));
                    }
                    // Far down too.
                    int far = sorted.size() * 2 / 3;
                    assertThat(new Ranking(INDEX, matches, query(choice, order, Optional.of(sorted.get(far)))).page(5))
                            .extracting(Ranking.Placed::place)
                            .isEqualTo(sorted.subList(far + 1, Math.min(far + 6, sorted.size())));
                }
    }

    private static int tier(Entry.Row row, boolean tiered) {
        if (!tiered) return Order.TIERS - 1;
        return has(row.id(), 41) ? 0 : has(row.id(), 17) ? 1 : 2;
    }

    @Test
    void countsAreExactAndOfAChosenFacetAsIfItWereNot() {
        for (var choice : CHOICES) {
            var counts = Counts.of(INDEX, Matches.of(INDEX, List.of(), choice));
            for (var facet : List.of(Facet.LICENCE, Facet.PROCESS, Facet.MATERIAL, Facet.TAG)) {
                var rest = new EnumMap<Facet, Set<String>>(Facet.class);
                rest.putAll(choice);
                rest.remove(facet);
                Map<String, Integer> expected = new HashMap<>();
                ROWS.values().stream()
                        .filter(row -> chosen(row, rest))
                        .flatMap(row -> row.facetList().stream())
                        .filter(token -> token.startsWith(facet.wire() + ":"))
                        .forEach(token ->
                                expected.merge(token.substring(facet.wire().length() + 1), 1, Integer::sum));
                var counted = counts.get(facet);
                counted.forEach((value, count) ->
                        assertThat(count).as("%s of %s", value, choice).isEqualTo(expected.get(value)));
                if (facet != Facet.TAG) assertThat(counted).isEqualTo(expected);
                else {
                    assertThat(counted.keySet()).containsAll(choice.getOrDefault(facet, Set.of()));
                    int least = expected.values().stream()
                            .sorted(Comparator.reverseOrder())
                            .skip(Counts.TAGS - 1L)
                            .findFirst()
                            .orElseThrow();
                    // The forty most frequent, whichever of those that are equally frequent.
                    expected.forEach((tag, count) -> {
                        if (count > least) assertThat(counted).containsKey(tag);
                    });
                    assertThat(counted.size()).isBetween(Counts.TAGS, Counts.TAGS + 2);
                }
            }
        }
    }

    @Test
    void whatFitsAMachineIsWhatIsSmallerThanItsRoom() {
        var model = Envelopes.models().get(0);
        long fitting = ROWS.values().stream()
                .filter(row -> row.size().fits(Envelopes.room(model)))
                .count();
        assertThat(Counts.of(INDEX, Matches.of(INDEX, List.of(), Map.of()))
                        .get(Facet.FITS)
                        .get(model.id()))
                .isEqualTo((int) fitting);
    }
}
