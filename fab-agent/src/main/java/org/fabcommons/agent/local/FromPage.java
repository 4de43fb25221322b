// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fabcommons.agent.job.LastSeen;
import org.fabcommons.agent.job.Stop;
import org.fabcommons.agent.runfrom.NotPossible;
import org.fabcommons.agent.runfrom.Options;
import org.fabcommons.agent.runfrom.RunFrom;
import org.fabcommons.gcode.Heights;
import org.fabcommons.preflight.Finding;
import org.fabcommons.profile.HostLoss.TakeUp;
import org.fabcommons.profile.Profile;

/** A file taken up at a line: where it stopped, what to look at, what will be sent before it, and the question. */
record FromPage(Shop shop, Texts texts, TakingUp what, Map<String, String> said, Optional<Word.Refused> wrong) {
    Html main() throws IOException {
        var html = new Html();
        html.add("<h2>%s</h2>", texts.of("from.title", what.name()));
        if (what.stop().isPresent()) stopped(html, what.stop().get());
        if (what.stop().isEmpty() && nothingChosen()) {
            html.add("<p>%s</p>", texts.of("from.chooseHow"));
            choices(html, usual());
            return html;
        }
        try {
            planned(html, what.preview(said));
        } catch (NotPossible refused) {
            refused(html, texts.find("from.not." + refused.code()).orElse(refused.getMessage()));
        } catch (WrongChoice refused) {
            refused(html, refused.in(texts));
        }
        return html;
    }

    private boolean nothingChosen() {
        return said.getOrDefault("line", "").isBlank()
                && said.getOrDefault("layer", "").isBlank();
    }

    private Options usual() {
        return new Options(RunFrom.ways(what.bench().profile()).get(0), 5, 3, false);
    }

    private void refused(Html html, String why) {
        html.add("<p class=\"notice bad\" role=\"alert\">%s</p>", why);
        if (!RunFrom.ways(what.bench().profile()).isEmpty()) choices(html, usual());
    }

    private void stopped(Html html, Stop stop) throws IOException {
        html.add("<section class=\"notice warn\"><h3>%s</h3><ul>", texts.of("from.stopped"));
        item(html, stop.line() == 0 ? texts.of("from.none") : texts.of("from.last", texts.count(stop.line())));
        if (stop.sent() > stop.line())
            item(
                    html,
                    stop.sent() == stop.line() + 1
                            ? texts.of("from.sentOne", texts.count(stop.sent()))
                            : texts.of("from.sent", texts.count(stop.line() + 1), texts.count(stop.sent())));
        if (what.mayHaveDropped()) item(html, texts.of("from.planned", texts.count(what.firstDoubtful())));
        stop.seen().ifPresent(seen -> seen(html, seen));
        if (homesAcross()) height(html);
        html.add("</ul></section><section class=\"card\"><h3>%s</h3><ul>", texts.of("from.look"));
        boolean printer = what.bench().profile().kind() == Profile.Kind.FFF;
        var zero = what.forgotPlace() ? "from.look.zeroLost" : "from.look.zero";
        for (var point : printer
                ? List.of("from.look.work", "from.look.nozzle", "from.look.moved")
                : List.of(zero, "from.look.tool", "from.look.clamped")) item(html, texts.of(point));
        html.add("</ul></section>");
    }

    /** Where it is told its height instead of finding it: the nozzle may stand in the work. */
    private boolean homesAcross() {
        return what.bench().profile().kind() == Profile.Kind.FFF
                && RunFrom.ways(what.bench().profile()).contains(TakeUp.HOME_XY);
    }

    private void height(Html html) throws IOException {
        try {
            var heights = what.heights().filter(Heights::differ);
            if (heights.isPresent())
                item(
                        html,
                        texts.of(
                                "from.heights",
                                texts.number(heights.get().lowest(), 2),
                                texts.number(heights.get().highest(), 2)));
        } catch (NotPossible toldBelow) {
            // The plan says it.
        }
    }

    private void seen(Html html, LastSeen seen) {
        if (!seen.position().isEmpty())
            item(
                    html,
                    texts.of(
                            "from.seen",
                            new TreeMap<>(seen.position())
                                    .entrySet().stream()
                                            .filter(axis -> !axis.getKey().equals("E"))
                                            .map(axis -> axis.getKey() + " " + texts.number(axis.getValue(), 2))
                                            .collect(Collectors.joining("  "))));
        var hot = new TreeMap<>(seen.temperatures())
                .entrySet().stream()
                        .filter(sensor -> sensor.getValue().target() > 0)
                        .map(sensor -> texts.find("sensor." + sensor.getKey()).orElse(sensor.getKey()) + " "
                                + texts.of(
                                        "temperature",
                                        texts.number(sensor.getValue().actual(), 0)))
                        .collect(Collectors.joining(", "));
        if (!hot.isEmpty()) item(html, texts.of("from.hot", hot));
    }

    private static void item(Html html, String text) {
        html.add("<li>%s</li>", text);
    }

    private void planned(Html html, TakingUp.Preview preview) {
        var plan = preview.plan();
        html.add(
                "<p><strong>%s</strong> %s</p>",
                texts.of(
                        "from.line",
                        texts.count(plan.line()),
                        texts.count(preview.checked().toolpath().lines())),
                preview.layer().isEmpty()
                        ? ""
                        : texts.of(
                                "from.layer",
                                texts.count(preview.layer().getAsInt()),
                                texts.count(preview.layers()),
                                texts.number(preview.heightMm(), 2)));
        choices(html, plan.options());
        html.add(
                "<section class=\"card\"><h3>%s</h3><p class=\"faint\">%s</p><div class=\"scroll\"><table><thead><tr>"
                        + "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>",
                texts.of("from.before"), texts.of("from.beforeHow"), texts.of("from.command"), texts.of("from.why"));
        for (var one : plan.prelude())
            html.add(
                    "<tr><td class=\"figure\">%s</td><td>%s</td></tr>",
                    one.command(), texts.of("from.why." + LocalPages.word(one.why())));
        html.add("</tbody></table></div></section>");
        findings(html, "check.refusals", "bad", preview.checked().refusals());
        if (!preview.checked().refused()) html.put(allow(preview).asked());
        findings(html, "check.warnings", "warn", preview.checked().warnings());
        start(html, preview);
    }

    /** A word is given for the whole file as it will be run, which is kept only then. */
    private AllowFields allow(TakingUp.Preview preview) {
        return new AllowFields(shop, texts, what.bench(), "", preview.checked(), wrong);
    }

    private void findings(Html html, String title, String mood, List<Finding> findings) {
        if (findings.isEmpty()) return;
        html.add("<section class=\"notice " + mood + "\"><h3>%s</h3><ul>", texts.of(title));
        for (var finding : findings)
            item(
                    html,
                    (finding.line() > 0 ? texts.of("check.line", texts.count(finding.line())) + " " : "")
                            + finding.message(texts.locale()));
        html.add("</ul></section>");
    }

    private void choices(Html html, Options options) {
        html.add("<form method=\"get\" class=\"card narrow\"><h3>%s</h3>", texts.of("from.choose"));
        for (var name : List.of("job", "waiting", "file"))
            if (said.containsKey(name))
                html.add("<input type=\"hidden\" name=\"%s\" value=\"%s\">", name, said.get(name));
        boolean printer = what.bench().profile().kind() == Profile.Kind.FFF;
        field(html, "line", said.getOrDefault("line", ""), "numeric");
        if (printer) field(html, "layer", said.getOrDefault("layer", ""), "numeric");
        field(html, "lift", said.getOrDefault("lift", texts.number(options.liftMm(), 1)), "decimal");
        if (printer) field(html, "prime", said.getOrDefault("prime", texts.number(options.primeMm(), 1)), "decimal");
        if (homesAcross() && what.stop().isPresent())
            field(
                    html,
                    "height",
                    said.getOrDefault(
                            "height",
                            options.heightMm().isPresent()
                                    ? texts.number(options.heightMm().getAsDouble(), 2)
                                    : ""),
                    "decimal");
        html.add("<fieldset><legend>%s</legend>", texts.of("from.position"));
        for (var way : RunFrom.ways(what.bench().profile()))
            html.add(
                    "<label class=\"tick\"><input type=\"radio\" name=\"position\" value=\"%s\""
                            + (way == options.position() ? " checked" : "") + "> <span>%s</span></label>",
                    way.wireName(),
                    texts.of("from.position." + way.wireName() + (printer ? "" : ".mill")));
        html.add("</fieldset>");
        if (!printer) {
            html.add("<fieldset><legend>%s</legend>", texts.of("from.tool"));
            for (var laser : List.of(false, true))
                html.add(
                        "<label class=\"tick\"><input type=\"radio\" name=\"laser\" value=\"%s\""
                                + (laser == options.laser() ? " checked" : "") + "> <span>%s</span></label>",
                        laser ? "yes" : "no",
                        texts.of(laser ? "from.tool.laser" : "from.tool.spindle"));
            html.add("</fieldset>");
        }
        html.add("<button>%s</button></form>", texts.of("from.preview"));
    }

    private void field(Html html, String name, String value, String mode) {
        html.add(
                "<label for=\"from-%s\">%s</label><input id=\"from-%s\" name=\"%s\" value=\"%s\" inputmode=\"%s\" autocomplete=\"off\">",
                name, texts.of("from." + name + "Field"), name, name, value, mode);
    }

    private void start(Html html, TakingUp.Preview preview) {
        var bench = what.bench();
        if (preview.checked().refused()) html.add("<p>%s</p>", texts.of("check.refused"));
        else if (bench.out().isPresent())
            html.add("<p class=\"notice\">%s</p>", texts.of("service.waits", bench.name()));
        else if (!bench.free()) html.add("<p class=\"notice\">%s</p>", texts.of("from.busy", bench.name()));
        else {
            var options = preview.plan().options();
            html.add("<form method=\"post\" action=\"/machines/%s/from\" class=\"card stack\">", bench.key());
            for (var name : List.of("job", "waiting", "file"))
                if (said.containsKey(name)) hidden(html, name, said.get(name));
            hidden(html, "line", Long.toString(preview.plan().line()));
            hidden(html, "lift", Double.toString(options.liftMm()));
            hidden(html, "prime", Double.toString(options.primeMm()));
            // Only what a person said; else it follows from the file again.
            if (!said.getOrDefault("height", "").isBlank()) hidden(html, "height", said.get("height"));
            hidden(html, "position", options.position().wireName());
            hidden(html, "laser", options.laser() ? "yes" : "no");
            html.put(allow(preview).fields());
            html.add(
                    "<label class=\"tick\"><input type=\"checkbox\" name=\"clear\" value=\"yes\" required> <span>%s</span></label>"
                            + "<button class=\"primary\">%s</button></form>",
                    texts.of("from.clear", bench.name()),
                    texts.of("from.start", texts.count(preview.plan().line())));
        }
        what.stop()
                .filter(stop -> stop.choice().isEmpty())
                .ifPresent(stop -> html.add(
                        "<form method=\"post\" action=\"/machines/%s/from/abandon\"><input type=\"hidden\" name=\"job\" value=\"%s\">"
                                + "<button>%s</button></form>",
                        bench.key(), stop.job(), texts.of("from.abandon")));
    }

    private static void hidden(Html html, String name, String value) {
        html.add("<input type=\"hidden\" name=\"%s\" value=\"%s\">", name, value);
    }
}
