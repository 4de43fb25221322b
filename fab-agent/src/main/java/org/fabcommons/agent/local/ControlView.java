// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fabcommons.agent.guard.Refusal;
import org.fabcommons.agent.job.Handbook;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Profile;

/** The page of a machine commanded by hand; only what its profile offers stands on it. */
final class ControlView {
    static final List<String> AXES = List.of("X", "Y", "Z");
    private static final double[] STEPS = {0.1, 1, 10, 50};
    /** To touch a surface off by eye and paper. */
    private static final double[] FINE_STEPS = {0.01, 0.1, 1, 10, 50};

    private final Shop.Bench bench;
    private final Texts texts;
    private final Control control;
    private final Optional<Hand.State> now;
    private final MacroCalls kept;
    private final Optional<String> found;
    private final Html html = new Html();
    private final ControlForm form;

    ControlView(Shop.Bench bench, Texts texts, Optional<Hand.State> now, MacroCalls kept, Optional<String> found) {
        this.found = found;
        this.bench = bench;
        this.texts = texts;
        this.control = bench.profile().control().orElseThrow();
        this.now = now;
        this.kept = kept;
        this.form = new ControlForm(html, bench, texts, control);
    }

    /** A problem in the reader's language; what only the machine says of it follows as it said it. */
    /** Why a line must not be sent. */
    static String say(Texts texts, Refusal refusal) {
        return texts.find("wrong.guard-" + refusal.word())
                .map(known -> texts.of("wrong.guard-" + refusal.word(), refusal.what()))
                .or(() -> texts.find("control.problem." + refusal.code()))
                .orElse(refusal.detail());
    }

    static String say(Texts texts, Hand.Problem problem) {
        var words = texts.find("control.problem." + problem.code());
        var exactly = problem.wrong()
                .filter(wrong -> texts.find("wrong." + wrong.code()).isPresent())
                .map(wrong -> texts.of("wrong." + wrong.code(), wrong.arguments()));
        if (exactly.isPresent()) return words.map(said -> said + " ").orElse("") + exactly.get();
        if (words.isEmpty()) return problem.detail();
        boolean more =
                !problem.code().startsWith("policy-") && !problem.detail().equals(words.get());
        return more ? words.get() + " (" + problem.detail() + ")" : words.get();
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
            Optional<MacrosView.Draft> draft,
            Optional<String> levelled) {
        html.add(
                "<p id=\"said\" role=\"alert\" class=\"notice bad\"" + (problem.isEmpty() ? " hidden" : "") + ">%s</p>",
                problem.map(p -> say(texts, p)).orElse(""));
        var wrong = MachineFrame.wrong(bench, texts);
        html.add(
                "<p id=\"wrong\" role=\"status\" class=\"notice bad\"" + (wrong.isEmpty() ? " hidden" : "") + ">%s</p>",
                wrong.orElse(""));
        html.add(
                "<p id=\"asks\" role=\"status\" class=\"notice warn\""
                        + (bench.question().isEmpty() ? " hidden" : "")
                        + "><span id=\"asks-say\">%s</span> <a href=\"/machines/%s\">%s</a></p>",
                bench.question()
                        .map(asked -> MachineCard.title(texts, asked.kind(), asked.what()))
                        .orElse(""),
                bench.key(),
                texts.of("control.answer"));
        html.add(
                "<div class=\"control\" id=\"control\" data-api=\"/api/v1/machines/%s/control\" data-unheard=\"%s\">",
                bench.key(), texts.of("control.unheard"));
        position();
        jog();
        new ZeroView(form, found).show();
        new LevelsView(form, now).show();
        new ConsoleView(form).show();
        new MacrosView(form, kept).show(draft);
        new MapsView(form, kept, levelled).show(files);
        done(actions);
        return html.add("</div>");
    }

    private void position() {
        form.open("position");
        html.add(
                "<div class=\"scroll\" tabindex=\"0\"><table class=\"figure\"><thead><tr><th scope=\"col\">%s</th><th"
                        + " scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>",
                texts.of("control.axis"),
                texts.of("control.work"),
                texts.of("control.machine"),
                texts.of("control.place"));
        for (var axis : AXES) {
            boolean known = now.map(s -> s.known().contains(axis)).orElse(false);
            html.add(
                    "<tr><th scope=\"row\">%s</th><td id=\"work-%s\">%s</td><td id=\"machine-%s\">%s</td><td"
                            + " id=\"known-%s\" data-yes=\"%s\" data-no=\"%s\">%s</td></tr>",
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
        if (control.offers(Control.HOME)) form.ask("home", "", texts.of("control.home"), "primary");
        if (control.offers(Control.HOME_AXIS))
            for (var axis : AXES) form.ask("home", "axes=" + axis, texts.of("control.homeAxis", axis), "");
        if (control.offers("park")) form.ask("park", "", texts.of("control.park"), "");
        if (control.offers("motorsOff")) form.ask("motorsOff", "", texts.of("control.motorsOff"), "");
        html.add(
                "<form method=\"post\" action=\"/machines/%s/unlock\"><button>%s</button></form>",
                bench.key(), texts.of("action.unlockReally"));
        form.ask("stop", "", texts.of("control.stop"), "danger");
        html.add("</div>");
        form.close();
    }

    private String figure(Optional<Double> mm) {
        return mm.map(value -> texts.number(value, 3)).orElse("–");
    }

    private void jog() {
        if (!control.offers(Control.JOG)) return;
        form.open("jog");
        html.add(
                "<p class=\"small faint\">%s</p><fieldset class=\"row plainset\"><legend>%s</legend>",
                texts.of("control.jogHow"), texts.of("control.step"));
        for (var step : bench.profile().kind() == Profile.Kind.MILL_LASER ? FINE_STEPS : STEPS)
            html.add(
                    "<label class=\"choice\"><input type=\"radio\" name=\"step\" value=\"%s\""
                            + (step == 1 ? " checked" : "") + "> %s</label>",
                    step,
                    texts.of("control.mm", texts.number(step, step < 0.1 ? 2 : step < 1 ? 1 : 0)));
        html.add(
                "<label class=\"choice script\"><input type=\"radio\" name=\"step\" value=\"hold\">"
                        + " %s</label></fieldset>",
                texts.of("control.hold"));
        html.add(
                "<div class=\"row\"><label for=\"feed\">%s</label><input class=\"short\" id=\"feed\""
                        + " inputmode=\"decimal\" value=\"%s\"></div>",
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
        form.close();
    }

    private void done(List<Handbook.Action> actions) {
        if (actions.isEmpty()) return;
        form.open("done");
        html.add("<ul class=\"plain small done\">");
        for (var action : actions)
            html.add(
                    "<li><p class=\"row spread\"><strong>%s</strong> <span class=\"faint\">%s</span></p>"
                            + "<p class=\"figure wrap\">%s</p><p>%s</p></li>",
                    texts.find("control.what." + action.what()).orElse(action.what()),
                    texts.time(action.at()),
                    action.detail(),
                    action.outcome().equals("done")
                            ? texts.of("control.outcome.done")
                            : texts.of("control.outcome.not") + " "
                                    + texts.find("control.problem." + action.outcome())
                                            .or(() -> texts.find("control.outcome." + action.outcome()))
                                            .orElse(action.outcome()));
        html.add("</ul>");
        form.close();
    }
}
