// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;

/**
 * What can be chosen, counted and ordered by, of every design that lists show: for each value of a facet and each stratum of
 * an order a bitmap of the designs that have it. In bitmaps a design is its slot. Slots are given in order of age, so that
 * the newest are the highest; a design that comes later than younger ones (since it was not public at first) gets one at the
 * end all the same and is known to be late, until the index is loaded anew.
 *
 * <p>Not safe for several threads: {@link LiveIndex} lets many read or one write. Bitmaps that it hands out are its own.
 */
final class BitmapIndex {
    private static final RoaringBitmap NONE = new RoaringBitmap();

    /** By slot, never downwards; a late slot repeats the id before it. */
    private long[] ids = new long[64];

    private int[] makes = new int[64];
    private int[] derived = new int[64];
    private byte[] quality = new byte[64];
    private long[] updatedAt = new long[64];
    private int size;

    private final RoaringBitmap all = new RoaringBitmap();
    private final RoaringBitmap late = new RoaringBitmap();
    private final Map<Integer, Long> lateIds = new HashMap<>();
    private final Map<Long, Integer> lateSlots = new HashMap<>();

    private final Map<Facet, Map<String, RoaringBitmap>> values = new EnumMap<>(Facet.class);
    private final Map<String, RoaringBitmap> strata = new HashMap<>();
    private final SortedSet<Integer> days = new TreeSet<>();
    private final TagIndex tags = new TagIndex();

    BitmapIndex() {
        for (var facet : Facet.values()) values.put(facet, new HashMap<>());
    }

    void put(Entry.Row row) {
        int slot = slot(row.id());
        if (slot < 0) slot = append(row.id());
        else clear(slot);
        var standing = row.standing();
        makes[slot] = standing.makes();
        derived[slot] = standing.derived();
        quality[slot] = (byte) standing.quality();
        updatedAt[slot] = standing.updatedAt();
        all.add(slot);
        List<String> tagged = new ArrayList<>();
        for (var token : row.facetList()) {
            int colon = token.indexOf(':');
            var value = token.substring(colon + 1);
            var facet = Facet.of(token.substring(0, colon));
            if (facet.isEmpty()) add(strata, token, slot);
            else if (facet.get() == Facet.TAG) tagged.add(value);
            else add(values.get(facet.get()), value, slot);
        }
        tags.put(slot, tagged);
        for (var room : Envelopes.fitting(row.size())) add(values.get(Facet.FITS), room, slot);
        for (var token : Order.tokens(standing)) add(strata, token, slot);
        days.add(Order.day(standing.updatedAt()));
    }

    /** Forgets a design; its slot waits for it. */
    void remove(long id) {
        int slot = slot(id);
        if (slot >= 0) clear(slot);
    }

    private static void add(Map<String, RoaringBitmap> bitmaps, String key, int slot) {
        bitmaps.computeIfAbsent(key, none -> new RoaringBitmap()).add(slot);
    }

    private void clear(int slot) {
        if (!all.contains(slot)) return;
        all.remove(slot);
        values.values().forEach(each -> each.values().forEach(bitmap -> bitmap.remove(slot)));
        strata.values().forEach(bitmap -> bitmap.remove(slot));
        tags.clear(slot);
    }

    private int append(long id) {
        if (size == ids.length) grow();
        boolean isLate = size > 0 && id < ids[size - 1];
        ids[size] = isLate ? ids[size - 1] : id;
        if (isLate) {
            late.add(size);
            lateIds.put(size, id);
            lateSlots.put(id, size);
        }
        return size++;
    }

    private void grow() {
        int room = size + size / 2;
        ids = Arrays.copyOf(ids, room);
        makes = Arrays.copyOf(makes, room);
        derived = Arrays.copyOf(derived, room);
        quality = Arrays.copyOf(quality, room);
        updatedAt = Arrays.copyOf(updatedAt, room);
    }

    /** Negative where it has none. */
    int slot(long id) {
        int first = firstFrom(id);
        return first < size && ids[first] == id ? first : lateSlots.getOrDefault(id, -1);
    }

    /** Those of the ids, which are in their order, that have one. */
    RoaringBitmap slots(long[] sorted) {
        var found = new RoaringBitmap();
        // A step costs a nanosecond, looking for one from the middle two hundred.
        boolean many = sorted.length > size / 200;
        int next = 0;
        for (long id : sorted) {
            if (many) while (next < size && ids[next] < id) next++;
            else next = firstFrom(id);
            int slot = next < size && ids[next] == id ? next : lateSlots.getOrDefault(id, -1);
            if (slot >= 0) found.add(slot);
        }
        found.runOptimize();
        return found;
    }

    /** The first slot that is as young as this or younger. */
    private int firstFrom(long id) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ids[middle] < id) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    long id(int slot) {
        return lateIds.isEmpty() ? ids[slot] : lateIds.getOrDefault(slot, ids[slot]);
    }

    Standing standing(int slot) {
        return new Standing(
                id(slot),
                makes[slot],
                derived[slot],
                quality[slot],
                with(Entry.NEWCOMER).contains(slot),
                updatedAt[slot]);
    }

    /** Whether so many are late that it had better be loaded anew. */
    boolean untidy() {
        return lateIds.size() > 1_000 + size / 100;
    }

    RoaringBitmap all() {
        return all;
    }

    /** Those that have this word of an order. */
    RoaringBitmap with(String token) {
        return strata.getOrDefault(token, NONE);
    }

    /** Those that have this value. */
    RoaringBitmap with(Facet facet, String value) {
        return switch (facet) {
            case TAG -> tags.with(value);
            case FITS ->
                Envelopes.model(value)
                        .map(model ->
                                values.get(facet).get(Envelopes.room(model).wire()))
                        .orElse(NONE);
            default -> values.get(facet).getOrDefault(value, NONE);
        };
    }

    /** All values of a facet that is no tag; for machines, rooms. */
    Map<String, RoaringBitmap> values(Facet facet) {
        return values.get(facet);
    }

    TagIndex tags() {
        return tags;
    }

    /** The days on which anything changed, the latest first, as {@link Order#day} counts them. */
    SortedSet<Integer> days() {
        return days;
    }

    /** The newest of these that are older than an id, the newest first. */
    List<Integer> newest(RoaringBitmap among, long before, int limit) {
        List<Integer> found = new ArrayList<>();
        int end = firstFrom(before);
        for (long slot = end == 0 ? -1 : among.previousValue(end - 1);
                slot >= 0 && found.size() < limit;
                slot = slot == 0 ? -1 : among.previousValue((int) slot - 1))
            if (!late.contains((int) slot)) found.add((int) slot);
        if (late.isEmpty()) return found;
        for (int slot : RoaringBitmap.and(among, late)) if (id(slot) < before) found.add(slot);
        found.sort(Comparator.comparing(this::id).reversed());
        return found.subList(0, Math.min(limit, found.size()));
    }
}
