// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.agent.job.ProgramKeys;

/** Which slicers come in: by a key, by a key as a password (HTTP Digest), or without either on the agent's own computer. */
final class SlicerEntrance {
    private static final String NEW_KEY = " Make one on the agent's page, under Slicers.";

    private final ProgramKeys keys;
    private final Digest digest;

    SlicerEntrance(ProgramKeys keys, InstantSource clock) {
        this.keys = keys;
        digest = new Digest(keys, clock);
    }

    /**
     * The program that shows a key; empty where none is shown.
     *
     * @throws SlicerCalls.Refused when it is not a key of this agent
     */
    Optional<ProgramKeys.Program> program(LocalHandler.Request request) {
        var authorization = request.header("Authorization").strip();
        if (authorization.regionMatches(true, 0, "Digest ", 0, 7)) return Optional.of(signedIn(request, authorization));
        var key = Optional.of(request.header("X-Api-Key").strip())
                .filter(value -> !value.isEmpty())
                .or(() -> Optional.of(authorization)
                        .filter(value -> value.startsWith("Bearer "))
                        .map(value -> value.substring(7).strip()));
        if (key.isEmpty()) return Optional.empty();
        return Optional.of(keys.with(key.get())
                .orElseThrow(() -> new SlicerCalls.Refused(403, "The agent does not know this API key." + NEW_KEY)));
    }

    private ProgramKeys.Program signedIn(LocalHandler.Request request, String authorization) {
        var exchange = request.exchange();
        var who =
                digest.who(exchange.getRequestMethod(), exchange.getRequestURI().toString(), authorization);
        if (who.isEmpty()) challenge(request, digest.stale(authorization));
        return who.orElseThrow(() -> new SlicerCalls.Refused(
                401,
                "User or password is wrong: the user is " + ProgramKeys.USER + ", the password is a key." + NEW_KEY));
    }

    /**
     * Lets in who shows no key, or not.
     *
     * @throws SlicerCalls.Refused when a key is needed
     */
    void check(LocalHandler.Request request) {
        // Who is to sign in by Digest sends an upload without its bytes first, and waits for the challenge (libcurl).
        boolean waits = Set.of("PUT", "POST").contains(request.method())
                && request.header("Content-Length").equals("0")
                && String.join("/", request.path()).contains("api/")
                && String.join("/", request.path()).contains("/files/");
        if (request.trusted() && !waits) return;
        challenge(request, false);
        throw new SlicerCalls.Refused(401, waits ? "The file is empty." : "An API key is needed." + NEW_KEY);
    }

    private void challenge(LocalHandler.Request request, boolean stale) {
        request.exchange().getResponseHeaders().set("WWW-Authenticate", digest.challenge(stale));
    }
}
