// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;

/**
 * One run of one file on one machine. Times are UTC epoch milliseconds.
 *
 * @param lab id of the machine's lab
 * @param design id of the design it makes; none where the file was uploaded for itself
 * @param designName {@code owner/name} when it was asked for
 * @param path of the file in the design
 * @param toolpath what the analysis found, as JSON of {@link Analysis}
 * @param ending how it ended, kept when it has been reported
 * @param attempt how often it was offered to the agent
 * @param messageAttempt attempt of the last message applied, with its number {@code messageSeq}
 * @param line last acknowledged line that the agent has told durably
 * @param result JSON of what the streamer counted
 * @param origin {@code hub}; or {@code agent} where it ran without the hub and was shared afterwards
 */
public record Job(
        String id,
        String machine,
        String machineName,
        String lab,
        String requester,
        String requesterHandle,
        String requesterName,
        Optional<String> design,
        Optional<String> designName,
        Optional<String> revision,
        Optional<String> path,
        String fileName,
        String sha256,
        long sizeBytes,
        String toolpath,
        JobState state,
        Optional<JobState> ending,
        int attempt,
        int messageAttempt,
        long messageSeq,
        long line,
        long lines,
        double fraction,
        Optional<Long> remainingS,
        Optional<String> result,
        String origin,
        long createdAt,
        Optional<Long> offeredAt,
        Optional<Long> startedAt,
        Optional<Long> endedAt) {
    /** How far the file had come when the agent last told it durably. */
    public Message.Progress progress() {
        return new Message.Progress(line, lines, fraction, remainingS);
    }

    /** Whether the agent has it in hand. */
    public boolean onMachine() {
        return switch (state) {
            case ACCEPTED, RUNNING, PAUSED -> true;
            case PREPARED, QUEUED, OFFERED, FINISHED, FAILED, CANCELLED, INTERRUPTED, REPORTED -> false;
        };
    }

    /** Whether the machine's agent ran it by itself, and a person shared it afterwards. */
    public boolean ranAtAgent() {
        return origin.equals("agent");
    }

    /** Where its page is. */
    public String href() {
        return "/jobs/" + id;
    }
}
