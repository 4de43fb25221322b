// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fabcommons.hub.licence.Verdict.Outcome;
import org.fabcommons.hub.licence.Verdict.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    private static final Rules RULES = Rules.standard();
    /** The columns of the table of pairs. */
    private static final List<String> WANTED = List.of(
            "CC0-1.0",
            "MIT",
            "Apache-2.0",
            "CERN-OHL-P-2.0",
            "CC-BY-4.0",
            "CC-BY-SA-4.0",
            "CC-BY-NC-4.0",
            "CC-BY-NC-SA-4.0",
            "CC-BY-ND-4.0",
            "CERN-OHL-W-2.0",
            "CERN-OHL-S-2.0",
            "CERN-OHL-1.2",
            "TAPR-OHL-1.0",
            "GPL-2.0-only",
            "GPL-3.0-only",
            "GPL-3.0-or-later",
            "AGPL-3.0-or-later",
            "LGPL-3.0-or-later",
            "LAL-1.3");

    /** y = may be, c = on a condition, - = may not be. */
    private static final String PAIRS =
            """
            CC0-1.0           yyyyyyyyyyyyyyyyyyy
            MIT               yyyyyyyyyyyyyyyyyyy
            Apache-2.0        yyyyyyyyyyyyy-yyyyy
            CERN-OHL-P-2.0    yyyyyyyyyyyyyyyyyyy
            CC-BY-4.0         -yyyyyyycyyyyyyyyyy
            CC-BY-SA-4.0      -----y--------y---y
            CC-BY-NC-4.0      ------yy-----------
            CC-BY-NC-SA-4.0   -------y-----------
            CC-BY-ND-4.0      -------------------
            CERN-OHL-W-2.0    ---------yc--------
            CERN-OHL-S-2.0    ----------y--------
            CERN-OHL-1.2      ----------cy-------
            TAPR-OHL-1.0      ------------y------
            GPL-2.0-only      -------------y-----
            GPL-3.0-only      --------------y-c--
            GPL-3.0-or-later  --------------yyc--
            AGPL-3.0-or-later ----------------y--
            LGPL-3.0-or-later --------------yy-y-
            LAL-1.3           -----y------------y
            """;

    private static Verdict verdict(List<String> ancestors, String wanted) {
        return RULES.verdict(
                ancestors.stream()
                        .map(licence -> Work.of(licence, LicenceTerms.of(licence)))
                        .toList(),
                LicenceTerms.of(wanted));
    }

    @Test
    void everyPairIsAsTheTableSays() {
        Map<String, String> found = new TreeMap<>();
        for (var ancestor : WANTED)
            found.put(
                    ancestor,
                    WANTED.stream()
                            .map(wanted -> verdict(List.of(ancestor), wanted))
                            .map(verdict -> !verdict.permitted()
                                    ? "-"
                                    : verdict.conditions().isEmpty() ? "y" : "c")
                            .collect(Collectors.joining()));
        assertThat(found)
                .containsExactlyInAnyOrderEntriesOf(PAIRS.lines()
                        .map(line -> line.split("\\s+"))
                        .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1])));
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource({
        // Expressions: a choice is the derivative's to make, what applies together binds together.
        "MIT OR GPL-3.0-only, CC-BY-4.0, PERMITTED",
        "MIT AND GPL-3.0-only, CC-BY-4.0, REFUSED",
        "MIT AND CC-BY-SA-4.0, MIT AND CC-BY-SA-4.0, PERMITTED",
        "CC-BY-SA-4.0, MIT AND CC-BY-SA-4.0, REFUSED",
        "CC-BY-SA-4.0, MIT OR CC-BY-SA-4.0, REFUSED",
        "MIT OR CC-BY-SA-4.0, MIT OR CC-BY-SA-4.0, PERMITTED",
        // Or later.
        "CERN-OHL-W-2.0, CERN-OHL-W-2.0+, REFUSED",
        "CERN-OHL-W-2.0+, CERN-OHL-W-2.0+, PERMITTED",
        "CERN-OHL-W-2.0+, CERN-OHL-W-2.0, PERMITTED",
        "GPL-3.0, GPL-3.0-or-later, REFUSED",
        "GPL-2.0+, GPL-3.0-only, PERMITTED",
        "GPL-2.0-only, GPL-3.0-only, REFUSED",
        "Apache-2.0, GPL-2.0-or-later, REFUSED",
        "Apache-2.0, LGPL-2.1-or-later, REFUSED",
        "LGPL-2.0-only, LGPL-2.1-only, REFUSED",
        "LGPL-2.1-only, LGPL-2.1-only, PERMITTED",
        "CC-BY-NC-SA-1.0, CC-BY-NC-SA-1.0, PERMITTED",
        "CC-BY-NC-SA-1.0, CC-BY-NC-SA-4.0, REFUSED",
        "MPL-2.0, GPL-2.0-only, PERMITTED",
        "LGPL-2.1-only, GPL-3.0-or-later, PERMITTED",
        "CC-BY-SA-3.0, CC-BY-SA-4.0, PERMITTED",
        "CC-BY-SA-3.0, GPL-3.0-only, REFUSED",
        "CC-BY-SA-4.0, CC-BY-SA-3.0, REFUSED",
        "CC-BY-SA-1.0, CC-BY-SA-4.0, REFUSED",
        "CC-BY-SA-3.0-DE, CC-BY-SA-3.0, PERMITTED",
        // Solderpad is an exception to Apache; an exception is not for others to add or to keep alone.
        "Apache-2.0 WITH SHL-2.1, CERN-OHL-S-2.0, PERMITTED",
        "Apache-2.0 WITH SHL-2.1, GPL-2.0-only, REFUSED",
        "GPL-3.0-only, GPL-3.0-only WITH GCC-exception-3.1, REFUSED",
        "GPL-3.0-only WITH GCC-exception-3.1, GPL-3.0-only, PERMITTED",
        // Without a rule of its own: an open one allows itself, any other one nothing.
        "OFL-1.1, OFL-1.1, PERMITTED",
        "OFL-1.1, MIT, REFUSED",
        "LicenseRef-Commercial, MIT, NEEDS_PERMISSION",
        "LicenseRef-Commercial, LicenseRef-Commercial, NEEDS_PERMISSION",
        "NOASSERTION, CERN-OHL-S-2.0, NEEDS_PERMISSION",
        "MIT, LicenseRef-Commercial, PERMITTED",
        "CC-BY-NC-ND-4.0, CC-BY-NC-ND-4.0, NEEDS_PERMISSION",
    })
    void knownCorners(String ancestor, String wanted, Outcome outcome) {
        assertThat(verdict(List.of(ancestor), wanted).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "CC-BY-SA-4.0 CERN-OHL-S-2.0, ''",
        "CC-BY-SA-4.0 CC-BY-NC-SA-4.0, ''",
        "TAPR-OHL-1.0 CERN-OHL-W-2.0, ''",
        "GPL-2.0-only Apache-2.0, ''",
        "CC-BY-4.0 CERN-OHL-S-2.0, CERN-OHL-S-2.0",
        "CERN-OHL-W-2.0 CERN-OHL-S-2.0, CERN-OHL-S-2.0",
        "CC-BY-SA-4.0 GPL-3.0-or-later, GPL-3.0-only",
        "CC-BY-NC-4.0 CC-BY-NC-SA-4.0, CC-BY-NC-SA-4.0",
    })
    void severalAncestorsAllowWhatEachOfThemAllows(String ancestors, String allowed) {
        var works = Arrays.asList(ancestors.split(" "));
        var verdict = verdict(works, works.get(0));
        assertThat(verdict.allowedLicences())
                .containsExactlyElementsOf(allowed.isEmpty() ? List.of() : List.of(allowed));
        if (allowed.isEmpty()) {
            assertThat(verdict.outcome()).isEqualTo(Outcome.NEEDS_PERMISSION);
            assertThat(verdict.ways())
                    .extracting(Verdict.Way::code)
                    .contains("split", "ask")
                    .anyMatch(code -> code.startsWith("part"));
        }
    }

    @Test
    void withoutAncestorsEverythingIsPermitted() {
        assertThat(verdict(List.of(), "LicenseRef-Mine").permitted()).isTrue();
    }

    @Test
    void anAuthorsPermissionGoesBeforeTheLicence() {
        var work = Work.of("ada/lamp", LicenceTerms.of("CC-BY-ND-4.0")).permitting(Set.of("CC-BY-SA-4.0"));
        var verdict = RULES.verdict(List.of(work), LicenceTerms.of("CC-BY-SA-4.0"));
        assertThat(verdict.permitted()).isTrue();
        assertThat(verdict.findings().get(0).granted()).isTrue();
        assertThat(RULES.verdict(List.of(work), LicenceTerms.of("MIT")).allowedLicences())
                .containsExactly("CC-BY-SA-4.0");
    }

    @Test
    void anUnchangedPartKeepsItsLicenceAndLeavesTheWholeFree() {
        for (var licence : List.of("CC-BY-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-4.0", "CERN-OHL-W-2.0")) {
            var verdict =
                    RULES.verdict(List.of(Work.of("a", LicenceTerms.of(licence)).as(Use.PART)), LicenceTerms.of("MIT"));
            assertThat(verdict.permitted()).as(licence).isTrue();
            assertThat(verdict.conditions()).isEmpty();
            assertThat(verdict.duties()).doesNotContain("same-licence");
        }
        assertThat(RULES.verdict(
                                List.of(Work.of("a", LicenceTerms.of("CERN-OHL-S-2.0"))
                                        .as(Use.PART)),
                                LicenceTerms.of("MIT"))
                        .conditions())
                .containsExactly("part-whole");
        assertThat(RULES.verdict(
                                List.of(Work.of("a", LicenceTerms.of("NOASSERTION"))
                                        .as(Use.PART)),
                                LicenceTerms.of("MIT"))
                        .permitted())
                .isFalse();
    }

    @Test
    void whoeverMadeItMayLicenseItAnew() {
        var verdict = RULES.verdict(
                List.of(Work.of("ada/lamp", LicenceTerms.of("CERN-OHL-S-2.0")).mine()), LicenceTerms.of("MIT"));
        assertThat(verdict.permitted()).isTrue();
        assertThat(verdict.conditions()).containsExactly("own-work");
        var part = Work.of("ada/star", LicenceTerms.of("CC-BY-ND-4.0")).as(Use.PART);
        assertThat(RULES.verdict(List.of(part.mine()), LicenceTerms.of("MIT")).conditions())
                .isEmpty();
    }

    @Test
    void hardwareDocumentationAndSoftwareAreLookedAtApart() {
        var ancestor = new LicenceTerms(
                read("CERN-OHL-S-2.0"), Optional.of(read("CC-BY-SA-4.0")), Optional.of(read("GPL-3.0-or-later")));
        var works = List.of(Work.of("ada/lamp", ancestor));
        assertThat(RULES.verdict(works, ancestor).permitted()).isTrue();
        var flat = RULES.verdict(works, LicenceTerms.of("CERN-OHL-S-2.0"));
        assertThat(flat.obstacles())
                .extracting(Verdict.Finding::scope)
                .containsExactly(LicenceTerms.Scope.DOCUMENTATION, LicenceTerms.Scope.SOFTWARE);
        assertThat(flat.ways())
                .contains(
                        new Verdict.Way("part-documentation", "CC-BY-SA-4.0"),
                        new Verdict.Way("part-software", "GPL-3.0-or-later"));
        // A way out by part is no case for asking the author.
        assertThat(flat.outcome()).isEqualTo(Verdict.Outcome.REFUSED);
        assertThat(RULES.allowed(works, ancestor))
                .extracting(Verdict.Choice::licence)
                .contains("CERN-OHL-S-2.0");
    }

    private static LicenceExpression read(String text) {
        return LicenceExpression.read(text).expression();
    }

    /** CC BY-SA 4.0, section 2(a)(5)(B): whoever takes a derivative on looks at its licence. */
    @Test
    void furtherAncestorsCountToo() {
        var credit = Work.of("a", LicenceTerms.of("CC-BY-4.0")).further();
        var free = Work.of("b", LicenceTerms.of("CERN-OHL-P-2.0"));
        assertThat(RULES.verdict(List.of(credit, free), LicenceTerms.of("CC0-1.0"))
                        .permitted())
                .isFalse();
        var shared = Work.of("a", LicenceTerms.of("CC-BY-SA-4.0")).further();
        var code = Work.of("b", LicenceTerms.of("GPL-3.0-only"));
        assertThat(RULES.verdict(List.of(shared, code), LicenceTerms.of("GPL-3.0-only"))
                        .permitted())
                .isTrue();
    }

    @Test
    void everyRuleHasASourceAndNamesLicencesThatExist() {
        for (var rule : RULES.all()) {
            assertThat(rule.sources()).as(rule.id()).isNotEmpty();
            Stream.of(
                            rule.licences().stream(),
                            rule.except().stream(),
                            rule.allows().stream(),
                            rule.onlyIf().values().stream().flatMap(List::stream))
                    .flatMap(names -> names)
                    .forEach(name ->
                            assertThat(exists(name)).as(rule.id() + ": " + name).isTrue());
        }
    }

    private static boolean exists(String name) {
        if (!name.endsWith("*")) return Licence.find(name).isPresent();
        return SpdxList.standard().licences().stream()
                .anyMatch(entry -> entry.id().startsWith(name.substring(0, name.length() - 1)));
    }

    @Test
    void everyLicenceAllowsItselfUnlessItForbidsDerivatives() {
        for (var licence : Licence.all())
            assertThat(licence.allows(licence))
                    .as(licence.spdx())
                    .isEqualTo(!licence.spdx().contains("-ND-"));
    }
}
