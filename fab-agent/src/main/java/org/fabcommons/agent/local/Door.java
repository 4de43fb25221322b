// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.sun.net.httpserver.Headers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may come in: pages of this very server, and programs on this computer; no page from elsewhere that a browser here
 * happens to show. A foreign Origin is another site's form or script. Without a password the page is for this computer
 * alone, and a foreign Host would be a name that was pointed at it (DNS rebinding); with one, people sign in.
 */
final class Door {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String COOKIE = "fab-session=";
    private static final Duration SESSION = Duration.ofDays(30);
    private static final Duration BREATH = Duration.ofMinutes(1);
    private static final int TRIES = 10;
    private static final int MOST_SESSIONS = 100;

    private final int port;
    private final Optional<Password> password;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> sessions = new HashMap<>();
    private Instant triesSince = Instant.EPOCH;
    private int tries;

    /** @param password what people sign in with; empty when only this computer reaches the page */
    Door(int port, Optional<Password> password, InstantSource clock) {
        this.port = port;
        this.password = password;
        this.clock = clock;
    }

    boolean opens(Headers headers, boolean changes) {
        var host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
        if (password.isEmpty() ? !ours(host) : host.isBlank()) return false;
        if (!changes) return true;
        var origin = Optional.ofNullable(headers.getFirst("Origin"));
        if (origin.isPresent()
                && !origin.get().equals("http://" + host)
                && !origin.get().equals("https://" + host)) return false;
        var site = Optional.ofNullable(headers.getFirst("Sec-Fetch-Site"));
        return site.isEmpty() || Set.of("same-origin", "none").contains(site.get());
    }

    /** Whether whoever asks needs no key: the page is for this computer alone, or they have signed in. */
    synchronized boolean trusts(Headers headers) {
        return password.isEmpty()
                || session(headers)
                        .map(sessions::get)
                        .filter(clock.instant()::isBefore)
                        .isPresent();
    }

    /**
     * Lets somebody in.
     *
     * @return the cookie that says so; empty when the password is wrong or was tried too often
     */
    synchronized Optional<String> signIn(String given) {
        if (clock.instant().isAfter(triesSince.plus(BREATH))) {
            triesSince = clock.instant();
            tries = 0;
        }
        if (++tries > TRIES || password.isEmpty() || !password.get().is(given)) return Optional.empty();
        sessions.values().removeIf(until -> !clock.instant().isBefore(until));
        if (sessions.size() >= MOST_SESSIONS) sessions.clear();
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(token, clock.instant().plus(SESSION));
        return Optional.of(COOKIE + token + "; Path=/; Max-Age=" + SESSION.toSeconds() + "; SameSite=Strict; HttpOnly");
    }

    synchronized void signOut(Headers headers) {
        session(headers).ifPresent(sessions::remove);
    }

    private static Optional<String> session(Headers headers) {
        for (var cookie :
                Optional.ofNullable(headers.getFirst("Cookie")).orElse("").split(";"))
            if (cookie.strip().startsWith(COOKIE))
                return Optional.of(cookie.strip().substring(COOKIE.length()));
        return Optional.empty();
    }

    private boolean ours(String host) {
        // PrusaSlicer on Windows leaves the port out. Whatever the port, these names lead to this computer alone.
        return NAMES.stream().anyMatch(name -> host.equals(name) || host.equals(name + ":" + port));
    }
}
