// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.link.LinkJson;
import org.fabcommons.preflight.Checked;

/** The JSON side of the local server, below {@code /api/v1}. */
final class LocalApi {
    private static final int MAX_JSON = 64 << 10;

    private final Shop shop;
    private final LocalPages pages;
    private final FromCalls from;
    private final QueueCalls queue;

    LocalApi(Shop shop, LocalPages pages) {
        this.shop = shop;
        this.pages = pages;
        from = new FromCalls(shop);
        queue = new QueueCalls(shop);
    }

    Answer answer(LocalHandler.Request request) throws IOException {
        if (request.is("GET", "api", "v1", "state")) return Answer.json(200, AgentState.of(shop));
        if (request.is("GET", "api", "v1", "machines", "*", "temperatures"))
            return Answer.items(shop.temperatures(request.path()[3]).stream()
                    .map(sample -> Map.of("at", sample.at().toString(), "sensors", sample.bySensor()))
                    .toList());
        if (request.path().length >= 3 && request.path()[2].equals("jobs")) return jobs(request);
        if (request.is("GET", "api", "v1", "files"))
            return Answer.items(
                    shop.shelf().files().stream().map(AgentState.Kept::of).toList());
        if (request.is("POST", "api", "v1", "files")) return upload(request);
        if (request.is("DELETE", "api", "v1", "files", "*"))
            return shop.shelf().removeFile(request.path()[3]) ? Answer.noContent() : notFound();
        if (request.is("GET", "api", "v1", "notifications"))
            return Answer.items(NotificationsPage.after(
                    shop, request.texts(), request.query().getOrDefault("after", "0")));
        if (request.is("POST", "api", "v1", "notifications", "*", "test"))
            return NotificationsPage.test(shop, request.path()[3]);
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

    private Answer jobs(LocalHandler.Request request) {
        if (request.is("GET", "api", "v1", "jobs"))
            return Answer.items(shop.history().stream()
                    .map(job -> AgentState.Job.of(shop, job))
                    .toList());
        if (request.is("GET", "api", "v1", "jobs", "*"))
            return shop.job(request.path()[3])
                    .map(job -> Answer.json(200, AgentState.Job.of(shop, job)))
                    .orElse(notFound());
        if (request.is("GET", "api", "v1", "jobs", "*", "temperatures"))
            return shop.job(request.path()[3])
                    .map(job -> Answer.items(shop.temperaturesOf(job.order().job())))
                    .orElse(notFound());
        if (request.is("GET", "api", "v1", "jobs", "*", "share"))
            return shop.job(request.path()[3])
                    .map(job -> new SharePart(shop, request.texts(), job).now())
                    .orElse(notFound());
        if (request.is("POST", "api", "v1", "jobs", "*", "share")) {
            var job = shop.job(request.path()[3]);
            return job.isEmpty() ? notFound() : new SharePart(shop, request.texts(), job.get()).share(body(request));
        }
        if (request.is("POST", "api", "v1", "jobs", "*", "abandon")) return from.abandon(request.path()[3]);
        return notFound();
    }

    private Answer machine(LocalHandler.Request request, Shop.Bench bench) throws IOException {
        if (request.path()[4].equals("queue")) return queue.answer(request, bench);
        if (request.is("POST", "api", "v1", "machines", "*", "jobs")) return queue.start(body(request), bench);
        if (request.is("GET", "api", "v1", "machines", "*", "stopped"))
            return Answer.items(from.stopped(bench).stream().toList());
        if (request.is("POST", "api", "v1", "machines", "*", "trials")) {
            var body = body(request);
            return from.trial(body, bench, queue.file(body));
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
        if (request.is("POST", "api", "v1", "machines", "*", "in-service")) {
            shop.putIntoService(bench.key());
            return Answer.noContent();
        }
        if (request.is("POST", "api", "v1", "machines", "*", "clear")) {
            return shop.orders().sayClear(bench)
                    ? Answer.noContent()
                    : Answer.problem(
                            409, "policy-unattended", "In this lab nothing starts without somebody who starts it.");
        }
        if (request.is("POST", "api", "v1", "machines", "*", "*")) return ask(request);
        return notFound();
    }

    /** The body is the file itself; its name is in the query. */
    private Answer upload(LocalHandler.Request request) throws IOException {
        var name = MultipartForm.withoutFolders(request.query().getOrDefault("name", "file.gcode"));
        try {
            var file = shop.shelve(name, shop.keep(request.upload(shop)));
            return Answer.json(201, AgentState.Kept.of(file));
        } catch (FileCache.NotFetched e) {
            return Answer.problem(e.reason().equals("disk-full") ? 507 : 413, e.reason(), e.getMessage());
        }
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

    static Answer unknownFile() {
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

    static Answer notFound() {
        return Answer.problem(404, "not-found", "There is nothing here.");
    }
}
