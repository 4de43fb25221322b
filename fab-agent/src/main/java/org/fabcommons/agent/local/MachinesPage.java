// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Telemetry;

/** The machines as they are now, what may be asked of them, and what was made lately. */
final class MachinesPage {
    /** Reasons whose detail says more than their text: a line, a value, the machine's own words. */
    private static final Set<String> TELLING = Set.of(
            "alarm",
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
    private final Html html = new Html();

    MachinesPage(Shop shop, AppKeys keys, Texts texts) {
        this.shop = shop;
        this.keys = keys;
        this.texts = texts;
    }

    String whole() {
        html.add("<h1>%s</h1><div id=\"live\">", texts.of("machines.title"));
        now();
        html.add("</div>");
        bring();
        return Frame.around(shop, texts, texts.of("machines.title"), html);
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
        benches.forEach(this::machine);
        html.add("</div>");
        if (benches.isEmpty()) html.add("<p class=\"empty\">%s</p>", texts.of("machines.none"));
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
                    "<div class=\"notice warn\"><p>%s</p><form method=\"post\" action=\"/pair-again\"><button>%s</button>"
                            + "</form></div>",
                    texts.of("hub.declined", link.hub()), texts.of("hub.pairAgain"));
        } else if (state instanceof LinkState.Unreached link) {
            html.add("<p class=\"notice warn\">%s</p>", texts.of("hub.unreached", link.hub()));
        } else {
            html.add("<p class=\"faint\">%s</p>", texts.of("hub.alone"));
        }
    }

    private void wish(AppKeys.Wish wish) {
        html.add(
                "<div class=\"notice row\"><p>%s</p><form method=\"post\" action=\"/slicers/wishes/%s/allow\"><button>%s</button>"
                        + "</form><form method=\"post\" action=\"/slicers/wishes/%s/refuse\"><button>%s</button></form></div>",
                texts.of("slicers.wish", wish.app()),
                wish.id(),
                texts.of("slicers.allow"),
                wish.id(),
                texts.of("slicers.refuse"));
    }

    private void machine(Shop.Bench bench) {
        var now = bench.now();
        html.add(
                "<article class=\"card\" id=\"machine-%s\" aria-labelledby=\"name-%s\"><div class=\"row\"><h2 id=\"name-%s\">"
                        + "%s</h2><span role=\"status\" class=\"badge %s\">%s</span></div><p class=\"faint small\">%s</p>",
                bench.key(),
                bench.key(),
                bench.key(),
                bench.name(),
                mood(now.state()),
                texts.of("state." + LocalPages.word(now.state())),
                bench.simulated()
                        ? texts.of("machine.simulated", bench.profile().name())
                        : bench.profile().name());
        now.detail().ifPresent(detail -> html.add("<p class=\"small\" lang=\"en\">%s</p>", detail));
        job(bench);
        values(now);
        waiting(bench);
        html.add("<div class=\"row actions\">");
        bench.job().ifPresent(job -> actions(bench.key(), job));
        if (now.state() == Telemetry.State.ALARM || now.state() == Telemetry.State.ERROR)
            guarded(bench.key(), "unlock");
        html.add(
                "<form method=\"post\" action=\"/machines/%s/stop\"><button class=\"stop\">%s</button></form></div></article>",
                bench.key(), texts.of("stop.one", bench.name()));
    }

    private static String mood(Telemetry.State state) {
        return switch (state) {
            case IDLE -> "good";
            case RUNNING, BUSY, CONNECTING -> "";
            case PAUSED -> "warn";
            case OFFLINE, ALARM, ERROR -> "bad";
        };
    }

    private void job(Shop.Bench bench) {
        if (bench.job().isEmpty()) {
            html.add("<p class=\"faint\">%s</p>", texts.of("job.none"));
            return;
        }
        var job = bench.job().get();
        html.add(
                "<p><strong>%s</strong> <span class=\"faint\">%s</span></p>",
                job.order().fileName(), texts.of("job." + LocalPages.word(job.state())));
        bench.now()
                .progress()
                .filter(progress -> progress.lines() > 0)
                .ifPresent(progress -> html.add(
                        "<progress max=\"1\" value=\"%s\" aria-label=\"%s\"></progress><p class=\"small figure\">%s</p>",
                        String.format(Locale.ROOT, "%.4f", progress.fraction()),
                        job.order().fileName(),
                        texts.of(
                                        "job.progress",
                                        texts.percent(progress.fraction()),
                                        texts.count(progress.line()),
                                        texts.count(progress.lines()))
                                + progress.remainingSeconds()
                                        .map(seconds -> " · " + texts.of("job.remaining", texts.duration(seconds)))
                                        .orElse("")));
    }

    private void values(Telemetry.Machine now) {
        if (now.temperatures().isEmpty() && now.position().isEmpty()) return;
        html.add("<dl class=\"figure\">");
        // The nozzles first, then the bed.
        var temperatures = new TreeMap<String, Telemetry.Temperature>(
                Comparator.comparing((String sensor) -> !sensor.startsWith("T")).thenComparing(sensor -> sensor));
        temperatures.putAll(now.temperatures());
        temperatures.forEach((sensor, temperature) -> html.add(
                "<dt>%s</dt><dd>%s</dd>",
                texts.find("sensor." + sensor).orElse(sensor),
                temperature.target() > 0
                        ? texts.of(
                                "temperature.target",
                                texts.number(temperature.actual(), 1),
                                texts.number(temperature.target(), 0))
                        : texts.of("temperature", texts.number(temperature.actual(), 1))));
        if (!now.position().isEmpty())
            html.add(
                    "<dt>%s</dt><dd>%s</dd>",
                    texts.of("position"),
                    new TreeMap<>(now.position())
                            .entrySet().stream()
                                    .filter(axis -> !axis.getKey().equals("E"))
                                    .map(axis -> axis.getKey() + " " + texts.number(axis.getValue(), 2))
                                    .collect(Collectors.joining("  ")));
        html.add("</dl>");
    }

    private void waiting(Shop.Bench bench) {
        var waiting = shop.shelf().waitingFor(bench.key());
        if (!waiting.isEmpty()) {
            html.add("<h3>%s</h3><ol class=\"plain\">", texts.of("waiting.title"));
            for (var one : waiting) {
                html.add(
                        "<li class=\"row\"><a href=\"%s\">%s</a> <span class=\"faint small\">%s</span>",
                        LocalPages.address(one),
                        one.fileName(),
                        texts.of("waiting." + LocalPages.word(one.source()), texts.time(one.since())));
                if (!one.equals(waiting.get(0)))
                    html.add(
                            "<form method=\"post\" action=\"%s/up\"><button aria-label=\"%s\">↑</button></form>",
                            LocalPages.address(one), texts.of("waiting.up", one.fileName()));
                html.add("</li>");
            }
            html.add("</ol>");
        }
        var clear = shop.clearUntil(bench.key());
        if (clear.isPresent()) html.add("<p class=\"small\">%s</p>", texts.of("clear.until", texts.time(clear.get())));
        else if (shop.free(bench))
            html.add(
                    "<details class=\"small\"><summary>%s</summary><form method=\"post\" action=\"/machines/%s/clear\">"
                            + "<p>%s</p><button>%s</button></form></details>",
                    texts.of("clear.ask"), bench.key(), texts.of("clear.why"), texts.of("clear.really", bench.name()));
    }

    private void actions(String machine, JobRecord job) {
        if (job.state() == JobState.RUNNING) action(machine, "pause");
        if (job.state() == JobState.PAUSED) action(machine, "resume");
        guarded(machine, "cancel");
    }

    /** An action that asks once more. */
    private void guarded(String machine, String action) {
        html.add(
                "<details><summary>%s</summary><form method=\"post\" action=\"/machines/%s/%s\"><button class=\"danger\">"
                        + "%s</button></form></details>",
                texts.of("action." + action), machine, action, texts.of("action." + action + "Really"));
    }

    private void action(String machine, String action) {
        html.add(
                "<form method=\"post\" action=\"/machines/%s/%s\"><button>%s</button></form>",
                machine, action, texts.of("action." + action));
    }

    private void recent() {
        var jobs = shop.recent();
        if (jobs.isEmpty()) return;
        html.add(
                "<section><h2>%s</h2><div class=\"scroll\"><table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
                        + "<th scope=\"col\">%s</th></tr></thead><tbody>",
                texts.of("recent.title"), texts.of("recent.file"), texts.of("recent.machine"), texts.of("recent.end"));
        for (var job : jobs) {
            html.add(
                    "<tr><td>%s</td><td>%s</td><td>%s",
                    job.order().fileName(),
                    shop.agent().machines().containsKey(job.order().machine())
                            ? shop.agent().machines().get(job.order().machine()).name()
                            : job.order().machine(),
                    texts.of("job." + LocalPages.word(job.state())));
            if (job.progress().lines() > 0 && job.state() != JobState.FINISHED)
                html.add(
                        ", %s",
                        texts.of(
                                "job.lastLine",
                                texts.count(job.progress().line()),
                                texts.count(job.progress().lines())));
            job.reason().ifPresent(reason -> why(job, reason));
            html.add("</td></tr>");
        }
        html.add("</tbody></table></div></section>");
    }

    private void why(JobRecord job, String reason) {
        var known = texts.find("reason." + reason);
        if (known.isPresent()) html.add("<br><span class=\"faint small\">%s</span>", texts.of("reason." + reason));
        if (known.isEmpty() || TELLING.contains(reason))
            html.add(
                    "<br><span class=\"faint small\" lang=\"en\">%s</span>",
                    job.detail().orElse(reason));
    }

    private void bring() {
        var benches = shop.benches();
        if (benches.isEmpty()) return;
        html.add(
                "<section class=\"card\"><h2>%s</h2><p class=\"faint\">%s</p>",
                texts.of("bring.title"), texts.of("bring.how"));
        for (var bench : benches)
            html.add(
                    """
                    <form method="post" action="/machines/%s/files" enctype="multipart/form-data" class="row">
                    <label for="file-%s">%s</label>
                    <input type="file" id="file-%s" name="file" accept=".gcode,.gco,.g,.nc,.ngc,.tap,.txt" required>
                    <button>%s</button></form>
                    """,
                    bench.key(), bench.key(), bench.name(), bench.key(), texts.of("bring.check"));
        html.add("</section>");
    }
}
