// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.Optional;
import org.fabcommons.agent.job.ProgramKeys;

/**
 * What to enter in a slicer, and which programs hold a key.
 *
 * @param origin where this page was reached, as {@code http://host:port}
 * @param newKey a key that was just made; shown this once
 */
record SlicersPage(Shop shop, Texts texts, String origin, Optional<String> newKey) {
    String whole() {
        var html = new Html().add("<h1>%s</h1><p>%s</p>", texts.of("slicers.title"), texts.of("slicers.how"));
        newKey.ifPresent(key -> html.add(
                "<section class=\"notice\" role=\"status\"><p>%s</p><p class=\"figure"
                        + " wrap\"><strong>%s</strong></p></section>",
                texts.of("slicers.newKey"), key));
        html.add("<section class=\"card\"><h2>%s</h2><dl>", texts.of("slicers.addresses"));
        var benches = shop.benches();
        for (var bench : benches)
            html.add(
                    "<dt>%s</dt><dd class=\"figure wrap\">%s</dd>",
                    bench.name(), benches.size() == 1 ? origin : origin + "/slicer/" + bench.key());
        html.add(
                "</dl><p class=\"faint small\">%s</p><p class=\"faint small\">%s</p></section>",
                texts.of("slicers.types"), texts.of("slicers.user", ProgramKeys.USER));
        keys(html);
        return Frame.around(shop, texts, texts.of("slicers.title"), html);
    }

    private void keys(Html html) {
        html.add("<section class=\"card\"><h2>%s</h2><p>%s</p>", texts.of("slicers.keys"), texts.of("slicers.keysHow"));
        var keys = shop.shelf().programs().all();
        if (!keys.isEmpty()) {
            html.add("<ul class=\"plain\">");
            for (var key : keys)
                html.add(
                        "<li class=\"row\"><strong>%s</strong> <span class=\"faint small\">%s%s</span><form"
                                + " method=\"post\" action=\"/slicers/keys/%s/forget\"><button"
                                + " class=\"danger\">%s</button></form></li>",
                        key.app(),
                        key.machine()
                                .flatMap(shop::bench)
                                .map(bench -> texts.of("slicers.onlyFor", bench.name()) + ", ")
                                .orElse(""),
                        texts.of("slicers.since", texts.time(key.createdAt())),
                        key.id(),
                        texts.of("slicers.forget"));
            html.add("</ul>");
        }
        html.add(
                """
                <form method="post" action="/slicers/keys" class="row">
                <label for="app">%s</label>
                <input id="app" name="app" maxlength="60" required placeholder="PrusaSlicer">
                """,
                texts.of("slicers.app"));
        if (shop.benches().size() > 1) {
            html.add(
                    "<label for=\"machine\">%s</label><select id=\"machine\" name=\"machine\"><option"
                            + " value=\"\">%s</option>",
                    texts.of("slicers.machine"), texts.of("slicers.allMachines"));
            for (var bench : shop.benches()) html.add("<option value=\"%s\">%s</option>", bench.key(), bench.name());
            html.add("</select>");
        }
        html.add("<button class=\"primary\">%s</button></form>", texts.of("slicers.make"));
        if (shop.benches().size() > 1) html.add("<p class=\"faint small\">%s</p>", texts.of("slicers.keyFor"));
        html.add("</section>");
    }
}
