// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.vault.Blob;

/** The file that a job runs, and the design it comes from or belongs to. */
public record JobFile(
        Optional<String> design,
        Optional<String> designName,
        Optional<String> revision,
        Optional<String> path,
        String fileName,
        String sha256,
        long sizeBytes) {
    /** A file of a design. */
    public static JobFile of(Design design, String revision, String path, Blob blob) {
        return new JobFile(
                Optional.of(design.id()),
                Optional.of(design.fullName()),
                Optional.of(revision),
                Optional.of(path),
                path.substring(path.lastIndexOf('/') + 1),
                blob.sha256(),
                blob.sizeBytes());
    }

    /** A file that came with the job, such as one sliced for this very machine. */
    public static JobFile uploaded(Optional<Design> design, Optional<String> revision, String fileName, Blob blob) {
        return new JobFile(
                design.map(Design::id),
                design.map(Design::fullName),
                revision,
                Optional.empty(),
                fileName,
                blob.sha256(),
                blob.sizeBytes());
    }
}
