// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * @param job its id, shown in telemetry
 * @param file complete and checked
 * @param sha256 of the file, lower-case hex, where whoever asks for the run knows it: no other bytes are sent then
 * @param startAtLine line number of the file to begin after, 0 for all of it
 * @param arcsMm fit arcs with this tolerance, whether the file asks for them or not; millimetres
 * @param checking whether the firmware is only to read the file, in its check mode, and carry nothing out
 * @param allowed what a person has allowed beyond the lab's policy, as {@link org.fabcommons.preflight.Checked#needs}
 */
public record RunRequest(
        String job,
        Path file,
        Optional<String> sha256,
        long startAtLine,
        OptionalDouble arcsMm,
        boolean checking,
        Set<String> allowed) {
    public RunRequest {
        allowed = Set.copyOf(allowed);
    }

    /** To be carried out. */
    public RunRequest(String job, Path file, long startAtLine, OptionalDouble arcsMm) {
        this(job, file, Optional.empty(), startAtLine, arcsMm, false, Set.of());
    }

    /** As the file itself wants it. */
    public RunRequest(String job, Path file, long startAtLine) {
        this(job, file, startAtLine, OptionalDouble.empty());
    }

    /**
     * Its bytes, from the first on.
     *
     * @throws SealedFile.Changed from the stream at its end, when they are not those of the job
     */
    InputStream open() throws IOException {
        var bytes = Files.newInputStream(file);
        return sha256.<InputStream>map(sum -> new SealedFile(bytes, sum)).orElse(bytes);
    }
}
