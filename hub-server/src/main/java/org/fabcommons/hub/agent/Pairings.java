// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.lab.Lab;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.store.Secret;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.RateLimit;

/** Pairing by the device flow of RFC 8628: the agent shows a code, a person enters it here. */
final class Pairings {
    static final Duration LIFETIME = Duration.ofMinutes(15);
    /** No vowels, so no words; nothing that looks like another. Source: RFC 8628, 6.1. */
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HubContext hub;
    private final Rows<AgentStore> rows;
    private final RateLimit guesses;

    Pairings(HubContext hub) {
        this.hub = hub;
        rows = hub.database().rows(AgentStore.class);
        this.guesses = new RateLimit(hub.clock(), 30, LIFETIME.toMillis());
    }

    record Codes(String deviceCode, String userCode) {}

    /** What a poll finds. */
    sealed interface Poll {
        record Paired(String token) implements Poll {}

        /** @param error as RFC 8628, 3.5 names it */
        record NotYet(String error) implements Poll {}
    }

    Duration interval() {
        return hub.demo() ? Duration.ofSeconds(1) : Duration.ofSeconds(5);
    }

    Codes start(String agentName) {
        var device = Id.secret();
        var code = new StringBuilder();
        for (int i = 0; i < 8; i++) code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        rows.write(store -> {
            store.addPairing(
                    Secret.hash(device), code.toString(), agentName, hub.clock().millis() + LIFETIME.toMillis());
            return true;
        });
        return new Codes(device, shown(code.toString()));
    }

    /** The code as people read it, in two groups. */
    static String shown(String code) {
        return code.length() == 8 ? code.substring(0, 4) + "-" + code.substring(4) : code;
    }

    Poll poll(String deviceCode) {
        return rows.write(store -> {
            var hash = Secret.hash(deviceCode);
            var found = store.byDevice(hash);
            long now = hub.clock().millis();
            if (found.isEmpty() || found.get().expiresAt() <= now) return new Poll.NotYet("expired_token");
            var pairing = found.get();
            switch (pairing.state()) {
                case DENIED -> {
                    return new Poll.NotYet("access_denied");
                }
                case WAITING -> {
                    store.polled(hash, now);
                    // Half a second of grace: clocks and networks are not exact.
                    boolean early = pairing.polledAt()
                            .filter(at -> now - at < interval().toMillis() - 500)
                            .isPresent();
                    return new Poll.NotYet(early ? "slow_down" : "authorization_pending");
                }
                case APPROVED -> {
                    var token = Agents.TOKEN_PREFIX + Id.secret();
                    store.add(Id.random(), pairing.lab().orElseThrow(), pairing.agentName(), Secret.hash(token), now);
                    store.dropPairing(hash);
                    return new Poll.Paired(token);
                }
            }
            throw new IllegalStateException("unknown state " + pairing.state());
        });
    }

    /** The pairing that waits for this code; whoever guesses too often has to wait. */
    Pairing require(String userCode, String personId) {
        if (!guesses.allows(personId)) throw Problem.of(Problem.Kind.TOO_MANY, "pairing-too-often");
        var code = userCode == null ? "" : userCode.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
        Optional<Pairing> found =
                rows.read(store -> store.waiting(code, hub.clock().millis()));
        return found.orElseThrow(() -> Problem.of(Problem.Kind.NOT_FOUND, "pairing-unknown"));
    }

    void approve(String userCode, String personId, Lab lab) {
        var pairing = require(userCode, personId);
        rows.write(store -> {
            store.approve(pairing.deviceHash(), lab.id());
            return true;
        });
        guesses.forget(personId);
    }

    void deny(String userCode, String personId) {
        var pairing = require(userCode, personId);
        rows.write(store -> {
            store.deny(pairing.deviceHash());
            return true;
        });
    }
}
