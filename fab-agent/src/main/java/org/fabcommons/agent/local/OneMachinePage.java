// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;

/** One machine as it is now, with what its other pages show of themselves here. */
record OneMachinePage(Shop shop, AppKeys keys, Texts texts, MachineFrame frame, Shop.Bench bench) {
    String whole() {
        var html = new Html()
                .add("<div id=\"live\" data-live=\"/machines/%s/live\">", bench.key())
                .put(now())
                .add("</div>")
                .put(MachinesPage.bring(texts, List.of(bench)));
        return frame.around(bench, texts, MachineFrame.NOW, html, "upload.js");
    }

    /** The part that changes. */
    String live() {
        return now().toString();
    }

    private Html now() {
        var html = new Html();
        html.put(new MachineCard(shop, texts).alone(bench));
        html.put(
                TemperaturePlot.live(shop.temperatures(bench.key()), bench.now().temperatures(), shop.now(), texts)
                        .drawn());
        for (var page : frame.pages())
            if (page.suits(bench)) page.glance(bench, texts).ifPresent(html::put);
        return html;
    }
}
