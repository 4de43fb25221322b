// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.sun.net.httpserver.HttpExchange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often a password may be tried: a few times a minute from one address, so that whoever guesses keeps only their own
 * address out; and not without end from all addresses together, since somebody may have many and each try is costly.
 */
final class Tries {
    static final int EACH = 10;
    static final int ALL = 60;

    private static final Duration BREATH = Duration.ofMinutes(1);
    private static final int MOST_ADDRESS = 64;

    private final InstantSource clock;
    private final Map<String, Count> each = new HashMap<>();
    private Count all = new Count(Instant.EPOCH, 0);

    Tries(InstantSource clock) {
        this.clock = clock;
    }

    private record Count(Instant since, int tries) {
        boolean over(Instant now) {
            return !now.isBefore(since.plus(BREATH));
        }

        Count more() {
            return new Count(since, tries + 1);
        }

        Count fewer() {
            return new Count(since, Math.max(0, tries - 1));
        }
    }

    /**
     * Counts one more try.
     *
     * @param known whether somebody from there is signed in: what strangers do elsewhere does not keep them out
     * @return how long to wait instead of trying
     */
    synchronized Optional<Duration> begin(String address, boolean known) {
        var now = clock.instant();
        each.values().removeIf(count -> count.over(now));
        if (all.over(now)) all = new Count(now, 0);
        var here = each.getOrDefault(address, new Count(now, 0));
        if (here.tries() >= EACH) return Optional.of(left(here, now));
        if (!known && all.tries() >= ALL) return Optional.of(left(all, now));
        each.put(address, here.more());
        if (!known) all = all.more();
        return Optional.empty();
    }

    /** The password was right: none of the tries from there counts any more. */
    synchronized void right(String address) {
        each.remove(address);
        all = all.fewer();
    }

    private static Duration left(Count count, Instant now) {
        return Duration.between(now, count.since().plus(BREATH));
    }

    /**
     * Where a request comes from. Before the page there may be a proxy on this computer, which says for whom it asks, last
     * of all that were passed on. An IPv6 address counts by its network, since whoever has one has all of it (RFC 6177).
     */
    static String address(HttpExchange exchange) {
        var from = exchange.getRemoteAddress().getAddress();
        var told = exchange.getRequestHeaders().get("X-Forwarded-For");
        if (from.isLoopbackAddress() && told != null && !told.isEmpty()) {
            var last = told.get(told.size() - 1);
            var address = last.substring(last.lastIndexOf(',') + 1).strip();
            if (!address.isEmpty() && address.length() <= MOST_ADDRESS) return address;
        }
        return network(from);
    }

    private static String network(InetAddress address) {
        if (!(address instanceof Inet6Address)) return address.getHostAddress();
        return Arrays.toString(Arrays.copyOf(address.getAddress(), 8));
    }
}
