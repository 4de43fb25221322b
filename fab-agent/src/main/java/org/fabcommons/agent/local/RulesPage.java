// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.Permission;
import org.fabcommons.preflight.Policy;

/** What the lab asks of a machine, what waits for somebody's word, and who gave theirs lately. */
record RulesPage(Shop shop) implements MachinePage {
    private static final int MOST = 30;

    @Override
    public String segment() {
        return "rules";
    }

    @Override
    public boolean suits(Shop.Bench bench) {
        return !bench.policy().equals(Policy.NONE);
    }

    /** A job that was turned back for want of a word says so where the machine is looked at. */
    @Override
    public Optional<Html> glance(Shop.Bench bench, Texts texts) {
        return waiting(bench).stream().findFirst().map(job -> new Html()
                .add(
                        "<p class=\"notice warn small\">%s <a href=\"/machines/%s/rules\">%s</a></p>",
                        texts.of("rules.waits", job.order().fileName()), bench.key(), texts.of("rules.look")));
    }

    /** Jobs whose files are here and that nobody has answered for yet. */
    private List<JobRecord> waiting(Shop.Bench bench) {
        var seen = new TreeSet<String>();
        return shop.words().lastAsked(bench.key()).stream()
                .filter(job -> seen.add(job.order().sha256()))
                .filter(job -> shop.check(job.order().sha256(), bench)
                        .filter(checked ->
                                !checked.refused() && !checked.needs().isEmpty())
                        .filter(checked -> shop.words()
                                .open(bench, job.order().sha256(), checked)
                                .isEmpty())
                        .isPresent())
                .toList();
    }

    @Override
    public Answer answer(Visit visit) throws IOException {
        if (!visit.is("POST", "allow")) return visit.page(page(visit, Map.of()));
        var form = visit.request().form();
        var job = shop.job(form.getOrDefault("job", ""))
                .filter(one -> one.order().machine().equals(visit.bench().key()));
        if (job.isEmpty()) return visit.again();
        var sha256 = job.get().order().sha256();
        var checked = shop.check(sha256, visit.bench());
        if (checked.isEmpty() || checked.get().refused()) return visit.again();
        var word = Word.of(form);
        var wrong =
                shop.words().take(visit.bench(), sha256, checked.get(), word).map(word::refused);
        return wrong.map(refused ->
                        visit.page(page(visit, Map.of(job.get().order().job(), refused))))
                .orElseGet(visit::again);
    }

    /** @param wrong words that do not count, by job */
    private Html page(Visit visit, Map<String, Word.Refused> wrong) {
        var texts = visit.texts();
        var bench = visit.bench();
        var html = new Html().add("<h2>%s</h2><p>%s</p>", texts.of("rules.title", bench.name()), texts.of("rules.how"));
        for (var job : waiting(bench))
            ask(
                    html,
                    texts,
                    bench,
                    job,
                    Optional.ofNullable(wrong.get(job.order().job())));
        var policy = bench.policy();
        html.add("<section class=\"card\"><dl>");
        commands(html, texts, policy, Policy.Rule.FORBIDDEN, "rules.forbidden");
        commands(html, texts, policy, Policy.Rule.ASK, "rules.ask");
        commands(html, texts, policy, Policy.Rule.ADMIN, "rules.admin");
        var ceilings = policy.ceilings();
        ceiling(html, texts, "rules.nozzle", ceilings.nozzleMaxC(), c -> texts.of("temperature", texts.number(c, 0)));
        ceiling(html, texts, "rules.bed", ceilings.bedMaxC(), c -> texts.of("temperature", texts.number(c, 0)));
        ceiling(html, texts, "rules.feed", ceilings.feedMaxMmPerMin(), f -> texts.number(f, 0) + " mm/min");
        ceiling(html, texts, "rules.spindle", ceilings.spindleMax(), s -> texts.number(s, 0));
        row(
                html,
                texts.of("rules.unattended"),
                texts.of(policy.startsUnattended() ? "rules.unattendedYes" : "rules.unattendedNo"));
        row(
                html,
                texts.of("rules.administrators"),
                policy.administrators().isEmpty()
                        ? texts.of("rules.nobody")
                        : String.join(", ", policy.administrators()));
        if (!policy.hubAdministrators().isEmpty())
            row(
                    html,
                    texts.of("rules.hubAdministrators"),
                    policy.hubAdministrators().stream()
                            .map(handle -> "@" + handle)
                            .collect(Collectors.joining(", ")));
        html.add("</dl></section>");
        given(html, texts, bench);
        return html;
    }

    private void ask(Html html, Texts texts, Shop.Bench bench, JobRecord job, Optional<Word.Refused> wrong) {
        var sha256 = job.order().sha256();
        var fields = new AllowFields(
                shop, texts, bench, sha256, shop.check(sha256, bench).orElseThrow(), wrong);
        html.add("<section class=\"card\"><h3>%s</h3>", job.order().fileName()).put(fields.asked());
        html.add(
                        "<form class=\"stack\" method=\"post\" action=\"/machines/%s/rules/allow\">"
                                + "<input type=\"hidden\" name=\"job\" value=\"%s\">",
                        bench.key(), job.order().job())
                .put(fields.fields())
                .add("<button class=\"primary\">%s</button></form></section>", texts.of("allow.allow"));
    }

    private static void commands(Html html, Texts texts, Policy policy, Policy.Rule rule, String name) {
        var codes = policy.commands().entrySet().stream()
                .filter(entry -> entry.getValue() == rule)
                .map(entry -> entry.getKey())
                .sorted(Comparator.naturalOrder())
                .toList();
        if (!codes.isEmpty())
            row(
                    html,
                    texts.of(name),
                    String.join(
                            ", ",
                            codes.stream()
                                    .map(code -> texts.find("gcode." + code)
                                            .map(what -> code + " (" + what + ")")
                                            .orElse(code))
                                    .toList()));
    }

    private static void ceiling(
            Html html, Texts texts, String name, Optional<Double> ceiling, Function<Double, String> shown) {
        ceiling.ifPresent(value -> row(html, texts.of(name), shown.apply(value)));
    }

    private static void row(Html html, String name, String value) {
        html.add("<dt>%s</dt><dd>%s</dd>", name, value);
    }

    private void given(Html html, Texts texts, Shop.Bench bench) {
        var words = shop.words().on(bench.key(), MOST);
        html.add("<section class=\"card\"><h3>%s</h3>", texts.of("rules.given"));
        if (words.isEmpty()) {
            html.add("<p class=\"empty\">%s</p></section>", texts.of("rules.givenNone"));
            return;
        }
        html.add(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead><tr><th"
                        + " scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th"
                        + " scope=\"col\">%s</th></tr></thead><tbody>",
                texts.of("rules.given"),
                texts.of("rules.when"),
                texts.of("rules.who"),
                texts.of("rules.what"),
                texts.of("rules.job"));
        for (var word : words) {
            html.add(
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td>",
                    texts.time(word.at()), who(texts, word), needs(texts, word.needs()));
            var job = word.job().flatMap(shop::job);
            if (job.isPresent())
                html.add(
                        "<a href=\"/history/%s\">%s</a>",
                        job.get().order().job(), job.get().order().fileName());
            else html.add("%s", texts.of("rules.notYet"));
            html.add("</td></tr>");
        }
        html.add("</tbody></table></div></section>");
    }

    /** Whose word it was, and how that is known. */
    static String who(Texts texts, Permission word) {
        var who = word.administrator() ? texts.of("rules.administrator", word.person()) : word.person();
        if (word.hub().isPresent())
            return texts.of("rules.signedIn", who, word.hub().get());
        return word.administrator() ? who : texts.of("rules.typed", who);
    }

    /** In words where there are some, in the order of the alphabet. */
    static String needs(Texts texts, java.util.Set<String> needs) {
        return String.join(
                ", ",
                new TreeSet<>(needs)
                        .stream()
                                .map(need -> texts.find("allow.need." + need).orElse(need))
                                .toList());
    }
}
