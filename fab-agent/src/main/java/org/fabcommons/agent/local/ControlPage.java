// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.agent.control.Macro;
import org.fabcommons.agent.control.MacroText;
import org.fabcommons.agent.guard.Guard;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.job.Handbook;
import org.fabcommons.agent.machine.Console;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.agent.machine.Wrong;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Telemetry;

/** A machine commanded by hand: what the page and the API of that name answer. Nothing here moves anything by a GET. */
final class ControlPage implements MachinePage {
    private static final int MAX_BODY = 1 << 20;

    private final Shop shop;
    private final ControlCalls calls;
    private final MapCalls maps;

    ControlPage(Shop shop) {
        this.shop = shop;
        this.calls = new ControlCalls(shop);
        this.maps = new MapCalls(shop, calls, kept());
    }

    private MacroCalls kept() {
        return new MacroCalls(calls.handbook());
    }

    @Override
    public String segment() {
        return "control";
    }

    @Override
    public boolean suits(Shop.Bench bench) {
        return bench.profile().control().isPresent();
    }

    // ---- the page

    @Override
    public Answer answer(Visit visit) throws IOException {
        if (visit.is("GET")) return show(visit, Optional.empty(), edited(visit));
        if (!visit.request().method().equals("POST"))
            return Answer.problem(405, "method", "Only GET and POST are answered here.");
        var fields = new ControlCalls.Fields(visit.request().form());
        try {
            if (visit.is("POST", "maps", "level")) return visit.again(maps.level(visit, fields));
            var problem = post(visit, fields);
            return problem.isPresent() ? show(visit, problem, Optional.empty()) : visit.again();
        } catch (IllegalArgumentException wrong) {
            // What somebody wrote is not lost for a fault in it.
            var draft = Optional.of(new MacrosView.Draft(fields.text("name"), fields.text("text")))
                    .filter(one -> visit.is("POST", "macros", "save"));
            return show(visit, Optional.of(Hand.Problem.of(wrong)), draft);
        }
    }

    private Optional<MacrosView.Draft> edited(Visit visit) {
        return kept().macro(visit.bench().key(), visit.request().query().getOrDefault("macro", ""))
                .map(macro -> new MacrosView.Draft(macro.name(), MacroText.write(macro)));
    }

    private Answer show(Visit visit, Optional<Hand.Problem> problem, Optional<MacrosView.Draft> draft) {
        var html = new ControlView(
                        visit.bench(),
                        visit.texts(),
                        shop.hand(visit.bench().key()).map(Hand::state),
                        kept(),
                        found(visit).map(Found::say))
                .whole(
                        problem,
                        shop.shelf().files(),
                        calls.handbook().actions(visit.bench().key(), 8),
                        draft,
                        Optional.ofNullable(visit.request().query().get("levelled"))
                                .filter(name -> shop.shelf().file(name).isPresent()));
        return visit.page(html, "control.js");
    }

    private Optional<Hand.Problem> post(Visit visit, ControlCalls.Fields fields) {
        var machine = visit.bench().key();
        if (visit.is("POST", "stop")) {
            calls.stop(machine);
            return Optional.empty();
        }
        if (visit.is("POST", "macros", "save")) {
            kept().keep(machine, MacroText.read(fields.text("name"), fields.text("text")));
            return Optional.empty();
        }
        if (visit.is("POST", "macros", "remove")) {
            calls.handbook().forget(machine, Handbook.Kind.MACRO, fields.text("name"));
            return Optional.empty();
        }
        if (visit.is("POST", "macros", "run")) return run(visit, fields).problem();
        if (visit.is("POST", "maps", "*")) return maps.post(visit, fields);
        if (visit.below().length != 1) throw new IllegalArgumentException("There is nothing here.");
        return calls.ask(visit.bench(), visit.below()[0], fields, "", who(visit))
                .problem();
    }

    private ControlCalls.Outcome run(Visit visit, ControlCalls.Fields fields) {
        var macro = kept().macro(visit.bench().key(), fields.text("name"))
                .orElseThrow(() -> new Wrong("macroGone", "This macro is no longer here."));
        var lines = macro.filled(MacroCalls.values(fields.values()));
        var hand = shop.hand(visit.bench().key())
                .orElseThrow(() -> new Wrong("noHand", "This machine cannot be commanded by hand."));
        var word = Word.of(fields.values());
        var sent = hand.send(
                Source.MACRO, lines, fields.yes("watched"), shop.words().mayByHand(visit.bench(), word));
        var who = who(visit) + (word.named() ? " (" + word.name() + ")" : "");
        return calls.run(visit.bench(), macro.name(), sent, who, lines);
    }

    /** As far as anybody knows: there are no accounts here. */
    static String who(Visit visit) {
        return who(visit.request());
    }

    static String who(LocalHandler.Request request) {
        var from = request.exchange().getRemoteAddress().getAddress();
        return from.isLoopbackAddress() ? "this computer" : from.getHostAddress();
    }

    // ---- the API

    /**
     * What a page needs some times a second.
     *
     * @param word the state in the reader's language
     * @param mood how that is coloured
     * @param wrong why it does not do what it is told, in the reader's language
     * @param asks what a person is asked, in the reader's language
     * @param maps how many height maps there are: one more when a survey has come to its end
     */
    record Now(
            Telemetry.State state,
            String word,
            String mood,
            Optional<String> detail,
            Optional<String> wrong,
            Optional<String> asks,
            Map<String, Telemetry.Temperature> temperatures,
            Optional<Hand.State> hand,
            List<Console.Entry> console,
            Optional<Course> routine,
            Optional<Course> last,
            Optional<Found> found,
            int maps) {}

    /**
     * What a probing found and nobody has set yet.
     *
     * @param zero mm from the machine's zero, by axis
     * @param size how wide a hole or boss is, by axis
     * @param say the same as a sentence in the reader's language
     */
    record Found(String kind, Map<String, Double> zero, Map<String, Double> size, String say) {}

    /** @param say the same as the problem, in the reader's language */
    record Course(String what, int done, int of, boolean over, Optional<String> problem, Optional<String> say) {}

    @Override
    public Optional<Answer> api(Visit visit) throws IOException {
        try {
            return answerApi(visit);
        } catch (IllegalArgumentException wrong) {
            return Optional.of(Answer.problem(
                    422,
                    "value",
                    wrong.getMessage(),
                    List.of(new Answer.Fault("say", ControlView.say(visit.texts(), Hand.Problem.of(wrong))))));
        }
    }

    private Optional<Answer> answerApi(Visit visit) throws IOException {
        var machine = visit.bench().key();
        if (visit.is("GET")) return Optional.of(Answer.json(200, now(visit)));
        if (visit.is("GET", "macros")) return Optional.of(Answer.items(kept().macros(machine)));
        if (visit.is("POST", "macros")) {
            var macro = macro(body(visit));
            kept().keep(machine, macro);
            return Optional.of(Answer.json(201, macro));
        }
        if (visit.is("DELETE", "macros", "*"))
            return Optional.of(
                    calls.handbook().forget(machine, Handbook.Kind.MACRO, visit.below()[1])
                            ? Answer.noContent()
                            : Answer.problem(404, "not-found", "There is no such macro."));
        if (visit.is("POST", "macros", "*", "preview")) return Optional.of(preview(visit));
        if (visit.is("POST", "macros", "*", "run")) {
            var fields = flat(visit);
            var values = new HashMap<>(fields.values());
            values.put("name", visit.below()[1]);
            return Optional.of(answer(visit, run(visit, new ControlCalls.Fields(values))));
        }
        if (visit.below().length > 0 && visit.below()[0].equals("maps")) return maps.api(visit);
        if (!visit.request().method().equals("POST") || visit.below().length != 1) return Optional.empty();
        return Optional.of(command(visit, flat(visit)));
    }

    private Answer command(Visit visit, ControlCalls.Fields fields) {
        var machine = visit.bench().key();
        switch (visit.below()[0]) {
            case "hold" -> {
                var problem = calls.hold(visit.bench(), fields);
                if (problem.isEmpty()) return Answer.noContent();
                return answer(visit, new ControlCalls.Outcome("hold", true, problem));
            }
            case "release" -> {
                shop.hand(machine).ifPresent(Hand::release);
                return Answer.noContent();
            }
            case "stop" -> {
                calls.stop(machine);
                calls.record(visit.bench(), "stop", fields, who(visit), Optional.empty());
                return Answer.noContent();
            }
            default -> {
                var outcome = calls.ask(
                        visit.bench(), visit.below()[0], fields, visit.request().header("Idempotency-Key"), who(visit));
                return answer(visit, outcome);
            }
        }
    }

    private static Answer answer(Visit visit, ControlCalls.Outcome outcome) {
        if (outcome.problem().isEmpty()) return Answer.json(outcome.over() ? 200 : 202, course(visit.texts(), outcome));
        var problem = outcome.problem().get();
        return Answer.problem(
                problem.code().equals("value") ? 422 : 409,
                problem.code(),
                problem.detail(),
                List.of(new Answer.Fault("say", ControlView.say(visit.texts(), problem))));
    }

    private static Course course(Texts texts, ControlCalls.Outcome outcome) {
        return new Course(
                outcome.what(),
                0,
                0,
                outcome.over(),
                outcome.problem().map(Hand.Problem::code),
                outcome.problem().map(problem -> ControlView.say(texts, problem)));
    }

    private Now now(Visit visit) {
        var machine = visit.bench().key();
        var hand = shop.hand(machine);
        long after = 0;
        var asked = visit.request().query().getOrDefault("after", "0");
        if (asked.matches("\\d{1,15}")) after = Long.parseLong(asked);
        long from = after;
        return new Now(
                visit.bench().now().state(),
                MachineFrame.word(visit.bench(), visit.texts()),
                MachineFrame.mood(visit.bench()),
                visit.bench().now().detail(),
                MachineFrame.wrong(visit.bench(), visit.texts()),
                visit.bench().question().map(one -> MachineCard.title(visit.texts(), one.kind(), one.what())),
                visit.bench().now().temperatures(),
                hand.map(Hand::state),
                hand.map(h -> h.console().after(from)).orElse(List.of()),
                calls.routines(machine)
                        .now()
                        .map(now -> new Course(
                                now.what(),
                                now.done(),
                                now.of(),
                                now.over(),
                                now.problem().map(Hand.Problem::code),
                                now.problem().map(problem -> ControlView.say(visit.texts(), problem)))),
                calls.last(machine).map(outcome -> course(visit.texts(), outcome)),
                found(visit),
                kept().maps(machine).size());
    }

    private Optional<Found> found(Visit visit) {
        return calls.probed(visit.bench().key())
                .map(probed -> new Found(
                        probed.kind(),
                        probed.found().zero(),
                        probed.found().size(),
                        ControlView.found(visit.texts(), visit.bench(), probed)));
    }

    private Answer preview(Visit visit) throws IOException {
        var macro = kept().macro(visit.bench().key(), visit.below()[1]);
        if (macro.isEmpty()) return Answer.problem(404, "not-found", "There is no such macro.");
        var lines = macro.get().filled(MacroCalls.values(flat(visit).values()));
        var guard = new Guard(visit.bench().profile(), visit.bench().policy());
        var refusals = lines.stream()
                .flatMap(line -> guard.check(Source.MACRO, line).stream())
                .map(refusal -> ControlView.say(visit.texts(), refusal))
                .toList();
        return Answer.json(200, Map.of("lines", lines, "refusals", refusals));
    }

    /** Structured, or as people edit it. */
    private static Macro macro(String body) {
        try {
            var tree = LinkJson.mapper().readTree(body);
            if (tree.has("text"))
                return MacroText.read(
                        tree.path("name").asText(), tree.path("text").asText());
        } catch (JsonProcessingException malformed) {
            throw new LocalHandler.Unreadable("The body is no JSON.");
        }
        return MacroCalls.read(body, Macro.class);
    }

    static String body(Visit visit) throws IOException {
        return new String(visit.request().exchange().getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8);
    }

    /** A flat JSON object, its values as text. */
    static ControlCalls.Fields flat(Visit visit) throws IOException {
        var body = body(visit);
        if (body.isBlank()) return new ControlCalls.Fields(Map.of());
        try {
            var tree = LinkJson.mapper().readTree(body);
            return new ControlCalls.Fields(tree.properties().stream()
                    .filter(field -> field.getValue().isValueNode())
                    .collect(Collectors.toMap(Map.Entry::getKey, field -> plain(field.getValue()))));
        } catch (JsonProcessingException malformed) {
            throw new LocalHandler.Unreadable("The body is no JSON.");
        }
    }

    private static String plain(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }
}
