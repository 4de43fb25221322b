// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import org.fabcommons.agent.job.JobRecord;

/** What the cameras kept of a job. */
final class PicturesPage {
    private final Shop shop;
    private final Texts texts;
    private final JobRecord job;

    PicturesPage(Shop shop, Texts texts, JobRecord job) {
        this.shop = shop;
        this.texts = texts;
        this.job = job;
    }

    String whole() {
        var id = job.order().job();
        var album = shop.cameras().album();
        var title = texts.of("pictures.title", job.order().fileName());
        var html = new Html().add("<h1>%s</h1>", title);
        album.clearedByCamera(id)
                .ifPresent(confidence -> html.add(
                        "<p class=\"notice\">%s</p>", texts.of("pictures.cleared", texts.percent(confidence))));
        var moments = album.moments(id);
        if (moments.isEmpty() && album.film(id).isEmpty())
            html.add("<p class=\"empty\">%s</p>", texts.of("pictures.none"));
        if (album.film(id).isPresent())
            html.add(
                    "<section><h2>%s</h2><video class=\"film\" controls preload=\"metadata\" src=\"/pictures/%s/time-lapse.mp4\">"
                            + "</video><p><a href=\"/pictures/%s/time-lapse.mp4\" download>%s</a></p></section>",
                    texts.of("pictures.film"), id, id, texts.of("pictures.download"));
        if (!moments.isEmpty()) {
            html.add("<section><h2>%s</h2><ul class=\"shots\">", texts.of("pictures.moments"));
            for (var moment : moments)
                html.add(
                        "<li><a href=\"/pictures/%s/%s\"><img src=\"/pictures/%s/%s\" alt=\"\" loading=\"lazy\"></a>"
                                + "<p><strong>%s</strong> <span class=\"faint small\">%s</span></p></li>",
                        id,
                        moment.name(),
                        id,
                        moment.name(),
                        texts.of("pictures." + moment.kind().word()),
                        texts.time(moment.at()));
            html.add("</ul></section>");
        }
        if (job.settled() && (!moments.isEmpty() || album.film(id).isPresent()))
            html.add(
                    "<details><summary>%s</summary><form method=\"post\" action=\"/pictures/%s/remove\"><button class=\"danger\">"
                            + "%s</button></form></details>",
                    texts.of("pictures.remove"), id, texts.of("pictures.removeReally"));
        html.add("<p><a href=\"/\">%s</a></p>", texts.of("page.back"));
        return Frame.around(shop, texts, title, html);
    }
}
