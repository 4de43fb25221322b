// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What every run works with.
 *
 * @param marks folder for the marks of running jobs
 * @param patience how long after an order the machine may still start
 * @param thread owns the runs
 * @param fetching downloads and checks files
 * @param changed to be called when there is news
 */
record Workshop(
        Journal journal,
        FileCache files,
        Path marks,
        Duration patience,
        JobThread thread,
        Executor fetching,
        Runnable changed) {
    /** Where the mark of this job is kept. */
    Path mark(String job) {
        return marks.resolve(job + ".mark");
    }

    /** Nobody will ask any more where this job stood. */
    void removeMark(String job) {
        try {
            Files.deleteIfExists(mark(job));
            LastSeen.remove(mark(job));
            Boot.remove(mark(job));
        } catch (IOException e) {
            throw new UncheckedIOException("a mark could not be removed", e);
        }
    }
}
