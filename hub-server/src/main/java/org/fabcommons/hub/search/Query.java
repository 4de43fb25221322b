// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody looks for, as an address holds it. Anything that means nothing is left out, and all of it has limits.
 *
 * @param text the words as they were written
 * @param chosen values by facet; none is empty
 * @param given the order that was asked for; otherwise the words decide
 * @param literally not to look for a word that may have been meant
 */
record Query(
        String text,
        Map<Facet, Set<String>> chosen,
        Optional<Order> given,
        Optional<Order.Place> after,
        boolean literally) {
    private static final int LONGEST = 200;
    private static final int MOST_WORDS = 8;
    private static final int MOST_VALUES = 8;
    private static final int MOST_WAYS = 3;
    private static final int LONGEST_VALUE = 80;

    Query {
        chosen = Map.copyOf(chosen);
    }

    static final Query ALL = new Query("", Map.of(), Optional.empty(), Optional.empty(), false);

    static Query of(MultivaluedMap<String, String> parameters) {
        Map<Facet, Set<String>> chosen = new EnumMap<>(Facet.class);
        for (var facet : Facet.values()) {
            Set<String> values = new LinkedHashSet<>();
            for (var value : parameters.getOrDefault(facet.wire(), List.of()))
                if (values.size() < MOST_VALUES && value(value).length() > 0) values.add(value(value));
            if (facet.flag() && !values.isEmpty()) values = Set.of(Facet.YES);
            if (!values.isEmpty()) chosen.put(facet, values);
        }
        return new Query(
                text(first(parameters, "q")),
                chosen,
                Order.of(first(parameters, "sort")),
                Order.Place.of(first(parameters, "after")),
                first(parameters, "literally").equals(Facet.YES));
    }

    /** An order that there is none of; whoever asks for one is told so. */
    static Optional<String> unknownOrder(MultivaluedMap<String, String> parameters) {
        var sort = first(parameters, "sort");
        return sort.isEmpty() || Order.of(sort).isPresent()
                ? Optional.empty()
                : Optional.of(sort.substring(0, Math.min(LONGEST_VALUE, sort.length())));
    }

    private static String first(MultivaluedMap<String, String> parameters, String name) {
        var value = parameters.getFirst(name);
        return value == null ? "" : value.strip();
    }

    private static String text(String given) {
        var text = given.strip();
        int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        return text.substring(0, end).replaceAll("\\p{Cntrl}", " ");
    }

    /** Only what a word of the index can hold. */
    private static String value(String given) {
        var plain = given.strip();
        return plain.length() > LONGEST_VALUE || !plain.matches("[\\p{L}\\p{N}._+-]+") ? "" : plain;
    }

    /** The words that count. */
    List<String> words() {
        var words = Words.of(text).stream().distinct().toList();
        var telling = words.stream().filter(word -> !Words.empty(word)).toList();
        return (telling.isEmpty() ? words : telling).stream().limit(MOST_WORDS).toList();
    }

    /** What else a word may be written as: as one with the word before or behind it. */
    List<String> ways(String word) {
        var all = Words.of(text);
        List<String> ways = new ArrayList<>(List.of(word));
        for (int i = 1; i < all.size(); i++)
            if (all.get(i).equals(word) || all.get(i - 1).equals(word))
                Words.join(all.get(i - 1), all.get(i)).ifPresent(ways::add);
        return ways.subList(0, Math.min(MOST_WAYS, ways.size()));
    }

    Order order() {
        return given.orElse(usual());
    }

    /** What nobody need choose. */
    Order usual() {
        return words().isEmpty() ? Order.UPDATED : Order.RELEVANCE;
    }

    boolean everything() {
        return words().isEmpty() && chosen.isEmpty();
    }

    Set<String> values(Facet facet) {
        return chosen.getOrDefault(facet, Set.of());
    }

    Query with(String words) {
        return new Query(text(words), chosen, given, Optional.empty(), literally);
    }

    Query chosen(Map<Facet, Set<String>> others) {
        return new Query(text, others, given, Optional.empty(), literally);
    }

    Query asWritten() {
        return new Query(text, chosen, given, Optional.empty(), true);
    }

    Query by(Order order) {
        return new Query(text, chosen, Optional.of(order), Optional.empty(), literally);
    }

    Query after(Optional<Order.Place> place) {
        return new Query(text, chosen, given, place, literally);
    }

    Query without(Facet facet) {
        var rest = new EnumMap<Facet, Set<String>>(Facet.class);
        rest.putAll(chosen);
        rest.remove(facet);
        return new Query(text, rest, given, Optional.empty(), literally);
    }

    /** With this value where it is not chosen, without it where it is. */
    Query toggled(Facet facet, String value) {
        var changed = new EnumMap<Facet, Set<String>>(Facet.class);
        changed.putAll(chosen);
        var values = new LinkedHashSet<>(values(facet));
        if (!values.remove(value)) values.add(value);
        if (values.isEmpty()) changed.remove(facet);
        else changed.put(facet, values);
        return new Query(text, changed, given, Optional.empty(), literally);
    }

    /** The part of its address after the question mark, the same for the same question; may be empty. */
    String parameters() {
        List<String> parts = new ArrayList<>();
        if (!text.isEmpty()) parts.add("q=" + encoded(text));
        for (var facet : Facet.values())
            values(facet).stream().sorted().forEach(value -> parts.add(facet.wire() + "=" + encoded(value)));
        given.filter(order -> order != usual()).ifPresent(order -> parts.add("sort=" + order.wire()));
        if (literally) parts.add("literally=" + Facet.YES);
        after.ifPresent(place -> parts.add("after=" + place.cursor()));
        return String.join("&", parts);
    }

    String link(String path) {
        var parameters = parameters();
        return parameters.isEmpty() ? path : path + "?" + parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
