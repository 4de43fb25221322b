// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.licence.LicenceExpression.Term;
import org.fabcommons.hub.licence.Rule.Family;

/**
 * A licence as a design shows it, or the picker offers it.
 *
 * @param spdx a canonical expression, such as {@code CERN-OHL-S-2.0}
 * @param title the name as people write it
 * @param link where the text stands; empty where several licences apply, or nobody knows
 * @param offered whether the picker offers it; then it has texts, {@code licence.<key>.why} and {@code .for}
 */
public record Licence(String spdx, String title, String link, Family family, boolean offered) {
    private static final List<Licence> OFFERED = Rules.standard().offered().stream()
            .map(each ->
                    new Licence(each.id(), each.title(), each.link(), family(LicenceExpression.read(each.id())), true))
            .toList();

    /** What an expression says; empty where it is none. */
    public static Optional<Licence> find(String expression) {
        try {
            return Optional.of(of(LicenceExpression.read(expression).expression()));
        } catch (ExpressionFault none) {
            return Optional.empty();
        }
    }

    /** What an expression says. */
    public static Licence of(LicenceExpression expression) {
        var spdx = expression.toString();
        return OFFERED.stream()
                .filter(licence -> licence.spdx.equals(spdx))
                .findFirst()
                .orElseGet(() -> new Licence(spdx, spdx, link(expression), family(expression), false));
    }

    private static Family family(LicenceExpression.Reading reading) {
        return family(reading.expression());
    }

    /** The most open way to choose, and of what applies together the least open. */
    private static Family family(LicenceExpression expression) {
        return expression.choices().stream()
                .map(terms -> terms.stream()
                        .map(term -> Rules.standard().of(term).family())
                        .max(Family::compareTo)
                        .orElseThrow())
                .min(Family::compareTo)
                .orElseThrow();
    }

    private static String link(LicenceExpression expression) {
        return expression instanceof Term term
                        && SpdxList.standard().licence(term.id()).isPresent()
                ? "https://spdx.org/licenses/" + term.id() + ".html"
                : "";
    }

    /** The licences of a group that the picker offers, in its order. */
    public static List<Licence> of(Family family) {
        return OFFERED.stream().filter(licence -> licence.family == family).toList();
    }

    /** All that the picker offers. */
    public static List<Licence> all() {
        return OFFERED;
    }

    /** Whether something derived from a work under this licence may be under that one. */
    public boolean allows(Licence derivative) {
        return Rules.standard()
                .verdict(List.of(Work.of(spdx, LicenceTerms.of(spdx))), LicenceTerms.of(derivative.spdx))
                .permitted();
    }

    /** What its texts are called by. */
    public String key() {
        return spdx.replace(' ', '_');
    }
}
