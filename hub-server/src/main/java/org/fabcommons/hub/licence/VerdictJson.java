// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.util.List;
import org.fabcommons.hub.web.Viewer;

/**
 * A verdict as the API gives it, with its texts in the reader's language.
 *
 * @param outcome permitted, refused or needs-permission
 * @param rules the version of the rules
 * @param allowed the licences that would do, the best first
 * @param advice what it is not: legal advice
 */
public record VerdictJson(
        String outcome,
        String text,
        String rules,
        List<Finding> findings,
        List<Allowed> allowed,
        List<Duty> duties,
        List<Way> ways,
        String advice) {

    /** What one licence of one ancestor says. */
    public record Finding(
            String ancestor,
            String use,
            String scope,
            String licence,
            String wanted,
            boolean permitted,
            boolean granted,
            String rule,
            String text,
            List<String> conditions,
            List<Rule.Source> sources) {}

    /** @param conditions the conditions in words; none for most */
    public record Allowed(String licence, List<String> conditions) {}

    /** @param done whether the hub does it */
    public record Duty(String id, String text, boolean done) {}

    public record Way(String code, String about, String text) {}

    public static VerdictJson of(Verdict verdict, Viewer viewer) {
        return new VerdictJson(
                verdict.outcome().wireName(),
                viewer.text("licence.outcome." + verdict.outcome()),
                verdict.rules(),
                verdict.findings().stream()
                        .map(finding -> finding(finding, viewer))
                        .toList(),
                verdict.allowed().stream()
                        .map(choice -> new Allowed(choice.licence(), conditions(choice.conditions(), viewer)))
                        .toList(),
                verdict.duties().stream()
                        .map(duty -> new Duty(
                                duty,
                                viewer.text("licence.duty." + duty),
                                Rules.standard().done(duty)))
                        .toList(),
                verdict.ways().stream()
                        .map(way ->
                                new Way(way.code(), way.about(), viewer.text("licence.way." + way.code(), way.about())))
                        .toList(),
                viewer.text("licence.advice"));
    }

    private static Finding finding(Verdict.Finding finding, Viewer viewer) {
        return new Finding(
                finding.work().name(),
                finding.work().use().name().toLowerCase(java.util.Locale.ROOT),
                finding.scope().name().toLowerCase(java.util.Locale.ROOT),
                finding.licence(),
                finding.wanted(),
                finding.permitted(),
                finding.granted(),
                finding.rule().id(),
                says(finding, viewer),
                conditions(finding.conditions(), viewer),
                finding.rule().sources(viewer.locale()));
    }

    /** Of what is used unchanged, what its licence says of derivatives does not matter; who agreed comes before what it says. */
    private static String says(Verdict.Finding finding, Viewer viewer) {
        var part = finding.work().use() == Verdict.Use.PART && finding.rule().part() != Rule.Part.CLOSED;
        var text = viewer.text(
                part ? "licence.part" : "licence.rule." + finding.rule().id());
        return finding.granted() ? viewer.text("licence.granted", finding.wanted(), text) : text;
    }

    private static List<String> conditions(java.util.Set<String> conditions, Viewer viewer) {
        return conditions.stream()
                .map(condition -> viewer.text("licence.condition." + condition))
                .toList();
    }
}
