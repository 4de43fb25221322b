// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.sun.net.httpserver.Headers;
import java.util.Optional;
import java.util.Set;

/**
 * Who may come in: pages of this very server, and programs on this computer; no page from elsewhere that a browser here
 * happens to show. A foreign Host would be a name that was pointed at this computer (DNS rebinding); a foreign Origin is
 * another site's form or script.
 */
record Door(int port) {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    boolean opens(Headers headers, boolean changes) {
        var host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
        if (!ours(host)) return false;
        if (!changes) return true;
        var origin = Optional.ofNullable(headers.getFirst("Origin"));
        if (origin.isPresent() && !origin.get().equals("http://" + host)) return false;
        var site = Optional.ofNullable(headers.getFirst("Sec-Fetch-Site"));
        return site.isEmpty() || Set.of("same-origin", "none").contains(site.get());
    }

    private boolean ours(String host) {
        return NAMES.stream().anyMatch(name -> host.equals(name + ":" + port) || (port == 80 && host.equals(name)));
    }
}
