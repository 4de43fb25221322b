// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import org.fabcommons.link.JobState;

/**
 * A line of a job's history: a move, or a wish that was passed on.
 *
 * @param seq counts a job's events from 1
 * @param createdAt UTC epoch milliseconds; for moves that the agent tells, by the agent's clock
 * @param state the state after it
 * @param actorName handle of the person or name of the agent; empty for the hub
 * @param reason stable code
 * @param detail a sentence of the agent
 */
public record JobEvent(
        long seq,
        long createdAt,
        JobState state,
        Actor.Kind actor,
        String actorName,
        Optional<String> reason,
        Optional<String> detail) {}
