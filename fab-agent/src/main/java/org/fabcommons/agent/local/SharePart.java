// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.fabcommons.agent.camera.Album;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.hub.Sharing;
import org.fabcommons.agent.job.JobRecord;

/** On the page of a job that was made here alone: the way to share it as evidence on a hub, and how that stands. */
record SharePart(Shop shop, Texts texts, JobRecord job) {
    private static final String TICK = "picture-";

    /** The whole section; nothing where the job is none to share. */
    Html whole() {
        var html = new Html();
        if (!Sharing.shareable(job)) return html;
        html.add("<section class=\"card\" id=\"share\"><h2>%s</h2>", texts.of("share.title"));
        var sharing = shop.agent().sharing();
        if (sharing.isEmpty()) return html.add("<p class=\"faint\">%s</p></section>", texts.of("share.alone"));
        if (sharing.get().state(job) instanceof Sharing.State.Sending)
            html.add(
                            "<div id=\"live\" data-live=\"/history/%s/share\">",
                            job.order().job())
                    .put(live())
                    .add("</div>");
        else html.put(live());
        return html.add("</section>");
    }

    /** How it stands now. */
    Html live() {
        var html = new Html();
        var state = shop.agent().sharing().map(sharing -> sharing.state(job));
        if (state.isEmpty()) return html;
        if (state.get() instanceof Sharing.State.Sending sending)
            return html.add(
                    "<p role=\"status\">%s</p><progress max=\"1\" value=\"%s\" aria-label=\"%s\"></progress>",
                    texts.of("share.sending"), sending.fraction(), texts.of("share.sending"));
        if (state.get() instanceof Sharing.State.AtHub there) {
            html.add(
                    "<p>%s</p><p><a class=\"button primary\" href=\"%s\">%s</a></p>" + "<details><summary>%s</summary>",
                    texts.of("share.there"), there.page(), texts.of("share.open"), texts.of("share.again"));
            return form(html).add("</details>");
        }
        if (state.get() instanceof Sharing.State.Failed failed) {
            html.add("<p class=\"notice bad\" role=\"alert\">%s</p>", texts.of("share.failed." + failed.reason()));
            if (failed.reason().equals("file-gone")) return html;
        }
        return form(html);
    }

    private Html form(Html html) {
        if (!(shop.hub() instanceof LinkState.Connected)) return html.add("<p>%s</p>", texts.of("share.unreached"));
        if (shop.path(job.order().sha256()).isEmpty())
            return html.add("<p class=\"faint\">%s</p>", texts.of("share.failed.file-gone"));
        html.add(
                "<p>%s</p><form method=\"post\" action=\"/history/%s/share\" class=\"stack\">",
                texts.of("share.how"), job.order().job());
        var moments = moments();
        if (!moments.isEmpty()) {
            html.add("<fieldset><legend>%s</legend><ul class=\"shots\">", texts.of("share.pictures"));
            for (var moment : moments)
                html.add(
                        "<li><label><img src=\"/pictures/%s/%s\" alt=\"\" loading=\"lazy\"><input type=\"checkbox\" name=\"%s%s\""
                                + " value=\"yes\"> %s <span class=\"faint small\">%s</span></label></li>",
                        job.order().job(),
                        moment.name(),
                        TICK,
                        moment.name(),
                        texts.of("pictures." + moment.kind().word()),
                        PicturesPage.taken(shop, texts, moments, moment));
            html.add("</ul></fieldset>");
        }
        return html.add("<div><button class=\"primary\">%s</button></div></form>", texts.of("share.do"));
    }

    private List<Album.Moment> moments() {
        return Sharing.shareable(shop.cameras().album().moments(job.order().job()));
    }

    /** Brings it to the hub, with the pictures that are ticked; false where it is none to share. */
    boolean share(Map<String, String> form) {
        return share(moments().stream()
                .filter(moment -> form.containsKey(TICK + moment.name()))
                .toList());
    }

    private boolean share(List<Album.Moment> pictures) {
        var sharing = shop.agent().sharing();
        if (sharing.isEmpty() || !Sharing.shareable(job)) return false;
        sharing.get().share(job, pictures);
        return true;
    }

    /**
     * For programs.
     *
     * @param fraction of what is to be sent, 0 to 1
     */
    record Now(String state, Optional<Double> fraction, Optional<String> page, Optional<String> reason) {
        static Now of(Sharing.State state) {
            if (state instanceof Sharing.State.Sending sending)
                return new Now("sending", Optional.of(sending.fraction()), Optional.empty(), Optional.empty());
            if (state instanceof Sharing.State.AtHub there)
                return new Now(
                        "at-hub", Optional.empty(), Optional.of(there.page().toString()), Optional.empty());
            if (state instanceof Sharing.State.Failed failed)
                return new Now("failed", Optional.empty(), Optional.empty(), Optional.of(failed.reason()));
            return new Now("kept", Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    Answer now() {
        var state = shop.agent().sharing().filter(sharing -> Sharing.shareable(job));
        return state.map(sharing -> Answer.json(200, Now.of(sharing.state(job))))
                .orElseGet(SharePart::not);
    }

    /** The same for programs: {@code pictures} holds the names of those that go along. */
    Answer share(JsonNode body) {
        var names = StreamSupport.stream(body.path("pictures").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        var moments = moments();
        for (var name : names)
            if (moments.stream().noneMatch(moment -> moment.name().equals(name)))
                return Answer.problem(422, "picture-unknown", "The job has no picture " + name + " to share.");
        var chosen =
                moments.stream().filter(moment -> names.contains(moment.name())).toList();
        return share(chosen) ? new Answer(202, "text/plain", new byte[0], Optional.empty()) : not();
    }

    private static Answer not() {
        return Answer.problem(
                409,
                "not-to-share",
                "Only a job that was made here, without the hub, and is over can be shared, by an agent with a hub.");
    }
}
