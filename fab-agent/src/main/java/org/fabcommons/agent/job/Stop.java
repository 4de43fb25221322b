// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a job stopped before its end, and what a person decided about that. Nothing follows from it by itself.
 *
 * @param line number in the file of the last acknowledged line
 * @param sent number in the file of the last line that was sent; those after {@code line} may have been carried out
 * @param seen where the machine was seen last, and how hot
 * @param choice what a person decided; empty as long as nobody has
 * @param follower the job that went on from here
 */
public record Stop(
        String job,
        long line,
        long sent,
        Optional<LastSeen> seen,
        Instant at,
        Optional<Choice> choice,
        Optional<String> follower) {
    /** What became of the offer to go on. */
    public enum Choice {
        /** Another job goes on from there. */
        RESUMED,
        ABANDONED,
        /** Another job was begun on the machine since. */
        OVERTAKEN
    }
}
