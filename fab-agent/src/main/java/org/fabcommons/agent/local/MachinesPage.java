// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.Set;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.link.JobState;

/** The machines as they are now, what may be asked of them, and what was made lately. */
final class MachinesPage {
    /** Reasons whose detail says more than their text: a line, a value, the machine's own words. */
    private static final Set<String> TELLING = Set.of(
            "alarm",
            "file-changed",
            "file-unreadable",
            "guard-refused",
            "line-refused",
            "machine-alarm",
            "machine-halted",
            "machine-offline",
            "machine-reset",
            "no-answer",
            "port-lost",
            "preflight-refused",
            "resend-limit");

    private final Shop shop;
    private final AppKeys keys;
    private final Texts texts;
    private final boolean canAdd;
    private final Html html = new Html();

    MachinesPage(Shop shop, AppKeys keys, Texts texts, boolean canAdd) {
        this.shop = shop;
        this.keys = keys;
        this.texts = texts;
        this.canAdd = canAdd;
    }

    String whole() {
        html.add("<h1>%s</h1><div id=\"live\">", texts.of("machines.title"));
        now();
        html.add("</div>");
        html.put(bring(texts, shop.benches()));
        if (canAdd && !shop.benches().isEmpty())
            html.add(
                    "<p class=\"row\"><a href=\"/add\">%s</a> <a href=\"/add/camera\">%s</a></p>",
                    texts.of("add.another"),
                    texts.of(shop.cameras().all().isEmpty() ? "addCamera.title" : "addCamera.another"));
        var scripts = shop.benches().isEmpty() ? new String[0] : new String[] {"upload.js"};
        return Frame.around(shop, texts, texts.of("machines.title"), html, scripts);
    }

    /** The part that changes. */
    String live() {
        now();
        return html.toString();
    }

    private void now() {
        hub(shop.hub());
        keys.open().forEach(this::wish);
        html.add("<div class=\"grid\">");
        var benches = shop.benches();
        var card = new MachineCard(shop, texts);
        benches.forEach(bench -> html.put(card.of(bench)));
        html.add("</div>");
        if (benches.isEmpty() && canAdd)
            html.add(
                    "<section class=\"empty\"><h2>%s</h2><p>%s</p><p><a class=\"button primary\""
                            + " href=\"/add\">%s</a></p></section>",
                    texts.of("machines.first"), texts.of("machines.firstHow"), texts.of("add.begin"));
        else if (benches.isEmpty()) html.add("<p class=\"empty\">%s</p>", texts.of("machines.none"));
        recent();
    }

    private void hub(LinkState state) {
        if (state instanceof LinkState.Connected link) {
            html.add(
                    "<p class=\"faint\">%s <a href=\"%s\">%s</a></p>",
                    texts.of("hub.connected"), link.hub(), link.hub());
        } else if (state instanceof LinkState.Unpaired link) {
            html.add(
                    "<p class=\"notice\">%s <a href=\"%s\">%s</a> <strong class=\"code\">%s</strong></p>",
                    texts.of("hub.unpaired"),
                    link.code().completeAddress(),
                    link.code().address(),
                    link.code().code());
        } else if (state instanceof LinkState.Declined link) {
            html.add(
                    "<div class=\"notice warn\"><p>%s</p><form method=\"post\""
                            + " action=\"/pair-again\"><button>%s</button></form></div>",
                    texts.of("hub.declined", link.hub()), texts.of("hub.pairAgain"));
        } else if (state instanceof LinkState.Unreached link) {
            html.add("<p class=\"notice warn\">%s</p>", texts.of("hub.unreached", link.hub()));
        } else {
            html.add("<p class=\"faint\">%s</p>", texts.of("hub.alone"));
        }
    }

    private void wish(AppKeys.Wish wish) {
        html.add(
                "<div class=\"notice row\"><p>%s</p><form method=\"post\""
                        + " action=\"/slicers/wishes/%s/allow\"><button>%s</button></form><form method=\"post\""
                        + " action=\"/slicers/wishes/%s/refuse\"><button>%s</button></form></div>",
                texts.of("slicers.wish", wish.app()),
                wish.id(),
                texts.of("slicers.allow"),
                wish.id(),
                texts.of("slicers.refuse"));
    }

    private void recent() {
        var jobs = shop.recent();
        if (jobs.isEmpty()) return;
        html.add(
                "<section><h2>%s</h2><div class=\"scroll\"><table class=\"stacks\"><thead><tr><th scope=\"col\">%s</th><th"
                        + " scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>",
                texts.of("recent.title"), texts.of("recent.file"), texts.of("recent.machine"), texts.of("recent.end"));
        for (var job : jobs) {
            html.add(
                    "<tr><td><a href=\"/history/%s\">%s</a></td><td>%s</td><td>%s",
                    job.order().job(),
                    job.order().fileName(),
                    shop.agent().machines().containsKey(job.order().machine())
                            ? shop.agent().machines().get(job.order().machine()).name()
                            : job.order().machine(),
                    HistoryPage.end(texts, job));
            if (job.progress().lines() > 0 && job.state() != JobState.FINISHED)
                html.add(
                        ", %s",
                        texts.of(
                                "job.lastLine",
                                texts.count(job.progress().line()),
                                texts.count(job.progress().lines())));
            job.reason().ifPresent(reason -> why(job, reason));
            var album = shop.cameras().album();
            if (!album.moments(job.order().job()).isEmpty()
                    || album.film(job.order().job()).isPresent())
                html.add(
                        "<br><a class=\"small\" href=\"/pictures/%s\">%s</a>",
                        job.order().job(), texts.of("pictures.see"));
            html.add("</td></tr>");
        }
        html.add("</tbody></table></div></section>");
    }

    private void why(JobRecord job, String reason) {
        var known = texts.find("reason." + reason);
        if (known.isPresent()) html.add("<br><span class=\"faint small\">%s</span>", texts.of("reason." + reason));
        if (known.isEmpty() || TELLING.contains(reason))
            html.add("<br>")
                    .put(job.said()
                            .map(said -> texts.said("span", "faint small", said))
                            .orElseGet(() -> new Html().add("<span class=\"faint small\">%s</span>", reason)));
    }

    /** Where a file is brought to one of these machines. */
    static Html bring(Texts texts, List<Shop.Bench> benches) {
        var html = new Html();
        if (benches.isEmpty()) return html;
        html.add(
                "<section class=\"card\"><h2>%s</h2><p class=\"faint\">%s</p>",
                texts.of("bring.title"), texts.of("bring.how"));
        for (var bench : benches)
            html.add(
                    """
                    <form method="post" action="/machines/%s/files" enctype="multipart/form-data" class="row" data-brings="%s">
                    <label for="file-%s">%s</label>
                    <input type="file" id="file-%s" name="file" accept=".gcode,.gco,.g,.nc,.ngc,.tap,.plt,.hpgl,.hpg,.rml,.prn,.txt" required>
                    <button>%s</button></form>
                    """,
                    bench.key(), bench.key(), bench.key(), bench.name(), bench.key(), texts.of("bring.check"));
        return html.put(progress(texts)).add("</section>");
    }

    /** How far an upload is; shown by the script that sends it. */
    private static Html progress(Texts texts) {
        return new Html()
                .add(
                        """
                        <div id="upload" class="upload" hidden data-most="%s" data-unit="%s" data-left="%s" data-checking="%s"
                          data-too-large="%s" data-disk-full="%s" data-lost="%s" data-other="%s" data-cancelled="%s">
                        """,
                        Shop.MAX_FILE,
                        texts.of("upload.unit"),
                        texts.of("upload.left"),
                        texts.of("upload.checking"),
                        texts.of("upload.tooLarge", texts.number(Shop.MAX_FILE / 1e9, 0)),
                        texts.of("upload.diskFull"),
                        texts.of("upload.lost"),
                        texts.of("upload.other"),
                        texts.of("upload.cancelled"))
                .add(
                        """
                        <p class="row spread"><strong class="wrap" id="upload-name" data-name></strong> <span class="figure small" data-figure></span></p>
                        <progress max="1" value="0" aria-labelledby="upload-name" data-bar></progress>
                        <p class="unseen" role="status" data-said></p>
                        <p class="notice bad" role="alert" data-fault hidden></p>
                        <div class="row"><button type="button" data-cancel>%s</button>
                        <button type="button" data-again hidden>%s</button><button type="button" data-close hidden>%s</button></div></div>
                        """,
                        texts.of("upload.cancel"), texts.of("upload.again"), texts.of("upload.close"));
    }
}
