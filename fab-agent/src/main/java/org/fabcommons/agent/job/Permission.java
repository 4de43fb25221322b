// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fabcommons.link.Detail;

/**
 * Somebody's word that a file may do what the lab's policy asks about, on one machine and for one job.
 *
 * @param needs codes of commands and names of quantities, as {@link org.fabcommons.preflight.Checked#needs}
 * @param person who answers for it, as they gave their name
 * @param administrator whether it was an administrator: with their password, or whom the policy names at the hub
 * @param hub where they had signed in, so that it is known to be they; empty where a name was typed at this agent
 * @param job which used it; empty as long as none has
 */
public record Permission(
        String machine,
        String sha256,
        Set<String> needs,
        String person,
        boolean administrator,
        Optional<String> hub,
        Instant at,
        Optional<String> job) {
    public Permission {
        needs = Set.copyOf(needs);
    }

    Detail told() {
        var code = (hub.isPresent() ? "allowed-at" : "allowed-here") + (administrator ? "-administrator" : "");
        return Detail.of(code, person, String.join(", ", new TreeSet<>(needs)), hub.orElse(""));
    }
}
