// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;

/** The JSON side of the local server, below {@code /api/v1}. */
final class LocalApi {
    /** A day's print in G-code has some hundred megabytes. */
    static final long MAX_FILE = 1L << 30;

    private static final int MAX_JSON = 64 << 10;

    private final Shop shop;

    LocalApi(Shop shop) {
        this.shop = shop;
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
            Optional<Message.Progress> progress) {}

    record Job(
            String id,
            String machine,
            String file,
            JobState state,
            Optional<String> reason,
            Optional<String> detail,
            Message.Progress progress,
            Optional<Message.Result> result) {
        static Job of(JobRecord job) {
            return new Job(
                    job.order().job(),
                    job.order().machine(),
                    job.order().fileName(),
                    job.state(),
                    job.reason(),
                    job.detail(),
                    job.progress(),
                    job.result());
        }
    }

    Answer answer(LocalHandler.Request request) throws IOException {
        if (request.is("GET", "api", "v1", "state")) return Answer.json(200, state());
        if (request.is("GET", "api", "v1", "jobs", "*"))
            return shop.job(request.path()[3])
                    .map(job -> Answer.json(200, Job.of(job)))
                    .orElse(notFound());
        if (request.is("POST", "api", "v1", "files")) return upload(request);
        if (request.is("POST", "api", "v1", "stop")) {
            shop.stopAll();
            return Answer.noContent();
        }
        if (request.is("POST", "api", "v1", "machines", "*", "jobs"))
            return shop.bench(request.path()[3]).isPresent()
                    ? start(request, shop.bench(request.path()[3]).get())
                    : notFound();
        if (request.is("POST", "api", "v1", "machines", "*", "*")) return ask(request);
        return notFound();
    }

    private State state() {
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
                        bench.job().map(Job::of),
                        bench.now().progress()))
                .collect(Collectors.toList());
        return new State(
                shop.agent().name(),
                shop.agent().version(),
                hub(shop.hub()),
                machines,
                shop.recent().stream().map(Job::of).collect(Collectors.toList()));
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

    /** The body is the file itself; its name is in the query. */
    private Answer upload(LocalHandler.Request request) throws IOException {
        var name = UploadedFile.withoutFolders(request.query().getOrDefault("name", "file.gcode"));
        try {
            var upload = shop.keep(new UploadedFile(name, request.exchange().getRequestBody()), MAX_FILE);
            return Answer.json(201, upload);
        } catch (FileCache.NotFetched e) {
            return Answer.problem(e.reason().equals("disk-full") ? 507 : 413, e.reason(), e.getMessage());
        }
    }

    private Answer start(LocalHandler.Request request, Shop.Bench bench) throws IOException {
        JsonNode body;
        try {
            body = LinkJson.mapper()
                    .readTree(request.exchange().getRequestBody().readNBytes(MAX_JSON));
        } catch (JsonProcessingException e) {
            return Answer.problem(400, "malformed", "The body is no JSON.");
        }
        var upload = shop.upload(body.path("file").asText());
        if (upload.isEmpty()) return Answer.problem(422, "file-unknown", "Upload the file first; its answer names it.");
        if (!body.path("clear").asBoolean())
            return Answer.problem(422, "not-clear", "Look at the machine, then say \"clear\": true.");
        var checked = shop.check(upload.get(), bench);
        if (checked.refused())
            return Answer.problem(
                    422,
                    "preflight-refused",
                    "This machine must not get this file.",
                    checked.refusals().stream()
                            .map(finding -> new Answer.Fault("line " + finding.line(), finding.message(Locale.ENGLISH)))
                            .collect(Collectors.toList()));
        var job = shop.start(upload.get(), bench);
        return Answer.json(201, Job.of(shop.job(job).orElseThrow()));
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
