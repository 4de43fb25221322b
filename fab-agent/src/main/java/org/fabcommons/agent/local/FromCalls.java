// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.LastSeen;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.job.Stop;
import org.fabcommons.agent.job.Waiting;
import org.fabcommons.agent.runfrom.NotPossible;
import org.fabcommons.agent.runfrom.RunFrom;
import org.fabcommons.gcode.Heights;
import org.fabcommons.preflight.Finding;
import org.fabcommons.profile.HostLoss.TakeUp;
import org.fabcommons.profile.Language;

/** A machine's page and API about a job that stopped, and about a file taken up at a line. */
record FromCalls(Shop shop) implements MachinePage {
    // ---- for people

    @Override
    public String segment() {
        return "from";
    }

    @Override
    public boolean suits(Shop.Bench bench) {
        return !RunFrom.ways(bench.profile()).isEmpty();
    }

    @Override
    public Answer answer(Visit visit) throws IOException {
        if (visit.is("GET")) {
            var said = visit.request().query();
            var what = TakingUp.of(shop, visit.bench(), said);
            return visit.page(what.isPresent() ? page(visit, what.get(), said) : choice(visit));
        }
        if (visit.is("POST")) return start(visit);
        if (visit.is("POST", "abandon")) {
            shop.decided(visit.request().form().getOrDefault("job", ""), Stop.Choice.ABANDONED, Optional.empty());
        }
        return visit.again();
    }

    private Html page(Visit visit, TakingUp what, Map<String, String> said) throws IOException {
        return page(visit, what, said, Optional.empty());
    }

    private Html page(Visit visit, TakingUp what, Map<String, String> said, Optional<Word.Refused> wrong)
            throws IOException {
        return new FromPage(shop, visit.texts(), what, said, wrong).main();
    }

    /** What could be taken up here. */
    private Html choice(Visit visit) {
        var texts = visit.texts();
        var html =
                new Html().add("<h2>%s</h2><p class=\"faint\">%s</p>", texts.of("from.choice"), texts.of("from.how"));
        var stop = shop.openStop(visit.bench().key());
        var files = shop.shelf().files();
        if (stop.isEmpty() && files.isEmpty()) return html.add("<p class=\"empty\">%s</p>", texts.of("files.none"));
        html.add("<ul class=\"plain\">");
        stop.ifPresent(where -> html.add(
                "<li><a href=\"/machines/%s/from?job=%s\">%s</a></li>",
                visit.bench().key(),
                where.job(),
                texts.of(
                        "from.notice",
                        shop.job(where.job()).map(job -> job.order().fileName()).orElse(""),
                        texts.count(where.line()))));
        for (var file : files)
            html.add(
                    "<li><a href=\"/machines/%s/from?file=%s\">%s</a></li>",
                    visit.bench().key(), file.sha256(), file.name());
        return html.add("</ul>");
    }

    /** Lets a machine try a file that waits; a person has looked. */
    void trial(Shop.Bench bench, Waiting waiting) throws IOException {
        if (bench.free() && tries(bench) && fits(waiting.sha256(), bench))
            shop.orders().trial(bench, waiting.fileName(), waiting.sha256(), waiting.sizeBytes());
    }

    /** Whether such a machine can try a file: what a plotter gets it draws. */
    static boolean tries(Shop.Bench bench) {
        return bench.profile().language() != Language.PLOTTER;
    }

    /** What such a machine's programs are told, whose page is not there. */
    static Answer noTakeUp() {
        var reason = NotPossible.noTakeUp();
        return Answer.problem(422, reason.code(), reason.getMessage());
    }

    private boolean fits(String sha256, Shop.Bench bench) {
        boolean reads = bench.profile().language() == Language.GRBL;
        return shop.check(sha256, bench)
                .filter(checked -> !checked.refused())
                // Where its moves are made, somebody's word is needed for them as ever; that is asked where it starts.
                .filter(checked -> reads || checked.needs().isEmpty())
                .isPresent();
    }

    private Answer start(Visit visit) throws IOException {
        var said = visit.request().form();
        var what = TakingUp.of(shop, visit.bench(), said);
        if (what.isEmpty()) return visit.again();
        try {
            var preview = what.get().preview(said);
            if ("yes".equals(said.get("clear"))
                    && !preview.checked().refused()
                    && visit.bench().free()) {
                var word = Word.of(said);
                var taken = what.get().start(preview, word);
                if (taken.wrong().isPresent())
                    return visit.page(
                            page(visit, what.get(), said, taken.wrong().map(word::refused)));
                return Answer.seeOther("/machines/" + visit.bench().key());
            }
        } catch (NotPossible | IllegalArgumentException refused) {
            // The page, shown again, says why.
            return visit.page(page(visit, what.get(), said));
        }
        return visit.page(page(visit, what.get(), said));
    }

    // ---- for programs

    /** Where a job stopped, and what was decided about it. */
    record Stopped(
            String job,
            long lastAcknowledgedLine,
            long lastSentLine,
            Optional<LastSeen> lastSeen,
            String at,
            Optional<String> decided,
            Optional<String> follower) {
        static Stopped of(Stop stop) {
            return new Stopped(
                    stop.job(),
                    stop.line(),
                    stop.sent(),
                    stop.seen(),
                    stop.at().toString(),
                    stop.choice().map(LocalPages::word),
                    stop.follower());
        }
    }

    record Before(String command, String why) {}

    /**
     * What would be done.
     *
     * @param lift how far above the work the tool travels, mm
     * @param prime filament pushed out before it goes on, mm
     * @param height at which the nozzle is taken to stand now, mm; empty where that does not matter
     */
    record Planned(
            long line,
            long firstDoubtfulLine,
            String position,
            double lift,
            double prime,
            boolean laser,
            OptionalDouble height,
            List<Before> before,
            List<Answer.Fault> warnings) {}

    /** Where the machine's last job stopped, undecided. */
    Optional<Stopped> stopped(Shop.Bench bench) {
        return shop.openStop(bench.key()).map(Stopped::of);
    }

    @Override
    public Optional<Answer> api(Visit visit) throws IOException {
        return visit.is("POST") ? Optional.of(from(LocalApi.body(visit.request()), visit.bench())) : Optional.empty();
    }

    /** Says what would be done; with {@code "clear": true} it is done. */
    private Answer from(JsonNode body, Shop.Bench bench) throws IOException {
        Map<String, String> said = new HashMap<>();
        for (var name : List.of("job", "file", "line", "layer", "position", "lift", "prime", "height"))
            if (body.hasNonNull(name)) said.put(name, body.get(name).asText());
        if (body.hasNonNull("laser")) said.put("laser", body.get("laser").asBoolean() ? "yes" : "no");
        var what = TakingUp.of(shop, bench, said);
        if (what.isEmpty())
            return Answer.problem(422, "file-unknown", "Name a \"job\" of this machine or a \"file\" that is here.");
        try {
            var preview = what.get().preview(said);
            if (preview.checked().refused())
                return Answer.problem(
                        422,
                        "preflight-refused",
                        "This machine must not get this file.",
                        faults(preview.checked().refusals()));
            if (!body.path("clear").asBoolean()) {
                var options = preview.plan().options();
                return Answer.json(
                        200,
                        new Planned(
                                preview.plan().line(),
                                what.get().firstDoubtful(),
                                options.position().wireName(),
                                options.liftMm(),
                                options.primeMm(),
                                options.laser(),
                                options.heightMm(),
                                preview.plan().prelude().stream()
                                        .map(one -> new Before(one.command(), LocalPages.word(one.why())))
                                        .toList(),
                                warnings(what.get(), preview)));
            }
            if (bench.out().isPresent()) return QueueCalls.out(bench.out().get());
            if (!bench.free()) return Answer.problem(409, "machine-busy", "The machine is not ready or has a job.");
            var taken = what.get().start(preview, Word.of(body));
            if (taken.wrong().isPresent())
                return LocalApi.notAllowed(preview.checked(), taken.wrong().get());
            var job = shop.job(taken.job().orElseThrow()).orElseThrow();
            return Answer.json(201, AgentState.Job.of(shop, job));
        } catch (NotPossible refused) {
            return Answer.problem(422, refused.code(), refused.getMessage());
        } catch (IllegalArgumentException refused) {
            return Answer.problem(422, "malformed", refused.getMessage());
        } catch (FileCache.NotFetched full) {
            return Answer.problem(507, full.reason(), full.getMessage());
        }
    }

    /** Tries a file without making anything. */
    Answer trial(JsonNode body, Shop.Bench bench, Optional<Shelf.ShelvedFile> file) throws IOException {
        if (file.isEmpty()) return Answer.problem(422, "file-unknown", "Upload the file first; its answer names it.");
        if (!body.path("clear").asBoolean())
            return Answer.problem(422, "not-clear", "Look at the machine, then say \"clear\": true.");
        if (bench.out().isPresent()) return QueueCalls.out(bench.out().get());
        if (!bench.free()) return Answer.problem(409, "machine-busy", "The machine is not ready or has a job.");
        if (!tries(bench))
            return Answer.problem(
                    422, "no-trial", "A plotter or cutter draws whatever it gets; lift its pen and watch.");
        if (!fits(file.get().sha256(), bench))
            return shop.check(file.get().sha256(), bench)
                    .map(QueueCalls::refused)
                    .orElseGet(LocalApi::unknownFile);
        var job = shop.orders()
                .trial(bench, file.get().name(), file.get().sha256(), file.get().sizeBytes());
        return Answer.json(201, AgentState.Job.of(shop, shop.job(job).orElseThrow()));
    }

    /** Nothing is taken up there any more. */
    Answer abandon(String job) {
        return shop.decided(job, Stop.Choice.ABANDONED, Optional.empty())
                ? Answer.noContent()
                : Answer.problem(404, "not-found", "No stop of this job waits for a decision.");
    }

    private static List<Answer.Fault> warnings(TakingUp what, TakingUp.Preview preview)
            throws IOException, NotPossible {
        var warnings = new ArrayList<Answer.Fault>();
        var heights = what.heights().filter(Heights::differ);
        if (heights.isPresent() && preview.plan().options().position() == TakeUp.HOME_XY)
            warnings.add(new Answer.Fault(
                    "height",
                    String.format(
                            Locale.ROOT,
                            "The nozzle may stand at %.2f to %.2f mm; the lowest counts unless you say \"height\".",
                            heights.get().lowest(),
                            heights.get().highest())));
        if (what.forgotPlace())
            warnings.add(new Answer.Fault(
                    "position",
                    "The board has restarted since and has forgotten where its tool stands: home it, or set the zero of the"
                            + " workpiece again, before you go on."));
        warnings.addAll(faults(preview.checked().warnings()));
        return warnings;
    }

    private static List<Answer.Fault> faults(List<Finding> findings) {
        var faults = new ArrayList<Answer.Fault>();
        for (var finding : findings)
            faults.add(new Answer.Fault("line " + finding.line(), finding.message(Locale.ENGLISH)));
        return faults;
    }
}
