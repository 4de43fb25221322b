// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fabcommons.agent.job.JobOrder;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;

/** Everything that was made here, newest first. */
record HistoryPage(Shop shop, Texts texts) {
    String whole() {
        var html = new Html()
                .add("<h1>%s</h1><p class=\"faint\">%s</p>", texts.of("history.title"), texts.of("history.how"));
        var jobs = shop.history().stream().filter(JobRecord::settled).toList();
        if (jobs.isEmpty()) {
            html.add(
                    "<p class=\"empty\">%s <a href=\"/\">%s</a></p>",
                    texts.of("history.none"), texts.of("history.begin"));
            return Frame.around(shop, texts, texts.of("history.title"), html);
        }
        html.add(
                "<div class=\"scroll card\"><table class=\"stacks\"><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th"
                        + " scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>",
                texts.of("recent.file"),
                texts.of("recent.machine"),
                texts.of("recent.end"),
                texts.of("history.took"),
                texts.of("history.when"));
        for (var job : jobs)
            html.add(
                    "<tr><td><a href=\"/history/%s\">%s</a></td><td>%s</td><td><span class=\"badge %s\">%s</span></td>"
                            + "<td class=\"figure\">%s</td><td>%s</td></tr>",
                    job.order().job(),
                    name(job),
                    machine(job),
                    mood(job),
                    end(texts, job),
                    took(job),
                    texts.time(job.createdAt()));
        html.add("</tbody></table></div>");
        return Frame.around(shop, texts, texts.of("history.title"), html);
    }

    private String machine(JobRecord job) {
        var known = shop.agent().machines().get(job.order().machine());
        return known == null ? job.order().machine() : known.name();
    }

    private String took(JobRecord job) {
        // After a crash nobody knows.
        return job.result()
                .filter(result -> result.seconds() > 0)
                .map(result -> texts.duration(Math.round(result.seconds())))
                .orElse("");
    }

    /** How it ended, in a word; of a machine that says nothing it is only reckoned that it did. */
    static String end(Texts texts, JobRecord job) {
        return texts.of(unconfirmed(job) ? "job.unconfirmed" : "job." + LocalPages.word(job.state()));
    }

    private static boolean unconfirmed(JobRecord job) {
        return job.state() == JobState.FINISHED && job.reason().equals(Optional.of("not-confirmed"));
    }

    private static String mood(JobRecord job) {
        return switch (job.state()) {
            case FINISHED, REPORTED -> unconfirmed(job) ? "warn" : "good";
            case CANCELLED, INTERRUPTED -> "warn";
            case FAILED -> "bad";
            case PREPARED, QUEUED, OFFERED, ACCEPTED, RUNNING, PAUSED -> "";
        };
    }

    /** One job: what it was, how it went, and the way to make it again. */
    String one(JobRecord job) {
        var html = new Html()
                .add(
                        "<p><a href=\"/history\">← %s</a></p><div class=\"row\"><h1>%s</h1><span class=\"badge"
                                + " %s\">%s</span></div>",
                        texts.of("history.title"), name(job), mood(job), end(texts, job));
        job.reason()
                .ifPresent(reason -> html.add(
                        "<p class=\"notice %s\">%s</p>",
                        job.state() == JobState.FINISHED ? "warn" : mood(job),
                        texts.find("reason." + reason)
                                .or(() -> job.said().map(said -> said.in(texts.locale())))
                                .orElse(reason)));
        html.add("<section class=\"card\"><h2>%s</h2><dl>", texts.of("history.what"));
        word(html, "recent.machine", machine(job));
        word(
                html,
                "history.from",
                texts.of(job.order().origin() == JobOrder.Origin.HUB ? "history.fromHub" : "history.fromHere"));
        row(html, "history.when", texts.time(job.createdAt()));
        if (job.changedAt().isAfter(job.createdAt())) row(html, "history.until", texts.time(job.changedAt()));
        row(html, "files.size", texts.size(job.order().sizeBytes()));
        shop.head(job.order().sha256()).slicer().ifPresent(slicer -> word(html, "check.slicer", slicer));
        job.result().filter(result -> result.seconds() > 0).ifPresent(result -> took(html, job, result.seconds()));
        shop.words()
                .of(job.order().job())
                .ifPresent(word -> word(
                        html,
                        "history.allowed",
                        texts.of(
                                "history.allowedBy",
                                RulesPage.who(texts, word),
                                RulesPage.needs(texts, word.needs()))));
        if (job.lines() > 0)
            row(
                    html,
                    "history.line",
                    texts.of("history.lines", texts.count(job.progress().line()), texts.count(job.lines())));
        html.add("</dl>");
        job.said()
                .flatMap(said -> said.beside(job.reason().orElse("")))
                .ifPresent(said -> html.put(texts.said("p", "small", said)));
        html.add("</section>");
        events(html, job);
        job.result().flatMap(Message.Result::tools).ifPresent(measured -> tools(html, measured));
        job.result().ifPresent(result -> health(html, result));
        html.put(TemperaturePlot.ofJob(shop.temperaturesOf(job.order().job()), texts)
                .drawn());
        html.put(new PicturesPage(shop, texts, job).part());
        html.put(new SharePart(shop, texts, job).whole());
        again(html, job);
        return Frame.around(shop, texts, job.order().fileName(), html);
    }

    /** What was only tried has made nothing, and says so. */
    private String name(JobRecord job) {
        return job.order().trial()
                ? texts.of("history.trial", job.order().fileName())
                : job.order().fileName();
    }

    /** The time it took, beside what was expected where the file is still here. */
    private void took(Html html, JobRecord job, double seconds) {
        row(html, "history.took", texts.duration(Math.round(seconds)));
        shop.bench(job.order().machine())
                .flatMap(bench -> shop.check(job.order().sha256(), bench))
                .map(checked -> checked.toolpath().estimateSeconds())
                .filter(estimate -> estimate > 0)
                .ifPresent(estimate -> row(html, "history.expected", texts.duration(Math.round(estimate))));
    }

    /** What came between beginning and end, such as a pause and who wanted it. */
    private void events(Html html, JobRecord job) {
        var between = shop.events(job.order().job()).stream()
                .filter(event -> !event.state().over() && event.reason().isPresent())
                .toList();
        if (between.isEmpty()) return;
        html.add("<section class=\"card\"><h2>%s</h2><dl>", texts.of("history.between"));
        for (var event : between) {
            html.add("<dt class=\"figure\">%s</dt>", texts.time(Instant.ofEpochMilli(event.atMillis())));
            var reason = event.reason().orElseThrow();
            html.put(event.said().map(said -> texts.said("dd", "", said)).orElseGet(() -> new Html()
                    .add("<dd>%s</dd>", texts.find("reason." + reason).orElse(reason))));
        }
        html.add("</dl></section>");
    }

    private void tools(Html html, List<Message.ToolLength> measured) {
        html.add("<section class=\"card\"><h2>%s</h2><dl>", texts.of("tools.title"));
        for (var tool : measured) {
            boolean zero = tool.tool().isEmpty() && tool.longerMm() == 0;
            var when = texts.of("tools.measured", texts.time(Instant.ofEpochMilli(tool.atMillis())));
            html.add(
                    "<dt>%s</dt><dd class=\"figure\">%s</dd>",
                    zero ? texts.of("tools.zero") : tool.tool().isEmpty() ? texts.of("tools.other") : tool.tool(),
                    zero
                            ? when
                            : texts.of(
                                    tool.longerMm() < 0 ? "tools.shorter" : "tools.longer",
                                    texts.number(Math.abs(tool.longerMm()), 3),
                                    when));
        }
        html.add("</dl></section>");
    }

    private void health(Html html, Message.Result result) {
        html.add(
                "<section class=\"card\"><h2>%s</h2><p>%s</p><dl>",
                texts.of("health.title"), texts.of(verdict(result)));
        row(html, "health.resends", texts.count(result.resends()));
        row(html, "health.errors", texts.count(result.errors()));
        result.health().ifPresent(health -> {
            row(html, "health.ack", texts.of("health.ms", texts.number(health.ackMedianMs(), 1)));
            row(html, "health.ackSlow", texts.of("health.ms", texts.number(health.ackP99Ms(), 1)));
            row(html, "health.retries", texts.count(health.retries()));
            health.underruns().ifPresent(underruns -> row(html, "health.underruns", texts.count(underruns)));
        });
        word(html, "health.safe", texts.of(result.safe() ? "health.safeYes" : "health.safeNo"));
        html.add("</dl></section>");
    }

    /** More than one line in two hundred sent again is a cable that a person should look at. */
    private static String verdict(Message.Result result) {
        long again = result.resends()
                + result.health().map(health -> health.retries()).orElse(0L);
        // What was counted ended with the agent that counted it.
        if (result.seconds() == 0 && result.acknowledged() > 0) return "health.lost";
        if (result.acknowledged() > 0 && result.health().isEmpty()) return "health.silent";
        if (again == 0) return "health.good";
        return again * 200 <= Math.max(1, result.acknowledged()) ? "health.fair" : "health.poor";
    }

    private void again(Html html, JobRecord job) {
        html.add("<section class=\"card\"><h2>%s</h2>", texts.of("history.again"));
        if (shop.path(job.order().sha256()).isEmpty()) html.add("<p>%s</p>", texts.of("history.fileGone"));
        else {
            html.add("<p>%s</p><div class=\"row\">", texts.of("history.againHow"));
            for (var bench : shop.benches())
                html.add(
                        "<form method=\"post\" action=\"/history/%s/again\"><input type=\"hidden\" name=\"machine\""
                                + " value=\"%s\"><button class=\"%s\">%s</button></form>",
                        job.order().job(),
                        bench.key(),
                        bench.key().equals(job.order().machine()) ? "primary" : "",
                        texts.of("files.queue", bench.name()));
            html.add("</div>");
        }
        html.add("</section>");
    }

    /** A line of words. */
    private void word(Html html, String name, String value) {
        html.add("<dt>%s</dt><dd>%s</dd>", texts.of(name), value);
    }

    /** A line of figures. */
    private void row(Html html, String name, String value) {
        html.add("<dt>%s</dt><dd class=\"figure\">%s</dd>", texts.of(name), value);
    }
}
