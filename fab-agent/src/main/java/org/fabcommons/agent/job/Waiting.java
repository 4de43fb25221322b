// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.time.Instant;

/**
 * A file that waits for a person to say that its machine is clear.
 *
 * @param fileName as people call it; never used as a path
 * @param sha256 of the file, lower-case hex
 */
public record Waiting(
        String id, String machine, String fileName, String sha256, long sizeBytes, Source source, Instant since) {
    /** Which way a file came. */
    public enum Source {
        PAGE,
        SLICER,
        FOLDER
    }
}
