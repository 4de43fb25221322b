// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import java.util.List;
import java.util.Optional;

/**
 * A job that an agent ran without a hub, told because a person wants to share it.
 *
 * @param job the agent's own id of it
 * @param machine the agent's key of the machine
 * @param sha256 of the file, lower-case hex
 * @param sizeBytes of the file
 * @param ending how it ended on the machine: finished, failed, cancelled or interrupted
 * @param began whether the machine ever began
 * @param beganAtMillis when it was ordered, by the agent's clock, UTC epoch milliseconds
 * @param endedAtMillis the same for its end
 * @param reason a stable code, with the human detail beside it
 * @param result what the streamer counted
 * @param curve how it went, where the machine had begun
 * @param sentences the detail by codes; empty from agents that say it in English alone
 */
public record LocalJob(
        String job,
        String machine,
        String fileName,
        String sha256,
        long sizeBytes,
        JobState ending,
        boolean began,
        long beganAtMillis,
        long endedAtMillis,
        Optional<String> reason,
        Optional<String> detail,
        Message.Progress progress,
        Optional<Message.Result> result,
        Optional<Curve> curve,
        Optional<List<Sentence>> sentences) {
    /** Said in English alone. */
    public LocalJob(
            String job,
            String machine,
            String fileName,
            String sha256,
            long sizeBytes,
            JobState ending,
            boolean began,
            long beganAtMillis,
            long endedAtMillis,
            Optional<String> reason,
            Optional<String> detail,
            Message.Progress progress,
            Optional<Message.Result> result,
            Optional<Curve> curve) {
        this(
                job,
                machine,
                fileName,
                sha256,
                sizeBytes,
                ending,
                began,
                beganAtMillis,
                endedAtMillis,
                reason,
                detail,
                progress,
                result,
                curve,
                Optional.empty());
    }

    /** What is said beside the reason, as far as it can be read. */
    public Optional<Detail> said() {
        return Detail.told(detail, sentences);
    }
}
