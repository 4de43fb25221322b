// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.agent.job.OutOfServiceMachines;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.job.Waiting;
import org.fabcommons.preflight.Checked;

/** What waits for a machine, and what starts on it, for programs. */
record QueueCalls(Shop shop) {
    /** @param request below {@code machines/KEY/queue} */
    Answer answer(LocalHandler.Request request, Shop.Bench bench) {
        if (request.is("GET", "api", "v1", "machines", "*", "queue"))
            return Answer.items(AgentState.Queued.all(shop, bench.key()));
        if (request.is("POST", "api", "v1", "machines", "*", "queue")) return add(LocalApi.body(request), bench);
        if (request.path().length < 6) return LocalApi.notFound();
        var waiting = shop.shelf().waiting(request.path()[5]).filter(one -> one.machine()
                .equals(bench.key()));
        if (waiting.isEmpty()) return LocalApi.notFound();
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
            return start(LocalApi.body(request), bench, waiting.get());
        return LocalApi.notFound();
    }

    private Answer add(JsonNode body, Shop.Bench bench) {
        return file(body)
                .map(file -> Answer.json(
                        201, AgentState.Queued.of(shop.shelf().await(bench.key(), file, Waiting.Source.PAGE))))
                .orElse(LocalApi.unknownFile());
    }

    /** Starts a file of the shelf's. */
    Answer start(JsonNode body, Shop.Bench bench) {
        var file = file(body);
        if (file.isEmpty()) return LocalApi.unknownFile();
        return refusal(body, bench, file.get().sha256()).orElseGet(() -> {
            var job = shop.orders()
                    .start(
                            bench.key(),
                            file.get().name(),
                            file.get().sha256(),
                            file.get().sizeBytes());
            return Answer.json(201, AgentState.Job.of(shop, shop.job(job).orElseThrow()));
        });
    }

    private Answer start(JsonNode body, Shop.Bench bench, Waiting waiting) {
        return refusal(body, bench, waiting.sha256()).orElseGet(() -> shop.orders()
                .start(waiting)
                .map(job ->
                        Answer.json(201, AgentState.Job.of(shop, shop.job(job).orElseThrow())))
                .orElse(LocalApi.notFound()));
    }

    /** Why this file does not start on this machine now, if there is a reason. */
    private Optional<Answer> refusal(JsonNode body, Shop.Bench bench, String sha256) {
        if (!body.path("clear").asBoolean())
            return Optional.of(Answer.problem(422, "not-clear", "Look at the machine, then say \"clear\": true."));
        if (bench.out().isPresent()) return bench.out().map(QueueCalls::out);
        if (!bench.free())
            return Optional.of(
                    Answer.problem(409, "machine-busy", "The machine is not ready or has a job; the file waits."));
        var checked = shop.check(sha256, bench);
        if (checked.isEmpty()) return Optional.of(LocalApi.unknownFile());
        if (!checked.get().refused())
            return shop.words()
                    .take(bench, sha256, checked.get(), Word.of(body))
                    .map(wrong -> LocalApi.notAllowed(checked.get(), wrong));
        return Optional.of(refused(checked.get()));
    }

    static Answer out(OutOfServiceMachines.Word word) {
        return Answer.problem(
                409,
                "machine-out-of-service",
                "Out of service, says @" + word.by() + " at the hub: " + word.reason()
                        + ". Put it back there, or here: POST …/in-service.");
    }

    /** With each line that is at fault. */
    static Answer refused(Checked checked) {
        return Answer.problem(
                422,
                "preflight-refused",
                "This machine must not get this file.",
                checked.refusals().stream()
                        .map(finding -> new Answer.Fault("line " + finding.line(), finding.message(Locale.ENGLISH)))
                        .collect(Collectors.toList()));
    }

    /** The file that a body names, by its SHA-256 or its name. */
    Optional<Shelf.ShelvedFile> file(JsonNode body) {
        var named = body.path("file").asText();
        return shop.shelf().files().stream()
                .filter(file -> file.sha256().equals(named) || file.name().equals(named))
                .findFirst();
    }
}
