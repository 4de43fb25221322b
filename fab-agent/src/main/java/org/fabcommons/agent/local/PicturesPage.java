// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.Optional;
import org.fabcommons.agent.camera.Album;
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
        var title = texts.of("pictures.title", job.order().fileName());
        var html = new Html().add("<h1>%s</h1>", title).put(cleared());
        if (!any()) html.add("<p class=\"empty\">%s</p>", texts.of("pictures.none"));
        html.put(film("h2")).put(moments("h2"));
        if (job.settled() && any())
            html.add(
                    "<details><summary>%s</summary><form method=\"post\" action=\"/pictures/%s/remove\"><button"
                            + " class=\"danger\">%s</button></form></details>",
                    texts.of("pictures.remove"), id, texts.of("pictures.removeReally"));
        html.add("<p><a href=\"/history/%s\">← %s</a></p>", id, texts.of("pictures.job"));
        return Frame.around(shop, texts, title, html);
    }

    /** As a part of the job's report; nothing where no picture was kept. */
    Html part() {
        if (!any()) return new Html();
        return new Html()
                .add("<section class=\"card\" id=\"pictures\"><h2>%s</h2>", texts.of("pictures.see"))
                .put(cleared())
                .put(film("h3"))
                .put(moments("h3"))
                .add(
                        "<p><a href=\"/pictures/%s\">%s</a></p></section>",
                        job.order().job(), texts.of("pictures.all"));
    }

    private boolean any() {
        var album = shop.cameras().album();
        var id = job.order().job();
        return album.film(id).isPresent() || !album.moments(id).isEmpty();
    }

    private Html cleared() {
        var html = new Html();
        shop.cameras()
                .album()
                .clearedByCamera(job.order().job())
                .ifPresent(confidence -> html.add(
                        "<p class=\"notice\">%s</p>", texts.of("pictures.cleared", texts.percent(confidence))));
        return html;
    }

    private Html film(String heading) {
        var id = job.order().job();
        if (shop.cameras().album().film(id).isEmpty()) return new Html();
        return new Html()
                .add(
                        "<section><" + heading + ">%s</" + heading
                                + "><video class=\"film\" controls preload=\"metadata\""
                                + " src=\"/pictures/%s/time-lapse.mp4\"></video><p><a"
                                + " href=\"/pictures/%s/time-lapse.mp4\" download>%s</a></p></section>",
                        texts.of("pictures.film"),
                        id,
                        id,
                        texts.of("pictures.download"));
    }

    /** When it was taken, and by which camera where there are several. */
    static String taken(Shop shop, Texts texts, List<Album.Moment> all, Album.Moment moment) {
        boolean several = all.stream().map(Album.Moment::camera).distinct().count() > 1;
        var when = texts.time(moment.at());
        return several ? camera(shop, moment).map(name -> name + ", " + when).orElse(when) : when;
    }

    private static String caption(Shop shop, Texts texts, Album.Moment moment) {
        var what = texts.of("pictures." + moment.kind().word());
        return camera(shop, moment).map(name -> what + ", " + name).orElse(what);
    }

    /** What people call the camera; its key where it is no longer there. */
    private static Optional<String> camera(Shop shop, Album.Moment moment) {
        return moment.camera().map(key -> shop.cameras()
                .find(key)
                .map(found -> found.settings().name())
                .orElse(key));
    }

    private Html moments(String heading) {
        var id = job.order().job();
        var moments = shop.cameras().album().moments(id);
        var html = new Html();
        if (moments.isEmpty()) return html;
        html.add("<section><" + heading + ">%s</" + heading + "><ul class=\"shots\">", texts.of("pictures.moments"));
        for (var moment : moments)
            html.add(
                    "<li><a href=\"/pictures/%s/%s\"><img src=\"/pictures/%s/%s\" alt=\"%s\" loading=\"lazy\"></a>"
                            + "<p><strong>%s</strong> <span class=\"faint small\">%s</span></p></li>",
                    id,
                    moment.name(),
                    id,
                    moment.name(),
                    caption(shop, texts, moment),
                    texts.of("pictures." + moment.kind().word()),
                    taken(shop, texts, moments, moment));
        return html.add("</ul></section>");
    }
}
