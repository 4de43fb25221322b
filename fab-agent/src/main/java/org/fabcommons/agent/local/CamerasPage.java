// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.Optional;
import org.fabcommons.agent.camera.Bed;
import org.fabcommons.agent.camera.Camera;
import org.fabcommons.agent.camera.CameraState;
import org.fabcommons.agent.camera.Notice;
import org.fabcommons.agent.camera.Verdict;
import org.fabcommons.agent.notify.Notifications;

/** The cameras: what they see, how they stand, and whether their machines are clear. */
final class CamerasPage {
    private final Shop shop;
    private final Optional<NewCameras> adding;
    private final Texts texts;
    private final Html html = new Html();

    CamerasPage(Shop shop, Optional<NewCameras> adding, Texts texts) {
        this.shop = shop;
        this.adding = adding;
        this.texts = texts;
    }

    String whole() {
        html.add("<h1>%s</h1><div id=\"live\" data-live=\"/cameras/live\">", texts.of("cameras.title"));
        now();
        html.add("</div>");
        if (adding.isPresent())
            html.add(
                    "<p><a href=\"/add/camera\">%s</a></p>",
                    texts.of(shop.cameras().all().isEmpty() ? "addCamera.title" : "addCamera.another"));
        return Frame.around(shop, texts, texts.of("cameras.title"), html);
    }

    /** The part that changes. */
    String live() {
        now();
        return html.toString();
    }

    private void now() {
        var cameras = shop.cameras().all();
        if (cameras.isEmpty()) {
            html.add("<p class=\"empty\">%s</p>", texts.of(adding.isPresent() ? "cameras.noneYet" : "cameras.none"));
            return;
        }
        html.add("<div class=\"cameras\">");
        cameras.forEach(this::camera);
        html.add("</div>");
    }

    private void camera(Camera camera) {
        var settings = camera.settings();
        var key = settings.key();
        var state = camera.state();
        html.add(
                "<article class=\"card camera\" id=\"camera-%s\" aria-labelledby=\"camera-name-%s\"><div class=\"row\">"
                        + "<h2 id=\"camera-name-%s\">%s</h2><span role=\"status\" class=\"badge %s\">%s</span></div>",
                key, key, key, settings.name(), mood(state), texts.of("camera.state." + CameraCalls.word(state)));
        html.add("<p class=\"faint small\">%s", settings.source().shown());
        settings.machine()
                .map(machine -> shop.agent().machines().get(machine))
                .ifPresent(machine -> html.add(" · %s", texts.of("camera.looksAt", machine.name())));
        html.add("</p>");
        leaves(camera);
        shop.cameras().notice(camera).ifPresent(notice -> notice(key, notice));
        seen(camera, state);
        if (settings.machine().isPresent() && !(state instanceof CameraState.NotInstalled)) bed(camera);
        adding.filter(cameras -> cameras.added().contains(key)).ifPresent(there -> takeAway(key, settings.name()));
        html.add("</article>");
    }

    /** One that was added on the page. */
    private void takeAway(String key, String name) {
        html.add(
                "<details><summary aria-label=\"%s\">%s</summary><form method=\"post\""
                        + " action=\"/add/camera/%s/remove\"><p>%s</p><button"
                        + " class=\"danger\">%s</button></form></details>",
                texts.of("addCamera.removeNamed", name),
                texts.of("addCamera.remove"),
                key,
                texts.of("addCamera.removeHow"),
                texts.of("addCamera.removeReally"));
    }

    private static String mood(CameraState state) {
        if (state instanceof CameraState.Live) return "good";
        return state instanceof CameraState.Failing || state instanceof CameraState.NotInstalled ? "bad" : "";
    }

    private void leaves(Camera camera) {
        boolean now = shop.cameras().shownToHub().containsKey(camera);
        if (now) html.add("<p class=\"badge warn leaves\">● %s</p>", texts.of("camera.leaves.now"));
        else if (camera.settings().toHub()) html.add("<p class=\"small\">%s</p>", texts.of("camera.leaves"));
        var told = shop.notifications().channels().stream()
                .filter(channel -> channel.picture() && !channel.program())
                .map(Notifications.Line::name)
                .toList();
        if (!told.isEmpty() && camera.settings().machine().isPresent())
            html.add("<p class=\"small\">%s</p>", texts.of("camera.told", String.join(", ", told)));
        else if (!camera.settings().toHub()) html.add("<p class=\"faint small\">%s</p>", texts.of("camera.stays"));
    }

    private void notice(String key, Notice notice) {
        html.add(
                "<div class=\"notice bad row\" role=\"alert\"><p>%s %s</p><form method=\"post\""
                        + " action=\"/cameras/%s/dismiss\"><button>%s</button></form></div>",
                texts.of("camera.notice." + notice.kind().word(), texts.time(notice.at())),
                texts.of(notice.paused() ? "camera.notice.paused" : "camera.notice.goesOn"),
                key,
                texts.of("camera.notice.read"));
    }

    private void seen(Camera camera, CameraState state) {
        if (state instanceof CameraState.NotInstalled) {
            html.add("<p class=\"notice warn\">%s</p>", texts.of("camera.notInstalled"));
            return;
        }
        if (state instanceof CameraState.Failing failing) {
            var known = texts.find("reason." + failing.reason());
            html.add(
                    "<p class=\"notice bad\">%s %s</p>",
                    known.isPresent() ? texts.of("reason." + failing.reason()) : failing.reason(),
                    texts.of("camera.retry", Math.max(1, failing.retrySeconds())));
            return;
        }
        // Asking for a picture is what turns the camera on. Stills in a quick row: see agent.js.
        html.add(
                "<a class=\"view\" href=\"/cameras/%s/stream\"><img src=\"/cameras/%s/picture\" alt=\"%s\""
                        + " data-picture=\"/cameras/%s/picture\" class=\"%s\"></a>",
                camera.settings().key(),
                camera.settings().key(),
                texts.of("camera.alt", camera.settings().name()),
                camera.settings().key(),
                camera.latest().isEmpty() ? "away" : "");
    }

    private void bed(Camera camera) {
        var key = camera.settings().key();
        var bed = shop.cameras().bed(camera);
        var references = bed.references();
        html.add("<section><h3>%s</h3>", texts.of("bed.title"));
        if (references.isEmpty()) html.add("<p class=\"faint small\">%s</p>", texts.of("bed.none"));
        bed.last().ifPresent(this::verdict);
        html.add("<div class=\"row\">");
        if (!references.isEmpty())
            html.add(
                    "<form method=\"post\" action=\"/cameras/%s/check\"><button class=\"primary\">%s</button></form>",
                    key, texts.of("bed.check"));
        html.add(
                "<details><summary>%s</summary><ol class=\"steps\"><li>%s</li><li>%s</li><li>%s</li></ol>",
                texts.of(references.isEmpty() ? "bed.first" : "bed.more"),
                texts.of("bed.step.empty"),
                texts.of("bed.step.home"),
                texts.of("bed.step.light"));
        if (references.size() < Bed.MOST_REFERENCES)
            html.add(
                    "<form method=\"post\" action=\"/cameras/%s/references\"><button>%s</button></form>",
                    key, texts.of("bed.take"));
        else html.add("<p class=\"small\">%s</p>", texts.of("camera.references.full"));
        html.add("</details></div>");
        if (!references.isEmpty()) {
            html.add("<ul class=\"thumbs\">");
            for (int i = 0; i < references.size(); i++)
                html.add(
                        "<li><img src=\"/cameras/%s/references/%s\" alt=\"%s\" loading=\"lazy\"><form method=\"post\""
                                + " action=\"/cameras/%s/references/%s/remove\"><button"
                                + " aria-label=\"%s\">%s</button></form></li>",
                        key,
                        references.get(i),
                        texts.of("bed.reference", i + 1),
                        key,
                        references.get(i),
                        texts.of("bed.forgetNamed", i + 1),
                        texts.of("bed.forget"));
            html.add("</ul>");
        }
        html.add(
                "<p class=\"faint small\">%s</p></section>",
                texts.of(camera.settings().bed().goOn() ? "bed.goesOn" : "bed.waits"));
    }

    private void verdict(Verdict verdict) {
        var tone =
                switch (verdict.answer()) {
                    case CLEAR -> "good";
                    case NOT_CLEAR -> "bad";
                    case UNSURE -> "warn";
                };
        html.add(
                "<p class=\"notice %s\"><strong>%s</strong> %s <span class=\"faint small\">%s</span></p>",
                tone,
                texts.of("bed.answer." + verdict.answer().word(), texts.percent(verdict.confidence())),
                texts.of("bed.reason." + verdict.reason(), texts.number(verdict.changedPercent(), 1)),
                texts.time(verdict.at()));
    }
}
