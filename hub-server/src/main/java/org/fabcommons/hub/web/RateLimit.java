// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/** So many tries in a window of time for each key, then no more until it has passed. Kept in memory only. */
public final class RateLimit {
    private static final int KEYS = 50_000;

    private final InstantSource clock;
    private final int tries;
    private final long windowMillis;
    private final ConcurrentHashMap<String, Window> windows = new ConcurrentHashMap<>();

    private record Window(long startedAt, int used) {}

    public RateLimit(InstantSource clock, int tries, long windowMillis) {
        this.clock = clock;
        this.tries = tries;
        this.windowMillis = windowMillis;
    }

    /** Counts one try; false when there have been too many. */
    public boolean allows(String key) {
        long now = clock.millis();
        if (windows.size() > KEYS) windows.values().removeIf(window -> now - window.startedAt() > windowMillis);
        var window = windows.compute(
                key,
                (k, old) -> old == null || now - old.startedAt() > windowMillis
                        ? new Window(now, 1)
                        : new Window(old.startedAt(), old.used() + 1));
        return window.used() <= tries;
    }

    /** A success: the key starts afresh. */
    public void forget(String key) {
        windows.remove(key);
    }
}
