// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import java.util.Optional;

/**
 * A fab agent that was paired with a lab.
 *
 * @param version of the agent's program, once it has said hello
 * @param createdAt UTC epoch milliseconds
 * @param revokedAt since when its token is no longer valid
 */
public record Agent(
        String id, String lab, String name, Optional<String> version, long createdAt, Optional<Long> revokedAt) {}
