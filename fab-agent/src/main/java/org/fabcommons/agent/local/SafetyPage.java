// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.Optional;
import org.fabcommons.profile.HostLoss;
import org.fabcommons.profile.HostLoss.Left;

/** A machine's safe-state model in words: what it does when its host dies, and what its owner can do about that. */
record SafetyPage() implements MachinePage {
    @Override
    public String segment() {
        return "safety";
    }

    @Override
    public boolean suits(Shop.Bench bench) {
        return bench.profile().hostLoss().isPresent();
    }

    /** A machine that stays hot or on carries its warning where it is looked at. */
    @Override
    public Optional<Html> glance(Shop.Bench bench, Texts texts) {
        return bench.profile().hostLoss().filter(HostLoss::dangerous).map(model -> new Html()
                .add(
                        "<p class=\"notice warn small\">%s <a href=\"/machines/%s/safety\">%s</a></p>",
                        texts.of(model.heaters() == Left.STAYS_ON ? "safety.warn.hot" : "safety.warn.tool"),
                        bench.key(),
                        texts.of("safety.more")));
    }

    @Override
    public Answer answer(Visit visit) {
        var texts = visit.texts();
        var model = visit.bench().profile().hostLoss().orElseThrow();
        var html = new Html();
        html.add("<h2>%s</h2><p>%s</p>", texts.of("safety.title"), texts.of("safety.how"));
        if (model.dangerous())
            html.add(
                    "<p class=\"notice warn\">%s</p>",
                    texts.of(model.heaters() == Left.STAYS_ON ? "safety.warn.hot" : "safety.warn.tool"));
        html.add("<section class=\"card\"><dl>");
        if (model.heaters() != Left.NONE) row(html, texts, "safety.heaters", model.heaters(), model);
        if (model.tool() != Left.NONE) row(html, texts, "safety.tool", model.tool(), model);
        html.add("</dl></section>");
        if (!model.protections().isEmpty()) {
            html.add("<section class=\"card\"><h3>%s</h3><ul>", texts.of("safety.protections"));
            model.protections()
                    .forEach(one -> html.add("<li>%s</li>", texts.of("safety.protection." + one.wireName())));
            html.add("</ul></section>");
        }
        if (model.dangerous()) {
            html.add("<section class=\"card\"><h3>%s</h3><ul>", texts.of("safety.mend"));
            model.mend().forEach(one -> html.add("<li>%s</li>", texts.of("safety.mend." + one.wireName())));
            html.add("</ul></section>");
        }
        html.add(
                "<p class=\"faint small\" lang=\"en\">%s</p>",
                visit.bench().profile().sources().getOrDefault("hostLoss", ""));
        return visit.page(html);
    }

    private static void row(Html html, Texts texts, String what, Left left, HostLoss model) {
        html.add(
                "<dt>%s</dt><dd>%s</dd>",
                texts.of(what),
                texts.of(
                        "safety.left." + left.wireName(),
                        texts.duration(model.offAfterS().orElse(0))));
    }
}
