// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.Optional;
import org.fabcommons.agent.job.Waiting;
import org.fabcommons.agent.runfrom.RunFrom;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Finding;
import org.fabcommons.profile.Language;

/** What an uploaded file amounts to on a machine, and the question whether that is clear. */
record CheckPage(
        Shop shop, Texts texts, Shop.Bench bench, Waiting waiting, Checked checked, Optional<Word.Refused> wrong) {
    String whole() {
        var html = new Html();
        var toolpath = checked.toolpath();
        html.add("<h1>%s</h1><p>%s</p>", waiting.fileName(), texts.of("check.on", bench.name()));
        var head = shop.head(waiting.sha256());
        html.add("<section class=\"card facts\">");
        head.picture()
                .ifPresent(picture -> html.add(
                        "<img src=\"/files/picture/%s\" alt=\"%s\">",
                        waiting.sha256(), texts.of("check.picture", waiting.fileName())));
        html.add("<dl>");
        head.slicer().ifPresent(slicer -> row(html, "check.slicer", slicer));
        row(html, "check.lines", texts.count(toolpath.sendable()));
        if (toolpath.estimateSeconds() > 0)
            row(html, "check.time", texts.duration(Math.round(toolpath.estimateSeconds())));
        // What is made, as far as that is known: the way from the corner where the tool begins is no part of it.
        toolpath.work()
                .or(toolpath::bounds)
                .ifPresent(bounds -> row(
                        html,
                        "check.size",
                        texts.of(
                                "check.millimetres",
                                texts.number(bounds.max().x() - bounds.min().x(), 1),
                                texts.number(bounds.max().y() - bounds.min().y(), 1),
                                texts.number(bounds.max().z() - bounds.min().z(), 1))));
        if (toolpath.filamentMm() > 0)
            row(html, "check.filament", texts.of("check.metres", texts.number(toolpath.filamentMm() / 1000, 2)));
        toolpath.maxNozzleC().ifPresent(c -> row(html, "sensor.T0", texts.of("temperature", texts.number(c, 0))));
        toolpath.maxBedC().ifPresent(c -> row(html, "sensor.B", texts.of("temperature", texts.number(c, 0))));
        html.add("</dl></section>");
        findings(html, "check.refusals", "bad", checked.refusals());
        var allow = new AllowFields(shop, texts, bench, waiting.sha256(), checked, wrong);
        if (!checked.refused()) html.put(allow.asked());
        findings(html, "check.warnings", "warn", checked.warnings());
        if (checked.refused()) html.add("<p>%s</p>", texts.of("check.refused"));
        else if (bench.out().isPresent())
            html.add("<p class=\"notice\">%s</p>", texts.of("service.waits", bench.name()));
        else if (!bench.free()) html.add("<p class=\"notice\">%s</p>", texts.of("check.busy", bench.name()));
        else
            html.add("<form method=\"post\" action=\"%s\" class=\"card stack\">", LocalPages.address(waiting))
                    .put(allow.fields())
                    .add(
                            """
                            <label class="tick"><input type="checkbox" name="clear" value="yes" required> <span>%s</span></label>
                            <button class="primary">%s</button></form>
                            """,
                            texts.of("check.clear", bench.name()), texts.of("check.start"));
        if (!checked.refused()) elsewhere(html);
        html.add(
                """
                <form method="post" action="%s/copies" class="card row"><label for="copies">%s</label>
                <input id="copies" name="copies" type="number" min="1" max="20" value="1" required>
                <button>%s</button></form>
                """,
                LocalPages.address(waiting), texts.of("copies.title"), texts.of("copies.add"));
        html.add(
                "<div class=\"row\"><a href=\"/\">%s</a><form method=\"post\" action=\"%s/remove\"><button>%s</button></form></div>",
                texts.of("check.leave"), LocalPages.address(waiting), texts.of("waiting.remove"));
        return Frame.around(shop, texts, waiting.fileName(), html);
    }

    /** Other things to do with it than to run all of it. */
    private void elsewhere(Html html) {
        if (!RunFrom.ways(bench.profile()).isEmpty())
            html.add(
                    "<p><a href=\"/machines/%s/from?waiting=%s\">%s</a></p>",
                    bench.key(), waiting.id(), texts.of("from.offer"));
        if (!bench.free() || !FromCalls.tries(bench)) return;
        boolean reads = bench.profile().language() == Language.GRBL;
        html.add(
                """
                <details><summary>%s</summary><form method="post" action="%s/try"><p>%s</p>
                <label class="tick"><input type="checkbox" name="clear" value="yes" required> <span>%s</span></label>
                <button>%s</button></form></details>
                """,
                texts.of("try.title"),
                LocalPages.address(waiting),
                texts.of(reads ? "try.reads" : "try.moves"),
                texts.of("check.clear", bench.name()),
                texts.of("try.start"));
    }

    private void row(Html html, String name, String value) {
        html.add("<dt>%s</dt><dd class=\"figure\">%s</dd>", texts.of(name), value);
    }

    private void findings(Html html, String title, String mood, List<Finding> findings) {
        if (findings.isEmpty()) return;
        html.add("<section class=\"notice " + mood + "\"><h2>%s</h2><ul>", texts.of(title));
        for (var finding : findings) {
            html.add("<li>");
            if (finding.line() > 0)
                html.add("<strong>%s</strong> ", texts.of("check.line", texts.count(finding.line())));
            html.add("%s</li>", finding.message(texts.locale()));
        }
        html.add("</ul></section>");
    }
}
