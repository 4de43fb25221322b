// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fabcommons.agent.control.HeightMap;
import org.fabcommons.agent.control.Macro;
import org.fabcommons.agent.control.MacroText;
import org.fabcommons.agent.job.Handbook;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Profile;

/** The page of a machine commanded by hand; only what its profile offers stands on it. */
final class ControlView {
    private static final List<String> AXES = List.of("X", "Y", "Z");
    private static final double[] STEPS = {0.1, 1, 10, 50};

    private final Shop.Bench bench;
    private final Texts texts;
    private final Control control;
    private final Optional<Hand.State> now;
    private final MacroCalls kept;
    private final Optional<String> found;
    private final Html html = new Html();

    ControlView(
            Shop.Bench bench, Texts texts, Optional<Hand.State> now, MacroCalls kept, Optional<String> found) {
        this.found = found;
        this.bench = bench;
        this.texts = texts;
        this.control = bench.profile().control().orElseThrow();
        this.now = now;
        this.kept = kept;
    }

    /** A problem in the reader's language; what only its detail says follows in English. */
    static String say(Texts texts, Hand.Problem problem) {
        return texts.find("control.problem." + problem.code()).orElse(problem.detail());
    }

    /** What a probing found, as a sentence. */
    static String found(Texts texts, Shop.Bench bench, ControlCalls.Probed probed) {
        var zero = new TreeMap<>(probed.found().zero())
                .entrySet().stream()
                        .map(one -> one.getKey() + " " + texts.number(one.getValue(), 3))
                        .collect(Collectors.joining(", "));
        var size = new TreeMap<>(probed.found().size())
                .entrySet().stream()
                        .map(one -> one.getKey() + " " + texts.number(one.getValue(), 3))
                        .collect(Collectors.joining(", "));
        var system = bench.profile()
                .control()
                .map(Control::systems)
                .filter(systems -> probed.system() >= 1 && probed.system() <= systems.size())
                .map(systems -> systems.get(probed.system() - 1))
                .orElse("");
        return texts.of("control.found", texts.of("control.probe." + probed.kind()), zero)
                + (size.isEmpty() ? "" : " " + texts.of("control.foundSize", size))
                + " "
                + texts.of("control.foundUnset", system);
    }

    Html whole(
            Optional<Hand.Problem> problem,
            List<Shelf.ShelvedFile> files,
            List<Handbook.Action> actions,
            String macro) {
        html.add(
                "<p id=\"said\" role=\"alert\" class=\"notice bad\"" + (problem.isEmpty() ? " hidden" : "") + ">%s</p>",
                problem.map(p -> say(texts, p) + (p.detail().equals(say(texts, p)) ? "" : " (" + p.detail() + ")"))
                        .orElse(""));
        html.add(
                "<div class=\"control\" id=\"control\" data-api=\"/api/v1/machines/%s/control\" data-unheard=\"%s\">",
                bench.key(), texts.of("control.unheard"));
        position();
        jog();
        zero();
        heat();
        spindle();
        overrides();
        console();
        macros(macro);
        maps(files);
        done(actions);
        return html.add("</div>");
    }

    private void open(String name) {
        html.add(
                "<section class=\"card\" aria-labelledby=\"c-%s\"><h2 id=\"c-%s\">%s</h2>",
                name, name, texts.of("control." + name));
    }

    private void close() {
        html.add("</section>");
    }

    /** A form that asks one thing. */
    private void ask(String what, String fields, String label, String style) {
        html.add("<form method=\"post\" action=\"/machines/%s/control/%s\" data-ask=\"%s\">", bench.key(), what, what);
        for (var field : fields.split("&")) {
            var pair = field.split("=", 2);
            if (pair.length == 2) html.add("<input type=\"hidden\" name=\"%s\" value=\"%s\">", pair[0], pair[1]);
        }
        html.add("<button class=\"%s\">%s</button></form>", style, label);
    }

    private void position() {
        open("position");
        html.add(
                "<div class=\"scroll\" tabindex=\"0\"><table class=\"figure\"><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
                        + "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>",
                texts.of("control.axis"),
                texts.of("control.work"),
                texts.of("control.machine"),
                texts.of("control.place"));
        for (var axis : AXES) {
            boolean known = now.map(s -> s.known().contains(axis)).orElse(false);
            html.add(
                    "<tr><th scope=\"row\">%s</th><td id=\"work-%s\">%s</td><td id=\"machine-%s\">%s</td><td id=\"known-%s\""
                            + " data-yes=\"%s\" data-no=\"%s\">%s</td></tr>",
                    axis,
                    axis,
                    figure(now.map(s -> s.work().get(axis))),
                    axis,
                    figure(now.map(s -> s.machine().get(axis))),
                    axis,
                    texts.of("control.known"),
                    texts.of("control.unknown"),
                    texts.of(known ? "control.known" : "control.unknown"));
        }
        html.add("</tbody></table></div><p id=\"doing\" class=\"small faint\" role=\"status\"></p><div class=\"row\">");
        if (control.offers(Control.HOME)) ask("home", "", texts.of("control.home"), "primary");
        if (control.offers(Control.HOME_AXIS))
            for (var axis : AXES) ask("home", "axes=" + axis, texts.of("control.homeAxis", axis), "");
        if (control.offers("park")) ask("park", "", texts.of("control.park"), "");
        if (control.offers("motorsOff")) ask("motorsOff", "", texts.of("control.motorsOff"), "");
        html.add(
                "<form method=\"post\" action=\"/machines/%s/unlock\"><button>%s</button></form>",
                bench.key(), texts.of("action.unlockReally"));
        ask("stop", "", texts.of("control.stop"), "danger");
        html.add("</div>");
        close();
    }

    private String figure(Optional<Double> mm) {
        return mm.map(value -> texts.number(value, 3)).orElse("–");
    }

    private void jog() {
        if (!control.offers(Control.JOG)) return;
        open("jog");
        html.add(
                "<p class=\"small faint\">%s</p><fieldset class=\"row plainset\"><legend>%s</legend>",
                texts.of("control.jogHow"), texts.of("control.step"));
        for (var step : STEPS)
            html.add(
                    "<label class=\"choice\"><input type=\"radio\" name=\"step\" value=\"%s\""
                            + (step == 1 ? " checked" : "") + "> %s</label>",
                    step,
                    texts.of("control.mm", texts.number(step, step < 1 ? 1 : 0)));
        html.add(
                "<label class=\"choice script\"><input type=\"radio\" name=\"step\" value=\"hold\"> %s</label></fieldset>",
                texts.of("control.hold"));
        html.add(
                "<div class=\"row\"><label for=\"feed\">%s</label><input class=\"short\" id=\"feed\" inputmode=\"decimal\" value=\"%s\"></div>",
                texts.of("control.feed"),
                Math.round(Math.min(1000, bench.profile().limits().feedMaxMmPerMin())));
        html.add(
                "<label class=\"tick\"><input type=\"checkbox\" id=\"watched\"> <span>%s</span></label>",
                texts.of("control.watched", texts.number(control.blindStepMm(), 0)));
        html.add("<div class=\"pad script\" role=\"group\" aria-label=\"%s\">", texts.of("control.jog"));
        for (var key : List.of("Y+", "Z+", "X-", "X+", "Y-", "Z-"))
            html.add(
                    "<button type=\"button\" data-jog=\"%s\" class=\"pad-%s\" aria-label=\"%s\">%s</button>",
                    key,
                    (key.charAt(0) + (key.endsWith("+") ? "p" : "m")).toLowerCase(Locale.ROOT),
                    texts.of("control.move", key.replace('-', '−')),
                    key.replace('-', '−'));
        html.add("</div><noscript><p>%s</p></noscript>", texts.of("control.needsScript"));
        close();
    }

    private void zero() {
        boolean zero = control.offers(Control.ZERO);
        boolean probe = control.offers(Control.PROBE);
        if (!zero && !probe && control.systems().isEmpty()) return;
        open("zero");
        if (!control.systems().isEmpty()) {
            html.add(
                    "<form class=\"row\" method=\"post\" action=\"/machines/%s/control/system\" data-ask=\"system\">",
                    bench.key());
            systems("system-use");
            html.add("<button>%s</button></form>", texts.of("control.use"));
        }
        if (zero) {
            html.add(
                    "<form class=\"row\" method=\"post\" action=\"/machines/%s/control/zero\" data-ask=\"zero\">",
                    bench.key());
            systems("system-zero");
            for (var axis : AXES)
                html.add(
                        "<label for=\"zero-%s\">%s</label><input class=\"short\" id=\"zero-%s\" name=\"%s\" inputmode=\"decimal\" value=\"%s\">",
                        axis, axis, axis, axis.toLowerCase(Locale.ROOT), axis.equals("Z") ? "" : "0");
            html.add(
                    "<button>%s</button></form><p class=\"small faint\">%s</p>",
                    texts.of("control.zeroSet"), texts.of("control.zeroHow"));
        }
        if (probe) {
            html.add(
                    "<h3>%s</h3><form class=\"row pairs\" method=\"post\" action=\"/machines/%s/control/probe\" data-ask=\"probe\">",
                    texts.of("control.probe"), bench.key());
            html.add("<label for=\"kind\">%s</label><select id=\"kind\" name=\"kind\">", texts.of("control.probeWhat"));
            for (var kind :
                    List.of("plate", "x+", "x-", "y+", "y-", "x+y+", "x+y-", "x-y+", "x-y-", "hole", "boss"))
                html.add("<option value=\"%s\">%s</option>", kind, texts.of("control.probe." + kind));
            html.add("</select>");
            field("size", "control.size", "0");
            field("travel", "control.travel", "10");
            field("feed", "control.feed", "100");
            field("across", "control.across", "20");
            field("depth", "control.depth", "5");
            systems("system-probe");
            html.add(
                    "<label class=\"choice\"><input type=\"checkbox\" name=\"set\" value=\"yes\"> %s</label><button>%s</button></form>"
                            + "<p class=\"small faint\">%s</p>",
                    texts.of("control.probeSet"), texts.of("control.probeStart"), texts.of("control.probeHow"));
            html.add(
                    "<div class=\"notice\" id=\"found\" role=\"status\"" + (found.isEmpty() ? " hidden" : "")
                            + "><p id=\"found-say\">%s</p>",
                    found.orElse(""));
            ask("probeZero", "", texts.of("control.probeZero"), "primary");
            html.add("</div>");
        }
        close();
    }

    private void systems(String id) {
        html.add("<label for=\"%s\">%s</label><select id=\"%s\" name=\"system\">", id, texts.of("control.system"), id);
        for (int i = 0; i < control.systems().size(); i++)
            html.add(
                    "<option value=\"%s\">%s</option>", i + 1, control.systems().get(i));
        html.add("</select>");
    }

    private void field(String name, String label, String value) {
        var id = "f-" + name + "-" + html.toString().length();
        html.add(
                "<label for=\"%s\">%s</label><input class=\"short\" id=\"%s\" name=\"%s\" value=\"%s\">",
                id, texts.of(label), id, name, value);
    }

    private void heat() {
        var offered =
                List.of("nozzle", "bed", "fan").stream().filter(control::offers).toList();
        if (offered.isEmpty()) return;
        open("heat");
        for (var what : offered) {
            html.add(
                    "<form class=\"row\" method=\"post\" action=\"/machines/%s/control/%s\" data-ask=\"%s\">",
                    bench.key(), what, what);
            field("value", "control." + what, "0");
            html.add("<button>%s</button></form>", texts.of("control.set"));
        }
        close();
    }

    private void spindle() {
        boolean laser = control.offers(Control.LASER);
        if (!control.offers(Control.SPINDLE) && !laser) return;
        open("spindle");
        html.add("<p class=\"small\">%s</p>", texts.of("control.spindleHow"));
        for (var what : List.of("spindle", "laser")) {
            if (!control.offers(what)) continue;
            html.add(
                    "<form class=\"row\" method=\"post\" action=\"/machines/%s/control/%s\" data-ask=\"%s\">",
                    bench.key(), what, what);
            double most = bench.profile().limits().spindleMax().orElse(100.0) * (what.equals("laser") ? 0.02 : 0.3);
            field("value", "control.power", Long.toString(Math.max(1, Math.round(most / 2))));
            html.add(
                    "<label class=\"choice\"><input type=\"checkbox\" name=\"confirmed\" value=\"yes\"> %s</label><button class=\"danger\">%s</button></form>",
                    texts.of("control.confirmed"), texts.of("control." + what + "Test"));
        }
        if (control.offers("off")) ask("off", "", texts.of("control.off"), "primary");
        close();
    }

    private void overrides() {
        if (control.overrides().isEmpty()) return;
        open("overrides");
        html.add("<dl class=\"overrides\">");
        for (var name : List.of("feed", "rapid", "spindle", "flow")) {
            var one = control.overrides().get(name);
            if (one == null) continue;
            html.add(
                    "<dt>%s</dt><dd class=\"row\"><output id=\"override-%s\" class=\"figure\">%s</output>",
                    texts.of("control.override." + name),
                    name,
                    now.map(s -> s.overrides().get(name)).map(p -> p + " %").orElse("–"));
            for (var percent : percents(one)) ask("override", "of=" + name + "&percent=" + percent, percent + " %", "");
            html.add("</dd>");
        }
        html.add("</dl>");
        close();
    }

    private static List<Integer> percents(Control.PercentOverride one) {
        if (one.bytes().containsKey("100"))
            return one.bytes().keySet().stream().map(Integer::valueOf).sorted().toList();
        return List.of(50, 80, 90, 100, 110, 120, 150).stream()
                .filter(percent -> percent >= one.minPercent() && percent <= one.maxPercent())
                .toList();
    }

    private void console() {
        open("console");
        html.add(
                "<p class=\"small faint\">%s</p><label class=\"tick script\"><input type=\"checkbox\" id=\"polling\"> <span>%s</span></label>"
                        + "<div id=\"lines\" class=\"lines figure\" role=\"log\" tabindex=\"0\" aria-label=\"%s\"></div>",
                texts.of("control.consoleHow"), texts.of("control.polling"), texts.of("control.console"));
        html.add(
                "<form class=\"row\" id=\"type\" method=\"post\" action=\"/machines/%s/control/console\" data-ask=\"console\" data-machine=\"%s\">"
                        + "<label for=\"line\">%s</label><input id=\"line\" name=\"line\" class=\"figure\" list=\"commands\" autocomplete=\"off\" spellcheck=\"false\" maxlength=\"200\" required>"
                        + "<button>%s</button>",
                bench.key(), bench.key(), texts.of("control.line"), texts.of("control.send"));
        html.put(word("line")).add("</form><datalist id=\"commands\">");
        for (var code : codes(bench.profile()))
            texts.find("gcode." + code).ifPresent(what -> html.add("<option value=\"%s\">%s</option>", code, what));
        html.add("</datalist>");
        close();
    }

    /** Where the lab's policy asks: whose word a line goes by. */
    private Html word(String of) {
        var word = new Html();
        if (bench.policy().isNone()) return word;
        return word.add(
                "<details class=\"wide\"><summary>%s</summary><p class=\"small faint\">%s</p>"
                        + "<label for=\"by-%s\">%s</label><input id=\"by-%s\" name=\"allowedBy\" maxlength=\"60\" autocomplete=\"name\">"
                        + "<label for=\"password-%s\">%s</label><input id=\"password-%s\" name=\"password\" type=\"password\" maxlength=\"200\" autocomplete=\"off\"></details>",
                texts.of("control.word"),
                texts.of("control.wordHow"),
                of,
                texts.of("allow.name"),
                of,
                of,
                texts.of("control.wordPassword"),
                of);
    }

    private static List<String> codes(Profile profile) {
        var codes = new java.util.TreeSet<>(profile.commands().allowed());
        codes.addAll(profile.commands().host());
        profile.control().ifPresent(c -> codes.addAll(c.lines(Control.HOME)));
        return List.copyOf(codes);
    }

    private void macros(String edited) {
        open("macros");
        var all = kept.macros(bench.key());
        if (all.isEmpty()) html.add("<p class=\"empty\">%s</p>", texts.of("control.macrosNone"));
        for (var macro : all) macro(macro);
        var one = all.stream().filter(m -> m.name().equals(edited)).findFirst();
        html.add(
                "<details" + (one.isPresent() ? " open" : "")
                        + "><summary>%s</summary><form class=\"stack\" method=\"post\" action=\"/machines/%s/control/macros/save\">"
                        + "<label for=\"macro-name\">%s</label><input id=\"macro-name\" name=\"name\" maxlength=\"60\" required value=\"%s\">"
                        + "<label for=\"macro-text\">%s</label><textarea id=\"macro-text\" name=\"text\" rows=\"8\" class=\"figure\" spellcheck=\"false\" required aria-describedby=\"macro-how\">%s</textarea>"
                        + "<p class=\"small faint\" id=\"macro-how\">%s</p><button>%s</button></form></details>",
                texts.of("control.macroEdit"),
                bench.key(),
                texts.of("control.macroName"),
                one.map(Macro::name).orElse(""),
                texts.of("control.macroLines"),
                one.map(MacroText::write).orElse(""),
                texts.of("control.macroHow"),
                texts.of("control.macroSave"));
        html.add(
                "<div class=\"row script\"><a href=\"/api/v1/machines/%s/control/macros\" download=\"macros-%s.json\">%s</a>"
                        + "<label for=\"macro-import\">%s</label><input type=\"file\" id=\"macro-import\" accept=\".json\" data-import=\"macros\"></div>",
                bench.key(), bench.key(), texts.of("control.export"), texts.of("control.import"));
        close();
    }

    private void macro(Macro macro) {
        html.add(
                "<form class=\"macro\" method=\"post\" action=\"/machines/%s/control/macros/run\" data-macro=\"%s\"><h3>%s</h3><input type=\"hidden\" name=\"name\" value=\"%s\"><div class=\"row\">",
                bench.key(), macro.name(), macro.name(), macro.name());
        for (var one : macro.parameters()) {
            var id = "p-" + Integer.toHexString(macro.name().hashCode()) + "-" + one.name();
            html.add(
                    "<label for=\"%s\">%s</label>",
                    id,
                    one.label()
                            + (one.unit().isEmpty() ? "" : " (" + one.unit() + ")")
                            + one.min()
                                    .flatMap(min -> one.max()
                                            .map(max -> " " + texts.number(min, 1) + "–" + texts.number(max, 1)))
                                    .orElse(""));
            if (one.choices().isEmpty()) {
                html.add(
                        "<input class=\"short\" id=\"%s\" name=\"p-%s\" value=\"%s\" required>",
                        id, one.name(), one.value());
            } else {
                html.add("<select id=\"%s\" name=\"p-%s\">", id, one.name());
                for (var choice : one.choices())
                    html.add("<option" + (choice.equals(one.value()) ? " selected" : "") + ">%s</option>", choice);
                html.add("</select>");
            }
        }
        html.put(word("p-" + Integer.toHexString(macro.name().hashCode())));
        html.add(
                "<button class=\"primary\">%s</button><button type=\"button\" class=\"script\" data-preview>%s</button>"
                        + "<a href=\"?macro=%s#c-macros\">%s</a></div><pre class=\"figure small\" hidden></pre></form>",
                texts.of("control.macroRun"),
                texts.of("control.preview"),
                java.net.URLEncoder.encode(macro.name(), java.nio.charset.StandardCharsets.UTF_8),
                texts.of("control.change"));
        html.add(
                "<form method=\"post\" action=\"/machines/%s/control/macros/remove\"><input type=\"hidden\" name=\"name\" value=\"%s\"><button aria-label=\"%s\">%s</button></form>",
                bench.key(), macro.name(), texts.of("control.removeNamed", macro.name()), texts.of("control.remove"));
    }

    private void maps(List<Shelf.ShelvedFile> files) {
        if (!control.offers(Control.PROBE)) return;
        open("maps");
        html.add(
                "<p class=\"small faint\">%s</p><p id=\"course\" role=\"status\" data-of=\"%s\"></p>",
                texts.of("control.mapsHow"), texts.of("control.points"));
        for (var map : kept.maps(bench.key())) map(map, files);
        html.add(
                "<details><summary>%s</summary><form class=\"stack\" method=\"post\" action=\"/machines/%s/control/maps/survey\" data-ask=\"maps/survey\">",
                texts.of("control.mapNew"), bench.key());
        for (var pair :
                List.of("name", "minX", "minY", "maxX", "maxY", "columns", "rows", "clearance", "depth", "feed"))
            field(
                    pair,
                    "control.map." + pair,
                    switch (pair) {
                        case "maxX" -> "80";
                        case "maxY" -> "50";
                        case "columns", "rows" -> "5";
                        case "clearance", "depth" -> "2";
                        case "feed" -> "50";
                        case "name" -> "";
                        default -> "0";
                    });
        html.add(
                "<button class=\"primary\">%s</button></form></details><div class=\"row script\"><label for=\"map-import\">%s</label>"
                        + "<input type=\"file\" id=\"map-import\" accept=\".json\" data-import=\"maps\"></div>",
                texts.of("control.mapStart"), texts.of("control.import"));
        close();
    }

    private void map(HeightMap map, List<Shelf.ShelvedFile> files) {
        html.add(
                "<article class=\"map\"><h3>%s</h3><p class=\"small\">%s</p>",
                map.name(),
                texts.of(
                        "control.mapFacts",
                        map.columns(),
                        map.rows(),
                        texts.number(map.lowest(), 3),
                        texts.number(map.highest(), 3)));
        picture(map);
        if (!files.isEmpty()) {
            var id = "level-" + Integer.toHexString(map.name().hashCode());
            html.add(
                    "<form class=\"row\" method=\"post\" action=\"/machines/%s/control/maps/level\"><input type=\"hidden\" name=\"name\" value=\"%s\"><label for=\"%s\">%s</label><select id=\"%s\" name=\"file\">",
                    bench.key(), map.name(), id, texts.of("control.mapFile"), id);
            for (var file : files.stream().limit(50).collect(Collectors.toList()))
                html.add("<option>%s</option>", file.name());
            html.add("</select><button>%s</button></form>", texts.of("control.mapLevel"));
        }
        html.add(
                "<div class=\"row\"><a class=\"script\" href=\"/api/v1/machines/%s/control/maps/%s\" download=\"%s.json\">%s</a>"
                        + "<form method=\"post\" action=\"/machines/%s/control/maps/remove\"><input type=\"hidden\" name=\"name\" value=\"%s\"><button aria-label=\"%s\">%s</button></form></div></article>",
                bench.key(),
                java.net.URLEncoder.encode(map.name(), java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20"),
                map.name(),
                texts.of("control.export"),
                bench.key(),
                map.name(),
                texts.of("control.removeNamed", map.name()),
                texts.of("control.remove"));
    }

    /** Each cell by its mean height, from blue (low) over white to red (high). */
    private void picture(HeightMap map) {
        int columns = map.columns() - 1;
        int rows = map.rows() - 1;
        double most = Math.max(1e-6, Math.max(Math.abs(map.lowest()), Math.abs(map.highest())));
        html.add(
                "<svg class=\"heights\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %s %s\" preserveAspectRatio=\"none\">",
                texts.of(
                        "control.mapPicture",
                        map.name(),
                        texts.number(map.lowest(), 3),
                        texts.number(map.highest(), 3)),
                columns,
                rows);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) {
                double mean = (map.height(column, row)
                                + map.height(column + 1, row)
                                + map.height(column, row + 1)
                                + map.height(column + 1, row + 1))
                        / 4;
                int pale = (int) Math.round(235 - 180 * Math.min(1, Math.abs(mean) / most));
                var colour = mean >= 0 ? "rgb(235," + pale + "," + pale + ")" : "rgb(" + pale + "," + pale + ",235)";
                html.add(
                        "<rect x=\"%s\" y=\"%s\" width=\"1.02\" height=\"1.02\" fill=\"%s\"><title>%s</title></rect>",
                        column, rows - 1 - row, colour, texts.of("control.mm", texts.number(mean, 3)));
            }
        html.add("</svg>");
    }

    private void done(List<Handbook.Action> actions) {
        if (actions.isEmpty()) return;
        open("done");
        html.add("<div class=\"scroll\" tabindex=\"0\"><table class=\"small\"><tbody>");
        for (var action : actions)
            html.add(
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>",
                    texts.time(action.at()),
                    texts.find("control.what." + action.what()).orElse(action.what()),
                    action.detail(),
                    action.outcome().equals("done")
                            ? texts.of("control.outcome.done")
                            : texts.of("control.outcome.not") + " "
                                    + texts.find("control.problem." + action.outcome())
                                            .orElse(action.outcome()));
        html.add("</tbody></table></div>");
        close();
    }
}
