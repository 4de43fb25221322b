// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.List;
import java.util.Optional;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Sentence;

/**
 * A line of a job's history: a move, or a wish that was passed on.
 *
 * @param seq counts a job's events from 1
 * @param createdAt UTC epoch milliseconds; for moves that the agent tells, by the agent's clock
 * @param state the state after it
 * @param actorName handle of the person or name of the agent; empty for the hub
 * @param reason stable code
 * @param detail what is said beside it, in English where an agent says it
 * @param sentences the same by codes, as JSON, where the agent told them
 */
public record JobEvent(
        long seq,
        long createdAt,
        JobState state,
        Actor.Kind actor,
        String actorName,
        Optional<String> reason,
        Optional<String> detail,
        Optional<String> sentences) {
    /** What is said beside the reason. */
    Optional<Detail> said() {
        return Detail.told(detail, sentences.map(json -> List.of(LinkJson.readBack(json, Sentence[].class))));
    }
}
