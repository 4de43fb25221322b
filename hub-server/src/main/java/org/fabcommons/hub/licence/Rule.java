// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.licence.LicenceExpression.Term;

/**
 * What licences of one sort let a derivative be under, and what they ask; read from {@code rules.yml}.
 *
 * @param id its text is the message {@code licence.rule.<id>}
 * @param licences identifiers; {@code *} stands for any ending
 * @param except what a derivative must not be under, where it may be under anything else
 * @param allows what a derivative may be under besides the same licence
 * @param onlyIf what it may be under where a condition is met; the text is {@code licence.condition.<key>}
 * @param through whether whoever takes a derivative on looks at the derivative's licence alone
 * @param duties the texts are the messages {@code licence.duty.<duty>}
 */
public record Rule(
        String id,
        List<String> licences,
        Family family,
        Derivative derivative,
        List<String> except,
        List<String> allows,
        @JsonProperty("if") Map<String, List<String>> onlyIf,
        boolean through,
        Part part,
        List<String> duties,
        List<Named> sources) {
    /** How open it is. */
    public enum Family {
        /** Derivatives may be under other licences. */
        FREE,
        /** Derivatives stay under the same terms. */
        @JsonProperty("shared-alike")
        SHARED_ALIKE,
        /** Open, but how far it reaches is not known here. */
        OPEN,
        /** Forbids uses; not open hardware by the OSHWA definition. */
        @JsonProperty("not-open")
        NOT_OPEN
    }

    enum Derivative {
        ANY,
        LISTED,
        NONE
    }

    enum Part {
        FREE,
        WHOLE,
        CLOSED
    }

    /**
     * Where the rule comes from.
     *
     * @param fr its name in French; missing where that is the same
     */
    record Named(String text, String fr, String link) {
        Source in(Locale locale) {
            return new Source(fr != null && locale.getLanguage().equals("fr") ? fr : text, link);
        }
    }

    /** The same in the language of who reads. */
    public record Source(String text, String link) {}

    List<Source> sources(Locale locale) {
        return sources.stream().map(source -> source.in(locale)).toList();
    }

    public Rule {
        licences = List.copyOf(licences);
        except = except == null ? List.of() : List.copyOf(except);
        allows = allows == null ? List.of() : List.copyOf(allows);
        onlyIf = onlyIf == null ? Map.of() : Map.copyOf(onlyIf);
        duties = List.copyOf(duties);
        sources = List.copyOf(sources);
    }

    /** Whether something may be, and on which condition. */
    record Answer(boolean yes, Optional<String> condition) {
        static final Answer NO = new Answer(false, Optional.empty());
        static final Answer YES = new Answer(true, Optional.empty());

        static Answer onlyIf(String condition) {
            return new Answer(true, Optional.of(condition));
        }
    }

    /** Whether it speaks of this licence. */
    boolean speaksOf(String name) {
        return licences.stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** Whether a derivative of a work under {@code given} may be under {@code wanted}. */
    Answer lets(Term given, Term wanted) {
        if (derivative == Derivative.NONE) return Answer.NO;
        if (derivative == Derivative.ANY && named(except, wanted.id())) return Answer.NO;
        // More freedom than was given, by "or later" or an exception, is not for the one who derives to add.
        if (derivative == Derivative.LISTED && addsFreedom(given, wanted)) return Answer.NO;
        for (var condition : onlyIf.entrySet())
            if (named(condition.getValue(), wanted.id())) return Answer.onlyIf(condition.getKey());
        if (derivative == Derivative.ANY) return Answer.YES;
        return wanted.id().equals(given.id()) || named(allows, wanted.id()) ? Answer.YES : Answer.NO;
    }

    private static boolean addsFreedom(Term given, Term wanted) {
        var later = wanted.orLater() && !(given.orLater() && given.id().equals(wanted.id()));
        return later || (wanted.exception().isPresent() && !wanted.exception().equals(given.exception()));
    }

    private static boolean named(List<String> patterns, String id) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, id));
    }

    private static boolean matches(String pattern, String id) {
        return pattern.endsWith("*") ? id.startsWith(pattern.substring(0, pattern.length() - 1)) : pattern.equals(id);
    }
}
