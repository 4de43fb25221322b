// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.Permission;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.job.Waiting;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Checked;

/** The JSON side of the local server, below {@code /api/v1}. */
final class LocalApi {
    private static final int MAX_JSON = 64 << 10;

    private final Shop shop;
    private final LocalPages pages;
    private final FromCalls from;

    LocalApi(Shop shop, LocalPages pages) {
        this.shop = shop;
        this.pages = pages;
        from = new FromCalls(shop);
    }

    record State(String agent, String version, Hub hub, List<MachineNow> machines, List<Job> jobs) {}

    record Hub(String state, Optional<String> address, Optional<String> code) {}

    record MachineNow(
            String key,
            String name,
            String profile,
            boolean simulated,
            Telemetry.State state,
            Optional<String> detail,
            Map<String, Telemetry.Temperature> temperatures,
            Map<String, Double> position,
            Optional<Job> job,
            Optional<Message.Progress> progress,
            List<Queued> queue,
            Optional<String> clearUntil,
            Optional<Asked> question) {}

    /** What a person is asked. */
    record Asked(long number, String kind, String what, Optional<String> note, List<String> choices) {
        static Asked of(long number, Question question) {
            return new Asked(
                    number, LocalPages.word(question.kind()), question.what(), question.note(), question.choices());
        }
    }

    /** A file that waits for its machine to be clear. */
    record Queued(String id, String file, String name, long sizeBytes, String source, String since) {
        static Queued of(Waiting waiting) {
            return new Queued(
                    waiting.id(),
                    waiting.sha256(),
                    waiting.fileName(),
                    waiting.sizeBytes(),
                    LocalPages.word(waiting.source()),
                    waiting.since().toString());
        }
    }

    /** A file on the shelf; {@code file} is its SHA-256. */
    record Kept(String file, String name, long sizeBytes, String addedAt) {
        static Kept of(Shelf.ShelvedFile file) {
            return new Kept(
                    file.sha256(), file.name(), file.sizeBytes(), file.addedAt().toString());
        }
    }

    record Job(
            String id,
            String machine,
            String file,
            JobState state,
            Optional<String> reason,
            Optional<String> detail,
            Message.Progress progress,
            Optional<Message.Result> result,
            Optional<Allowed> allowed) {
        static Job of(JobRecord job, Optional<Permission> word) {
            return new Job(
                    job.order().job(),
                    job.order().machine(),
                    job.order().fileName(),
                    job.state(),
                    job.reason(),
                    job.detail(),
                    job.progress(),
                    job.result(),
                    word.map(Allowed::of));
        }
    }

    /** Whose word a job went by, and for what. */
    record Allowed(String by, boolean administrator, List<String> what, Optional<String> hub, String at) {
        static Allowed of(Permission word) {
            return new Allowed(
                    word.person(),
                    word.administrator(),
                    word.needs().stream().sorted().toList(),
                    word.hub(),
                    word.at().toString());
        }
    }

    private Job job(JobRecord job) {
        return Job.of(job, shop.word(job.order().job()));
    }

    Answer answer(LocalHandler.Request request) throws IOException {
        if (request.is("GET", "api", "v1", "state")) return Answer.json(200, state());
        if (request.is("GET", "api", "v1", "machines", "*", "temperatures"))
            return Answer.json(
                    200,
                    Map.of(
                            "items",
                            shop.temperatures(request.path()[3]).stream()
                                    .map(sample -> Map.of("at", sample.at().toString(), "sensors", sample.bySensor()))
                                    .toList()));
        if (request.is("GET", "api", "v1", "jobs"))
            return Answer.json(
                    200, Map.of("items", shop.history().stream().map(this::job).toList()));
        if (request.is("GET", "api", "v1", "jobs", "*"))
            return shop.job(request.path()[3])
                    .map(job -> Answer.json(200, job(job)))
                    .orElse(notFound());
        if (request.is("GET", "api", "v1", "jobs", "*", "temperatures"))
            return shop.job(request.path()[3])
                    .map(job -> Answer.json(
                            200, Map.of("items", shop.temperaturesOf(job.order().job()))))
                    .orElse(notFound());
        if (request.is("GET", "api", "v1", "jobs", "*", "share"))
            return shop.job(request.path()[3])
                    .map(job -> new SharePart(shop, request.texts(), job).now())
                    .orElse(notFound());
        if (request.is("POST", "api", "v1", "jobs", "*", "share")) {
            var job = shop.job(request.path()[3]);
            return job.isEmpty() ? notFound() : new SharePart(shop, request.texts(), job.get()).share(body(request));
        }
        if (request.is("GET", "api", "v1", "files"))
            return Answer.json(
                    200,
                    Map.of("items", shop.shelf().files().stream().map(Kept::of).toList()));
        if (request.is("POST", "api", "v1", "files")) return upload(request);
        if (request.is("DELETE", "api", "v1", "files", "*"))
            return shop.shelf().removeFile(request.path()[3]) ? Answer.noContent() : notFound();
        if (request.is("POST", "api", "v1", "jobs", "*", "abandon")) return from.abandon(request.path()[3]);
        if (request.is("POST", "api", "v1", "stop")) {
            shop.stopAll();
            return Answer.noContent();
        }
        if (request.path().length < 5 || !request.path()[2].equals("machines")) return notFound();
        var bench = shop.bench(request.path()[3]);
        if (bench.isEmpty()) return notFound();
        var ofPage = pages.api(request, bench.get());
        return ofPage.isPresent() ? ofPage.get() : machine(request, bench.get());
    }

    private Answer machine(LocalHandler.Request request, Shop.Bench bench) throws IOException {
        if (request.is("POST", "api", "v1", "machines", "*", "jobs")) return start(body(request), bench);
        if (request.is("GET", "api", "v1", "machines", "*", "queue"))
            return Answer.json(200, Map.of("items", queue(bench.key())));
        if (request.is("POST", "api", "v1", "machines", "*", "queue")) return queue(body(request), bench);
        if (request.is("GET", "api", "v1", "machines", "*", "stopped"))
            return Answer.json(200, Map.of("items", from.stopped(bench).stream().toList()));
        if (request.is("POST", "api", "v1", "machines", "*", "trials")) {
            var body = body(request);
            return from.trial(body, bench, file(body));
        }
        if (request.is("POST", "api", "v1", "machines", "*", "from")) return FromCalls.noTakeUp();
        if (request.is("POST", "api", "v1", "machines", "*", "answer")) {
            var said = body(request);
            int choice = said.path("choice").asInt(-1);
            if (choice < 0)
                return Answer.problem(422, "choice-needed", "Say which \"choice\" of the question, counted from 0.");
            if (said.path("asked").asLong(bench.asked()) != bench.asked())
                return Answer.problem(409, "answered", "That question is no longer asked: somebody answered it.");
            shop.answer(bench, choice, ControlPage.who(request));
            return Answer.noContent();
        }
        if (request.is("POST", "api", "v1", "machines", "*", "clear")) {
            return shop.sayClear(bench)
                    ? Answer.noContent()
                    : Answer.problem(
                            409, "policy-unattended", "In this lab nothing starts without somebody who starts it.");
        }
        if (request.is("POST", "api", "v1", "machines", "*", "*")) return ask(request);
        if (request.path().length < 6 || !request.path()[4].equals("queue")) return notFound();
        var waiting = shop.shelf().waiting(request.path()[5]).filter(one -> one.machine()
                .equals(bench.key()));
        if (waiting.isEmpty()) return notFound();
        if (request.is("DELETE", "api", "v1", "machines", "*", "queue", "*")) {
            shop.shelf().removeWaiting(waiting.get().id());
            return Answer.noContent();
        }
        if (request.is("POST", "api", "v1", "machines", "*", "queue", "*", "up")) {
            shop.shelf().moveUp(waiting.get().id());
            return Answer.noContent();
        }
        if (request.is("POST", "api", "v1", "machines", "*", "queue", "*", "down")) {
            shop.shelf().moveDown(waiting.get().id());
            return Answer.noContent();
        }
        if (request.is("POST", "api", "v1", "machines", "*", "queue", "*", "start"))
            return start(body(request), bench, waiting.get());
        return notFound();
    }

    State state() {
        var machines = shop.benches().stream()
                .map(bench -> new MachineNow(
                        bench.key(),
                        bench.name(),
                        bench.profile().id(),
                        bench.simulated(),
                        bench.now().state(),
                        bench.now().detail(),
                        bench.now().temperatures(),
                        bench.now().position(),
                        bench.job().map(this::job),
                        bench.now().progress(),
                        queue(bench.key()),
                        shop.clearUntil(bench.key()).map(Instant::toString),
                        bench.question().map(question -> Asked.of(bench.asked(), question))))
                .collect(Collectors.toList());
        return new State(
                shop.agent().name(),
                shop.agent().version(),
                hub(shop.hub()),
                machines,
                shop.recent().stream().map(this::job).collect(Collectors.toList()));
    }

    private static Hub hub(LinkState state) {
        if (state instanceof LinkState.Connected link)
            return new Hub("connected", Optional.of(link.hub().toString()), Optional.empty());
        if (state instanceof LinkState.Unpaired link)
            return new Hub(
                    "unpaired",
                    Optional.of(link.code().address().toString()),
                    Optional.of(link.code().code()));
        if (state instanceof LinkState.Declined link)
            return new Hub("declined", Optional.of(link.hub().toString()), Optional.empty());
        if (state instanceof LinkState.Unreached link)
            return new Hub("unreached", Optional.of(link.hub().toString()), Optional.empty());
        return new Hub("alone", Optional.empty(), Optional.empty());
    }

    private List<Queued> queue(String machine) {
        return shop.shelf().waitingFor(machine).stream().map(Queued::of).toList();
    }

    /** The body is the file itself; its name is in the query. */
    private Answer upload(LocalHandler.Request request) throws IOException {
        var name = MultipartForm.withoutFolders(request.query().getOrDefault("name", "file.gcode"));
        try {
            var file = shop.shelve(name, shop.keep(request.upload(shop)));
            return Answer.json(201, Kept.of(file));
        } catch (FileCache.NotFetched e) {
            return Answer.problem(e.reason().equals("disk-full") ? 507 : 413, e.reason(), e.getMessage());
        }
    }

    private Optional<Shelf.ShelvedFile> file(JsonNode body) {
        var named = body.path("file").asText();
        return shop.shelf().files().stream()
                .filter(file -> file.sha256().equals(named) || file.name().equals(named))
                .findFirst();
    }

    private Answer queue(JsonNode body, Shop.Bench bench) {
        return file(body)
                .map(file -> Answer.json(201, Queued.of(shop.shelf().await(bench.key(), file, Waiting.Source.PAGE))))
                .orElse(unknownFile());
    }

    private Answer start(JsonNode body, Shop.Bench bench) {
        var file = file(body);
        if (file.isEmpty()) return unknownFile();
        return refusal(body, bench, file.get().sha256()).orElseGet(() -> {
            var job = shop.start(
                    bench.key(),
                    file.get().name(),
                    file.get().sha256(),
                    file.get().sizeBytes());
            return Answer.json(201, job(shop.job(job).orElseThrow()));
        });
    }

    private Answer start(JsonNode body, Shop.Bench bench, Waiting waiting) {
        return refusal(body, bench, waiting.sha256()).orElseGet(() -> shop.start(waiting)
                .map(job -> Answer.json(201, job(shop.job(job).orElseThrow())))
                .orElse(notFound()));
    }

    /** Why this file does not start on this machine now, if there is a reason. */
    private Optional<Answer> refusal(JsonNode body, Shop.Bench bench, String sha256) {
        if (!body.path("clear").asBoolean())
            return Optional.of(Answer.problem(422, "not-clear", "Look at the machine, then say \"clear\": true."));
        if (!shop.free(bench))
            return Optional.of(
                    Answer.problem(409, "machine-busy", "The machine is not ready or has a job; the file waits."));
        var checked = shop.check(sha256, bench);
        if (checked.isEmpty()) return Optional.of(unknownFile());
        if (!checked.get().refused())
            return shop.allow(bench, sha256, checked.get(), Word.of(body))
                    .map(wrong -> notAllowed(checked.get(), wrong));
        return Optional.of(Answer.problem(
                422,
                "preflight-refused",
                "This machine must not get this file.",
                checked.get().refusals().stream()
                        .map(finding -> new Answer.Fault("line " + finding.line(), finding.message(Locale.ENGLISH)))
                        .collect(Collectors.toList())));
    }

    /** What the lab's policy asks about, and that nobody has answered for. */
    static Answer notAllowed(Checked checked, String wrong) {
        var asks = checked.asks().stream()
                .map(finding -> new Answer.Fault("line " + finding.line(), finding.message(Locale.ENGLISH)))
                .toList();
        return wrong.equals("administrator")
                ? Answer.problem(
                        403,
                        "policy-administrator",
                        "Name an administrator of this lab in \"allowedBy\", and their \"password\".",
                        asks)
                : Answer.problem(422, "policy-asks", "This lab wants somebody's word: a name in \"allowedBy\".", asks);
    }

    private static Answer unknownFile() {
        return Answer.problem(422, "file-unknown", "Upload the file first; its answer names it.");
    }

    static JsonNode body(LocalHandler.Request request) {
        try {
            return LinkJson.mapper()
                    .readTree(request.exchange().getRequestBody().readNBytes(MAX_JSON));
        } catch (JsonProcessingException e) {
            throw new LocalHandler.Unreadable("The body is no JSON.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer ask(LocalHandler.Request request) {
        return wish(request.path()[4])
                .filter(wish -> shop.ask(request.path()[3], wish))
                .map(done -> Answer.noContent())
                .orElse(notFound());
    }

    static Optional<Shop.Wish> wish(String name) {
        for (var wish : Shop.Wish.values())
            if (wish.name().toLowerCase(Locale.ROOT).equals(name)) return Optional.of(wish);
        return Optional.empty();
    }

    private static Answer notFound() {
        return Answer.problem(404, "not-found", "There is nothing here.");
    }
}
