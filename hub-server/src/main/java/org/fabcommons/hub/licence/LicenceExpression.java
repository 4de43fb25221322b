// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An SPDX licence expression; its text is the canonical form. Source: SPDX 2.3, annex D. */
public sealed interface LicenceExpression {
    /**
     * Reads an expression.
     *
     * @throws ExpressionFault where it is none; it says where and what to write
     */
    static Reading read(String text) {
        return new ExpressionParser(text).read();
    }

    /** @param warnings what was written in an outdated way and how it was understood */
    record Reading(LicenceExpression expression, List<Warning> warnings) {}

    /**
     * @param code the text is the message {@code licence.warning.<code>}
     * @param written what stood there
     * @param meant how it was understood
     */
    record Warning(String code, String written, String meant) {}

    /**
     * One licence.
     *
     * @param id an SPDX identifier, or one that begins with {@code LicenseRef-}
     * @param orLater whether any later version may be chosen, where its identifier does not say so
     * @param exception the SPDX identifier after {@code WITH}
     */
    record Term(String id, boolean orLater, Optional<String> exception) implements LicenceExpression {
        @Override
        public String toString() {
            return id
                    + (orLater ? "+" : "")
                    + exception.map(name -> " WITH " + name).orElse("");
        }
    }

    /** All of them apply. */
    record All(List<LicenceExpression> parts) implements LicenceExpression {
        @Override
        public String toString() {
            return parts.stream()
                    .map(part -> part instanceof Any ? "(" + part + ")" : part.toString())
                    .collect(Collectors.joining(" AND "));
        }
    }

    /** Whoever receives it chooses one. */
    record Any(List<LicenceExpression> parts) implements LicenceExpression {
        @Override
        public String toString() {
            return parts.stream().map(LicenceExpression::toString).collect(Collectors.joining(" OR "));
        }
    }

    /** The ways to choose: of each, all terms apply. */
    default List<Set<Term>> choices() {
        if (this instanceof Term term) return List.of(Set.of(term));
        if (this instanceof Any any)
            return any.parts().stream().flatMap(part -> part.choices().stream()).toList();
        List<Set<Term>> choices = List.of(Set.of());
        for (var part : ((All) this).parts()) {
            List<Set<Term>> longer = new ArrayList<>();
            for (var before : choices)
                for (var more : part.choices()) {
                    Set<Term> both = new LinkedHashSet<>(before);
                    both.addAll(more);
                    longer.add(both);
                }
            choices = longer;
        }
        return choices;
    }

    /** Every licence it names. */
    default Set<Term> terms() {
        return choices().stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
