// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.link.JobState;

/**
 * A person's wish that this machine makes this file now.
 *
 * @param attempt counts the offers of the same job from 1
 * @param fileName as people call it; never used as a path
 * @param sha256 of the file, lower-case hex
 * @param sizeBytes of the file
 * @param word that somebody at the hub gave for what the lab's policy asks about
 */
public record JobOrder(
        String job,
        int attempt,
        String machine,
        Origin origin,
        String fileName,
        String sha256,
        long sizeBytes,
        Optional<HubWord> word) {
    /** Without anybody's word. */
    public JobOrder(
            String job, int attempt, String machine, Origin origin, String fileName, String sha256, long sizeBytes) {
        this(job, attempt, machine, origin, fileName, sha256, sizeBytes, Optional.empty());
    }

    /** Who ordered; the hub is told only of its own jobs. */
    public enum Origin {
        HUB,
        LOCAL
    }

    /** How the ids of local orders begin that only try a file: check mode, or a dry run. */
    public static final String TRIAL = "trial-";

    // Both become file names, so what a hub sends is held to this.
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public JobOrder {
        if (!ID.matcher(job).matches()) throw new IllegalArgumentException("not the id of a job: " + job);
        if (!SHA256.matcher(sha256).matches()) throw new IllegalArgumentException("not a SHA-256: " + sha256);
        if (attempt < 1) throw new IllegalArgumentException("attempts count from 1, not " + attempt);
        if (sizeBytes < 0) throw new IllegalArgumentException("a file has no " + sizeBytes + " bytes");
    }

    /** Whether nothing is made: the file is only tried, and where it stopped matters to nobody. */
    public boolean trial() {
        return origin == Origin.LOCAL && job.startsWith(TRIAL);
    }

    /** What becomes of it when the machine was not told to start: only the hub has a queue to go back to. */
    JobState notBegun() {
        return origin == Origin.HUB ? JobState.QUEUED : JobState.FAILED;
    }
}
