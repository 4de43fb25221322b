// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which start of the computer a mark is of. What a killed program wrote is all there; of what it wrote in the second before a
 * power cut nobody can say. Where the system gives its starts no names (all but Linux) they are taken for one. Source:
 * random(4), boot_id.
 */
final class Boot {
    private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    private static Path file(Path mark) {
        return mark.resolveSibling(mark.getFileName() + ".boot");
    }

    static void note(Path mark) {
        if (!Files.isReadable(ID)) return;
        try {
            Files.writeString(file(mark), Files.readString(ID));
        } catch (IOException e) {
            throw new UncheckedIOException("the start of the computer could not be noted for " + mark, e);
        }
    }

    /** Whether the computer has been started again since the mark was begun. */
    static boolean another(Path mark) {
        try {
            return Files.isReadable(ID)
                    && Files.exists(file(mark))
                    && !Files.readString(file(mark)).equals(Files.readString(ID));
        } catch (IOException e) {
            throw new UncheckedIOException("the start of the computer could not be read for " + mark, e);
        }
    }

    static void remove(Path mark) throws IOException {
        Files.deleteIfExists(file(mark));
    }
}
