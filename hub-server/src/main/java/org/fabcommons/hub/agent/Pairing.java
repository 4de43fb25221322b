// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import java.util.Optional;

/** A pairing under way. */
public record Pairing(
        String deviceHash,
        String userCode,
        String agentName,
        State state,
        Optional<String> lab,
        Optional<Long> polledAt,
        long expiresAt) {
    public enum State {
        WAITING,
        APPROVED,
        DENIED
    }
}
