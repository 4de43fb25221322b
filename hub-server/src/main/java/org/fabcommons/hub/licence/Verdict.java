// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fabcommons.hub.licence.LicenceTerms.Scope;

/**
 * What licences say of a work made of others. Not legal advice.
 *
 * @param rules the version of the rules it was found by
 * @param findings one for each ancestor and part that has a licence of its own
 * @param allowed the licences that would do for everything
 * @param ways how to go on where it is not permitted
 */
public record Verdict(
        Outcome outcome,
        String rules,
        List<Finding> findings,
        List<Choice> allowed,
        Set<String> duties,
        List<Way> ways) {
    /** May it be. */
    public enum Outcome {
        /** It may be, under the conditions of the findings. */
        PERMITTED,
        /** Not under this licence; under another one. */
        REFUSED,
        /** Under no licence, unless an author agrees. */
        NEEDS_PERMISSION;

        /** How the API and the manifest write it. */
        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** The outcome of this wire name. */
        public static Optional<Outcome> find(String wire) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.wireName().equals(wire))
                    .findFirst();
        }
    }

    /** What the new work does with an ancestor. */
    public enum Use {
        /** It is made of it, changed. */
        DERIVATIVE,
        /** It has it as a part, unchanged. */
        PART
    }

    /**
     * What one licence of one ancestor says.
     *
     * @param licence the ancestor's, as far as it decided
     * @param permitted whether it lets the new work be as it is wanted
     * @param granted whether its author's permission decided, not its licence
     * @param conditions the texts are {@code licence.condition.<condition>}
     */
    public record Finding(
            Work work,
            Scope scope,
            String licence,
            String wanted,
            Rule rule,
            boolean permitted,
            boolean granted,
            Set<String> conditions) {}

    /** A licence that would do. */
    public record Choice(String licence, Set<String> conditions) {}

    /**
     * A way out; its text is the message {@code licence.way.<code>}.
     *
     * @param about what it is about, such as an ancestor's name
     */
    public record Way(String code, String about) {}

    public boolean permitted() {
        return outcome == Outcome.PERMITTED;
    }

    /** The findings that forbid it. */
    public List<Finding> obstacles() {
        return findings.stream().filter(finding -> !finding.permitted()).toList();
    }

    /** The conditions under which it is permitted. */
    public Set<String> conditions() {
        return findings.stream()
                .flatMap(finding -> finding.conditions().stream())
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    /** The licences that would do without a condition, then the others. */
    public List<String> allowedLicences() {
        return Stream.concat(
                        allowed.stream().filter(choice -> choice.conditions().isEmpty()),
                        allowed.stream().filter(choice -> !choice.conditions().isEmpty()))
                .map(Choice::licence)
                .toList();
    }
}
