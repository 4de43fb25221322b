// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.sun.net.httpserver.Headers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
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
    private static final int MOST_SESSIONS = 100;

    private final int port;
    private final Optional<Password> password;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Tries tries;
    /** One password at a time: each takes a processor for a while, which the machines need. */
    private final Object looking = new Object();

    /** @param password what people sign in with; empty when only this computer reaches the page */
    Door(int port, Optional<Password> password, InstantSource clock) {
        this.port = port;
        this.password = password;
        this.clock = clock;
        this.tries = new Tries(clock);
    }

    /** @param from the address where it was opened */
    private record Session(Instant until, String from) {}

    /** What becomes of a password. */
    sealed interface Answer {
        /** @param cookie that says so */
        record In(String cookie) implements Answer {}

        record Wrong() implements Answer {}

        /** It was not looked at: too many were wrong. */
        record Wait(Duration time) implements Answer {}
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
                        .filter(known -> clock.instant().isBefore(known.until()))
                        .isPresent();
    }

    /**
     * Lets somebody in.
     *
     * @param from the address they come from
     */
    Answer signIn(String given, String from) {
        var wait = tries.begin(from, isKnown(from));
        if (wait.isPresent()) return new Answer.Wait(wait.get());
        // Meanwhile those who are in go on: nothing else waits for this.
        synchronized (looking) {
            if (password.isEmpty() || !password.get().is(given)) return new Answer.Wrong();
        }
        tries.right(from);
        return new Answer.In(
                COOKIE + session(from) + "; Path=/; Max-Age=" + SESSION.toSeconds() + "; SameSite=Strict; HttpOnly");
    }

    private synchronized boolean isKnown(String address) {
        return sessions.values().stream()
                .anyMatch(session ->
                        session.from().equals(address) && clock.instant().isBefore(session.until()));
    }

    private synchronized String session(String from) {
        sessions.values().removeIf(session -> !clock.instant().isBefore(session.until()));
        if (sessions.size() >= MOST_SESSIONS)
            sessions.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().until()))
                    .map(Map.Entry::getKey)
                    .ifPresent(sessions::remove);
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(token, new Session(clock.instant().plus(SESSION), from));
        return token;
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
