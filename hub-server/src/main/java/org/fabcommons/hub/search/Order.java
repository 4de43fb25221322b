// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How what is found is ordered. Every order is a row of strata, each of which has a bitmap in the index, the best first;
 * within a stratum the newest comes first, where it holds several figures the highest. So a page of a million hits costs
 * what a page of a thousand does.
 */
enum Order {
    /** By where the words stand, then by what was made of it. */
    RELEVANCE("relevance"),
    UPDATED("updated"),
    NEWEST("newest"),
    MADE("made"),
    DERIVED("derived"),
    /** What nobody has made or built upon, designs of newcomers first. */
    LITTLE_SEEN("little-seen");

    /** Words in the title, in tags, parts and people, anywhere. */
    static final int TIERS = 3;

    static final int QUALITIES = 4;
    private static final long MILLIS_PER_DAY = 86_400_000L;
    /** Later than any day that matters; days count backwards from it. */
    private static final long LAST_DAY = 60_000;
    /** Where bands of counts begin: single figures, then a tenth of a decade each (Renard's R10), since few have many. */
    private static final int[] BANDS = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 16, 20, 25, 32, 40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500,
        630, 800, 1000, 2000, 5000, 10_000, 100_000
    };

    private final String wire;

    Order(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    /** The template's name for it. */
    public String key() {
        return wire;
    }

    /** All of them, as addresses have them. */
    static String all() {
        return Arrays.stream(values()).map(Order::wire).collect(Collectors.joining(", "));
    }

    static Optional<Order> of(String wire) {
        return Arrays.stream(values()).filter(order -> order.wire.equals(wire)).findFirst();
    }

    /**
     * A part of an order.
     *
     * @param token its name in the index
     * @param mixed whether not only age decides within it
     */
    record Stratum(int number, String token, boolean mixed) {}

    /** Where something stands in an order: strata upwards, then keys downwards, then the newest. */
    record Place(int stratum, long key, long id) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            if (stratum != other.stratum) return Integer.compare(stratum, other.stratum);
            if (key != other.key) return Long.compare(other.key, key);
            return Long.compare(other.id, id);
        }

        String cursor() {
            return stratum + "." + key + "." + id;
        }

        /** Where a page went on; nonsense is the beginning. */
        static Optional<Place> of(String cursor) {
            if (!cursor.matches("[0-9]{1,9}\\.[0-9]{1,15}\\.[0-9]{1,15}")) return Optional.empty();
            var parts = cursor.split("\\.");
            return Optional.of(
                    new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        }
    }

    /**
     * Where an entry stands.
     *
     * @param tier where its words were found, 0 for the title
     */
    Place place(Standing it, int tier) {
        return switch (this) {
            case RELEVANCE -> new Place(tier * QUALITIES + QUALITIES - 1 - it.quality(), 0, it.id());
            case UPDATED -> new Place(day(it.updatedAt()), it.updatedAt(), it.id());
            case NEWEST -> new Place(0, 0, it.id());
            case MADE -> new Place(BANDS.length - 1 - band(it.makes()), key(it.makes()), it.id());
            case DERIVED -> new Place(BANDS.length - 1 - band(it.derived()), key(it.derived()), it.id());
            case LITTLE_SEEN -> new Place(seen(it), 0, it.id());
        };
    }

    /**
     * Its strata, for what stands in this tier.
     *
     * @param days on which something changed, as {@link #day} counts them
     */
    List<Stratum> strata(int tier, Collection<Integer> days) {
        return switch (this) {
            case RELEVANCE ->
                IntStream.range(0, QUALITIES)
                        .mapToObj(i -> new Stratum(tier * QUALITIES + i, "quality:" + (QUALITIES - 1 - i), false))
                        .toList();
            case UPDATED ->
                days.stream().map(day -> new Stratum(day, "day:" + day, true)).toList();
            case NEWEST -> List.of(new Stratum(0, "", false));
            case MADE -> bands("makes:");
            case DERIVED -> bands("derived:");
            case LITTLE_SEEN ->
                IntStream.rangeClosed(0, QUALITIES)
                        .mapToObj(i -> new Stratum(i, "seen:" + i, false))
                        .toList();
        };
    }

    private static List<Stratum> bands(String prefix) {
        return IntStream.range(0, BANDS.length)
                .mapToObj(i -> BANDS.length - 1 - i)
                .map(band -> new Stratum(
                        BANDS.length - 1 - band,
                        prefix + band,
                        band == BANDS.length - 1 || BANDS[band + 1] > BANDS[band] + 1))
                .toList();
    }

    /** The day a design changed, counted so that later days come first. */
    static int day(long millis) {
        return (int) Math.max(0, LAST_DAY - millis / MILLIS_PER_DAY);
    }

    /** Figures of a band of one value need no order. */
    private static long key(int count) {
        var band = band(count);
        return band + 1 < BANDS.length && BANDS[band + 1] == BANDS[band] + 1 ? 0 : count;
    }

    private static int band(int count) {
        int at = Arrays.binarySearch(BANDS, count);
        return at >= 0 ? at : -at - 2;
    }

    /** How much was made of it: 0 nothing, then from 1, 4 and 16 points, of which a remix gives two and a make one or two. */
    static int quality(int makes, int worked, int derived) {
        long points = makes + worked + 2L * derived;
        return points >= 16 ? 3 : points >= 4 ? 2 : points >= 1 ? 1 : 0;
    }

    private static int seen(Standing it) {
        return it.newcomer() ? 0 : 1 + it.quality();
    }

    /** The strata of all orders that something stands in. */
    static List<String> tokens(Standing it) {
        return List.of(
                "quality:" + it.quality(),
                "day:" + day(it.updatedAt()),
                "makes:" + band(it.makes()),
                "derived:" + band(it.derived()),
                "seen:" + seen(it));
    }
}
