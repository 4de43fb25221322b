// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import java.util.List;
import java.util.Optional;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Message;

/**
 * One making of one file of one revision on one machine. Times are UTC epoch milliseconds.
 *
 * @param design id of the design; none where the file was uploaded for itself
 * @param profile id of the machine's profile
 * @param ending how the job ended on the machine
 * @param started whether the machine ever began
 * @param outcome what a person says; none until then
 * @param reason why, in a few words
 * @param reporter handle of the person
 * @param origin {@code hub}; or {@code agent} where the agent ran it alone and the person shared it afterwards
 * @param attached whether the toolpath is public with it although it is no file of the design
 * @param result what the agent counted and measured, as JSON
 */
public record Make(
        String job,
        Optional<String> design,
        Optional<String> revision,
        Optional<String> path,
        String fileName,
        String sha256,
        String machineName,
        String profile,
        boolean simulated,
        JobState ending,
        boolean started,
        long endedAt,
        Optional<Outcome> outcome,
        Optional<String> reason,
        Optional<String> notes,
        Optional<String> photoSha256,
        Optional<String> photoType,
        Optional<String> reporter,
        Optional<Long> reportedAt,
        String origin,
        boolean attached,
        Optional<String> result) {
    /** Where its picture can be fetched. */
    public Optional<String> photoPath() {
        return photoSha256.map(sha -> "/evidence/" + job + "/photo");
    }

    /** Where the toolpath can be fetched, where it is public with the evidence itself. */
    public Optional<String> toolpathPath() {
        return attached ? Optional.of("/evidence/" + job + "/toolpath") : Optional.empty();
    }

    /** What its tools were measured at; empty where none was. */
    public List<Message.ToolLength> tools() {
        return result.map(json -> LinkJson.readBack(json, Message.Result.class))
                .flatMap(Message.Result::tools)
                .orElse(List.of());
    }

    /** Whether the person's own agent says that it was made, and not the hub's queue. */
    public boolean ranAtAgent() {
        return origin.equals("agent");
    }

    /**
     * What it counts as: what a person says; else failed where the machine gave up in the middle. A job that finished
     * and that nobody looked at says nothing about the object, and neither does one that somebody cancelled.
     */
    public Optional<Outcome> verdict() {
        if (outcome.isPresent()) return outcome;
        boolean gaveUp = ending == JobState.FAILED || ending == JobState.INTERRUPTED;
        return started && gaveUp ? Optional.of(Outcome.FAILED) : Optional.empty();
    }
}
