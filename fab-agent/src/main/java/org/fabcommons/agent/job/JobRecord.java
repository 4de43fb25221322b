// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.time.Instant;
import java.util.Optional;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;

/**
 * What the journal knows of a job.
 *
 * @param begun whether the machine was told to start; before that nothing has moved
 * @param lines of the file, once begun
 * @param sendable of these, the lines that go to the machine
 * @param reason the last event's stable code
 * @param said the last event's words beside it
 * @param progress as of the last event
 */
public record JobRecord(
        JobOrder order,
        JobState state,
        boolean begun,
        long lines,
        long sendable,
        Instant createdAt,
        Instant changedAt,
        Optional<String> reason,
        Optional<Detail> said,
        Message.Progress progress,
        Optional<Message.Result> result) {
    /** What is said beside the reason, in English. */
    public Optional<String> detail() {
        return said.map(Detail::english);
    }

    /** Whether this agent has nothing more to do for it: over, or given back to the queue. */
    public boolean settled() {
        return state.over() || state == JobState.QUEUED;
    }
}
