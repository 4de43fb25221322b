// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fabcommons.agent.camera.Verdict;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.OutOfServiceMachines;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.agent.runfrom.RunFrom;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Telemetry;

/** A machine as it is now, and what may be asked of it. */
final class MachineCard {
    private final Shop shop;
    private final Texts texts;
    private Html html = new Html();

    MachineCard(Shop shop, Texts texts) {
        this.shop = shop;
        this.texts = texts;
    }

    /** Among others: with its name, which leads to its page, its state and its stop. */
    Html of(Shop.Bench bench) {
        html = new Html();
        html.add(
                "<article class=\"card\" id=\"machine-%s\" aria-labelledby=\"name-%s\"><div class=\"row\"><h2 id=\"name-%s\">"
                        + "<a href=\"/machines/%s\">%s</a></h2>",
                bench.key(), bench.key(), bench.key(), bench.key(), bench.name());
        html.put(MachineFrame.badge(bench, texts));
        html.add("</div>");
        profile(bench);
        body(bench);
        html.add("<div class=\"row actions\">");
        ask(bench);
        html.add(
                "<form method=\"post\" action=\"/machines/%s/stop\"><button class=\"stop\">%s</button></form></div></article>",
                bench.key(), texts.of("stop.one", bench.name()));
        return html;
    }

    /** On the machine's own page, which has the rest in its frame. */
    Html alone(Shop.Bench bench) {
        html = new Html();
        html.add(
                "<section class=\"card\" id=\"job-%s\" data-word=\"%s\" data-mood=\"%s\"><h2>%s</h2>",
                bench.key(), MachineFrame.word(bench, texts), MachineFrame.mood(bench), texts.of("job.title"));
        profile(bench);
        body(bench);
        if (bench.job().isEmpty()) last(bench);
        html.add("<div class=\"row actions\">");
        ask(bench);
        html.add("</div></section>");
        return html;
    }

    /** What became of the last job, which is where somebody looks who has just stopped it. */
    private void last(Shop.Bench bench) {
        shop.lastBegunOn(bench.key())
                .ifPresent(job -> html.add(
                        "<p class=\"small\">%s <a href=\"/history/%s\">%s</a>, %s%s</p>",
                        texts.of("job.last"),
                        job.order().job(),
                        job.order().fileName(),
                        HistoryPage.end(texts, job),
                        job.reason()
                                .flatMap(reason -> texts.find("reason." + reason))
                                .map(why -> texts.of("job.lastWhy", why))
                                .orElse(".")));
    }

    private void profile(Shop.Bench bench) {
        html.add(
                "<p class=\"faint small\">%s</p>",
                bench.simulated()
                        ? texts.of("machine.simulated", bench.profile().nameIn(texts.locale()))
                        : bench.profile().nameIn(texts.locale()));
        // A question says the same, in the reader's language.
        boolean besides =
                bench.told().filter(told -> !told.code().equals(Question.ASKED)).isPresent();
        if (bench.question().isEmpty() || besides)
            bench.now().said().ifPresent(said -> html.put(texts.said("p", "small", said)));
    }

    private void body(Shop.Bench bench) {
        bench.out().ifPresent(word -> out(bench, word));
        bench.question().ifPresent(question -> question(bench, question));
        cameras(bench.key());
        job(bench);
        stopped(bench);
        values(bench.now());
        waiting(bench);
    }

    /** Nothing starts here, unless whoever stands beside it knows better than the hub. */
    private void out(Shop.Bench bench, OutOfServiceMachines.Word word) {
        html.add(
                "<div class=\"notice warn\" role=\"status\"><strong>%s</strong><p>%s</p><p class=\"small\">%s</p>"
                        + "<details class=\"small\"><summary>%s</summary><form method=\"post\""
                        + " action=\"/machines/%s/in-service\"><p>%s</p><button>%s</button></form></details></div>",
                texts.of("service.out"),
                word.reason(),
                texts.of("service.who", word.by(), texts.time(word.since())),
                texts.of("service.here"),
                bench.key(),
                texts.of("service.hereWhy"),
                texts.of("service.hereDo", bench.name()));
    }

    /** A job that stopped before its end waits for a decision. */
    private void stopped(Shop.Bench bench) {
        if (bench.job().isPresent()) return;
        shop.openStop(bench.key()).ifPresent(stop -> {
            html.add(
                    "<div class=\"notice warn\"><p>%s</p>",
                    texts.of(
                            "from.notice",
                            shop.job(stop.job())
                                    .map(job -> job.order().fileName())
                                    .orElse(""),
                            texts.count(stop.line())));
            if (RunFrom.ways(bench.profile()).isEmpty())
                html.add(
                        "<p>%s</p><form method=\"post\" action=\"/machines/%s/from/abandon\"><input type=\"hidden\" name=\"job\""
                                + " value=\"%s\"><button>%s</button></form></div>",
                        texts.of("from.not.no-take-up"), bench.key(), stop.job(), texts.of("from.abandon"));
            else
                html.add(
                        "<p><a href=\"/machines/%s/from?job=%s\">%s</a></p></div>",
                        bench.key(), stop.job(), texts.of("from.open"));
        });
    }

    /** What is seen now if a camera is on; looking is what turns one on. */
    private void cameras(String machine) {
        var there = shop.cameras().of(machine);
        if (there.isEmpty()) return;
        html.add("<div class=\"glances\">");
        for (var camera : there) {
            var key = camera.settings().key();
            var picture = camera.latest();
            html.add("<div><a class=\"glance\" href=\"/cameras#camera-%s\">", key);
            if (picture.isPresent())
                html.add(
                        "<img src=\"/cameras/%s/picture?n=%s\" alt=\"%s\">",
                        key,
                        picture.get().number(),
                        texts.of("camera.alt", camera.settings().name()));
            html.add("%s</a>", texts.of("camera.see", camera.settings().name()));
            shop.cameras()
                    .notice(camera)
                    .ifPresent(notice -> html.add(
                            "<p class=\"notice bad\">%s</p>",
                            texts.of("camera.notice." + notice.kind().word(), texts.time(notice.at()))));
            html.add("</div>");
        }
        html.add("</div>");
    }

    /** An answer names its question, so that it goes to no other. */
    private static final String ANSWER =
            "<form method=\"post\" action=\"/machines/%s/%s\"><input type=\"hidden\"" + " name=\"asked\" value=\"%s\">";

    /** Whose page says more than what is said of them in English. */
    private static final Set<Question.Kind> OWN_WORDS = Set.of(Question.Kind.FILAMENT, Question.Kind.STUCK);

    /** What the job or the machine waits for, and how to answer. */
    private void question(Shop.Bench bench, Question question) {
        html.add(
                "<section class=\"notice warn question\" role=\"alert\" id=\"question-%s-%s\"><h3>%s</h3><p>%s</p>",
                bench.key(), bench.asked(), title(texts, question.kind(), question.what()), how(bench, question));
        question.note().ifPresent(note -> html.add("<p>%s <q>%s</q></p>", texts.of("question.note"), note));
        html.add("<div class=\"row\">");
        for (int i = 0; i < question.choices().size(); i++)
            html.add(
                    ANSWER
                            + "<input type=\"hidden\" name=\"choice\" value=\"%s\"><button class=\"%s\">%s</button></form>",
                    bench.key(),
                    "answer",
                    bench.asked(),
                    i,
                    style(question, i),
                    choice(question, i));
        if (question.choices().isEmpty())
            html.add(
                    ANSWER
                            + "<input type=\"hidden\" name=\"choice\" value=\"0\"><button class=\"primary\">%s</button></form>",
                    bench.key(),
                    question.kind() == Question.Kind.PROMPT ? "answer" : "resume",
                    bench.asked(),
                    texts.of("action.resume"));
        html.add("</div></section>");
    }

    /** What is asked, in a few words. */
    static String title(Texts texts, Question.Kind asked, String what) {
        var kind = "question." + LocalPages.word(asked);
        return switch (asked) {
            case TOOL, TOOL_SETTER, TOOL_PLATE ->
                what.isEmpty() ? texts.of("question.tool") : texts.of("question.toolNamed", what);
            case WAIT, PROMPT, FILAMENT, STUCK ->
                what.isEmpty() || OWN_WORDS.contains(asked) ? texts.of(kind) : texts.of(kind + "Named", what);
            case PLATE_ON, PLATE_OFF, UNMEASURED, LENGTH, UNFINISHED, BROKEN_OFF, HELD, PURGE -> texts.of(kind);
        };
    }

    private String how(Shop.Bench bench, Question question) {
        var how = "question." + LocalPages.word(question.kind()) + "How";
        return switch (question.kind()) {
            case UNMEASURED -> texts.of("question.unmeasured." + question.what());
            case LENGTH -> texts.of(how, question.what());
            default -> texts.of(how, bench.name());
        };
    }

    /** Of the agent's own choices the first is the one that is meant to be taken; the machine's stand side by side. */
    private static String style(Question question, int number) {
        return question.kind() == Question.Kind.PROMPT || number == 0 ? "primary" : "";
    }

    /** The machine's own buttons say what the machine says. */
    private String choice(Question question, int number) {
        var choice = question.choices().get(number);
        return question.kind() == Question.Kind.PROMPT ? choice : texts.of("question.choice." + choice);
    }

    private void ask(Shop.Bench bench) {
        bench.job().ifPresent(job -> actions(bench, job));
        var state = bench.now().state();
        if (state == Telemetry.State.ALARM || state == Telemetry.State.ERROR) guarded(bench.key(), "unlock");
    }

    private void job(Shop.Bench bench) {
        if (bench.job().isEmpty()) {
            html.add("<p class=\"faint\">%s</p>", texts.of("job.none"));
            return;
        }
        var job = bench.job().get();
        html.add(
                "<p><strong>%s</strong> <span class=\"faint\">%s</span></p>",
                job.order().trial()
                        ? texts.of("history.trial", job.order().fileName())
                        : job.order().fileName(),
                texts.of(bench.pausing() ? "state.pausing" : "job." + LocalPages.word(job.state())));
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
                if (!one.equals(waiting.get(waiting.size() - 1)))
                    html.add(
                            "<form method=\"post\" action=\"%s/down\"><button aria-label=\"%s\">↓</button></form>",
                            LocalPages.address(one), texts.of("waiting.down", one.fileName()));
                html.add("</li>");
            }
            html.add("</ol>");
            byItself(bench);
        }
        shop.takenOut(bench.key())
                .ifPresent(one -> html.add(
                        "<form method=\"post\" action=\"/machines/%s/put-back\" class=\"row notice\" role=\"status\"><span>%s</span>"
                                + "<button>%s</button></form>",
                        bench.key(), texts.of("waiting.out", one.fileName()), texts.of("waiting.back")));
        var clear = shop.orders().clearUntil(bench.key());
        if (clear.isPresent()) html.add("<p class=\"small\">%s</p>", texts.of("clear.until", texts.time(clear.get())));
        else if (bench.free())
            html.add(
                    "<details class=\"small\"><summary>%s</summary><form method=\"post\" action=\"/machines/%s/clear\">"
                            + "<p>%s</p><button>%s</button></form></details>",
                    texts.of("clear.ask"), bench.key(), texts.of("clear.why"), texts.of("clear.really", bench.name()));
    }

    /** Whether what waits starts by what a camera sees, and if not, what it sees. */
    private void byItself(Shop.Bench bench) {
        if (!bench.policy().startsUnattended()) return;
        // After a job that did not finish somebody has to look.
        boolean finished = shop.lastBegunOn(bench.key())
                .filter(job -> job.state() == JobState.FINISHED)
                .isPresent();
        if (bench.free() && !finished) return;
        shop.cameras().of(bench.key()).stream()
                .filter(camera -> camera.settings().bed().goOn())
                .findFirst()
                .ifPresent(camera -> {
                    var bed = shop.cameras().bed(camera);
                    var seen = bed.last()
                            .filter(verdict -> bench.free() && verdict.answer() != Verdict.Answer.CLEAR)
                            .map(verdict -> texts.of(
                                    "waiting.held",
                                    camera.settings().name(),
                                    texts.of(
                                            "bed.reason." + verdict.reason(),
                                            texts.number(verdict.changedPercent(), 1))));
                    var word = bed.references().isEmpty() ? texts.of("waiting.noReference") : texts.of("bed.goesOn");
                    html.add("<p class=\"small\">%s</p>", seen.orElse(word));
                });
    }

    private void actions(Shop.Bench bench, JobRecord job) {
        if (job.state() == JobState.RUNNING && !bench.pausing()) action(bench.key(), "pause");
        // Where something is asked, the button stands beside the question.
        if (job.state() == JobState.PAUSED && bench.question().isEmpty()) action(bench.key(), "resume");
        guarded(bench.key(), "cancel");
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
}
