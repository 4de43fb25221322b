// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.fabcommons.hub.web.Problem;

/**
 * The room that is left where the hub keeps its files. Some stays free always, so that the database can still be
 * written when nothing more is accepted.
 *
 * @param minFreeBytes what is never filled
 */
public record DiskSpace(Path folder, long minFreeBytes) {
    /**
     * Refuses before anything is written.
     *
     * @throws Problem FULL when this much more would not leave what must stay free
     */
    public void require(long bytes) {
        try {
            if (Files.getFileStore(folder).getUsableSpace() - bytes < minFreeBytes) throw full();
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of " + folder + " does not answer", e);
        }
    }

    /** Says that the disk is full where that is why writing failed; other causes stay what they are. */
    public IOException explain(IOException fault) {
        var words = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("no space left") || words.contains("quota exceeded") || words.contains("disk full"))
            throw full();
        return fault;
    }

    private static Problem full() {
        return Problem.of(Problem.Kind.FULL, "disk-full");
    }
}
