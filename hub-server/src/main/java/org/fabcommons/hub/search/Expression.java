// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question in the language of FTS5. Nothing of it is what a person wrote: words come out of {@link Words}, which leaves
 * letters and digits, values out of {@link Query}; each stands in quotation marks.
 *
 * @param words for each word what may stand for it
 */
record Expression(List<Set<String>> words, Map<Facet, Set<String>> chosen) {
    private static final List<String> COLUMNS = List.of("{title} : ", "{title tags people parts} : ", "");

    static Expression of(Query query) {
        return new Expression(query.words().stream().map(Words::forms).toList(), query.chosen());
    }

    /** The last word only begun. */
    Expression completed(Collection<String> endings) {
        List<Set<String>> all = new ArrayList<>(words);
        all.set(all.size() - 1, new LinkedHashSet<>(endings));
        return new Expression(all, chosen);
    }

    Expression without(Facet facet) {
        var rest = new EnumMap<Facet, Set<String>>(Facet.class);
        rest.putAll(chosen);
        rest.remove(facet);
        return new Expression(words, rest);
    }

    boolean everything() {
        return words.isEmpty() && chosen.isEmpty();
    }

    /** All of it, wherever the words stand; empty where everything is asked for. */
    Optional<String> match() {
        return match(Order.TIERS - 1, "");
    }

    /** What stands in this place or a better one, and has this word of an order. */
    Optional<String> match(int tier, String token) {
        List<String> parts = new ArrayList<>();
        for (var forms : words) parts.add("(" + COLUMNS.get(tier) + "(" + any(forms) + "))");
        chosen.forEach((facet, values) -> parts.add("({facets} : ("
                + any(values.stream().map(value -> indexed(facet, value)).toList()) + "))"));
        if (!token.isEmpty()) parts.add("({facets} : \"" + token + "\")");
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", parts));
    }

    /** What stands in this place and in no better one. */
    Optional<String> only(int tier, String token) {
        return match(tier, token)
                .map(all -> tier == 0 || words.isEmpty() ? all : "(" + all + ") NOT (" + better(tier) + ")");
    }

    private String better(int tier) {
        return words.stream()
                .map(forms -> "(" + COLUMNS.get(tier - 1) + "(" + any(forms) + "))")
                .collect(Collectors.joining(" AND "));
    }

    private static String indexed(Facet facet, String value) {
        if (facet != Facet.FITS) return facet.token(value);
        return facet.token(Envelopes.model(value)
                .map(model -> Envelopes.room(model).wire())
                .orElse("none"));
    }

    private static String any(Collection<String> words) {
        return words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(" OR "));
    }
}
