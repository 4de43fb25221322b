// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.link.LinkJson;

/**
 * Programs that ask for a key, and a person who lets them in on the agent's page. Source: OctoPrint's application keys,
 * as Cura's OctoPrint connection asks for them.
 */
final class AppKeys {
    private static final int MOST = 5;
    private static final Duration HOLDS = Duration.ofMinutes(5);
    private static final int MAX_JSON = 4 << 10;

    private final Shelf shelf;
    private final InstantSource clock;
    private final Map<String, Wish> wishes = new LinkedHashMap<>();

    AppKeys(Shelf shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    /**
     * A program's wish.
     *
     * @param key what it gets, once somebody has said yes
     */
    record Wish(String id, String app, Instant until, Optional<String> key) {}

    /** The wishes that a person has not decided on. */
    synchronized List<Wish> open() {
        forgetOld();
        return wishes.values().stream().filter(wish -> wish.key().isEmpty()).toList();
    }

    /** Lets the program in; false when its wish is no longer there. */
    synchronized boolean allow(String id) {
        forgetOld();
        var wish = wishes.get(id);
        if (wish == null || wish.key().isPresent()) return false;
        wishes.put(
                id,
                new Wish(
                        id,
                        wish.app(),
                        wish.until(),
                        Optional.of(shelf.programs().make(wish.app(), Optional.empty()))));
        return true;
    }

    synchronized void refuse(String id) {
        wishes.remove(id);
    }

    synchronized Answer answer(SlicerCalls.Call call) throws IOException {
        forgetOld();
        if (call.is("GET", "plugin", "appkeys", "probe")) return Answer.noContent();
        if (call.is("POST", "plugin", "appkeys", "request")) return ask(call);
        if (call.is("GET", "plugin", "appkeys", "request", "*")) {
            var wish = wishes.get(call.path()[3]);
            if (wish == null) return SlicerCalls.refused(call.request(), 404, "Somebody said no, or it took too long.");
            if (wish.key().isEmpty()) return Answer.json(202, Map.of());
            wishes.remove(wish.id());
            return Answer.json(200, Map.of("api_key", wish.key().get()));
        }
        return SlicerCalls.refused(call.request(), 404, "The agent does not offer this call.");
    }

    private Answer ask(SlicerCalls.Call call) throws IOException {
        if (wishes.size() >= MOST)
            return SlicerCalls.refused(
                    call.request(), 429, "Too many programs ask at once; try again in some minutes.");
        String app;
        try {
            app = LinkJson.mapper()
                    .readTree(call.request().exchange().getRequestBody().readNBytes(MAX_JSON))
                    .path("app")
                    .asText()
                    .replaceAll("\\p{Cntrl}", "")
                    .strip();
        } catch (JsonProcessingException e) {
            return SlicerCalls.refused(call.request(), 400, "The body is no JSON.");
        }
        if (app.isEmpty() || app.length() > 60)
            return SlicerCalls.refused(call.request(), 400, "\"app\" is the program's name, 1 to 60 characters.");
        var wish = new Wish(UUID.randomUUID().toString(), app, clock.instant().plus(HOLDS), Optional.empty());
        wishes.put(wish.id(), wish);
        return Answer.json(201, Map.of("app_token", wish.id()))
                .at("http://" + call.request().header("Host")
                        + (call.request().path()[0].equals("slicer")
                                ? "/slicer/" + call.bench().key()
                                : "")
                        + "/plugin/appkeys/request/" + wish.id());
    }

    private void forgetOld() {
        for (var wish : new ArrayList<>(wishes.values()))
            if (!clock.instant().isBefore(wish.until())) wishes.remove(wish.id());
    }
}
