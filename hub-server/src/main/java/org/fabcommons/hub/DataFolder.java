// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder with everything the hub keeps, claimed for this process: two hubs on one folder would take each other's
 * half-written files for left-overs. The system lets go of the claim when the process ends, however it ends.
 */
record DataFolder(Path path, FileChannel claim) implements AutoCloseable {
    /** Another hub has the folder. */
    static final class Busy extends IOException {
        private static final long serialVersionUID = 1;

        Busy(Path path) {
            super("another hub is running on " + path + "; stop it, or choose another folder (data, or FAB_HUB_DATA)");
        }
    }

    /** @throws IOException when another hub has it ({@link Busy}), or it cannot be written */
    static DataFolder claim(Path path) throws IOException {
        Files.createDirectories(path);
        var channel = FileChannel.open(path.resolve("hub.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return new DataFolder(path, channel);
        } catch (OverlappingFileLockException sameProcess) {
            // Told as if it were another process: it is another hub.
        }
        channel.close();
        throw new Busy(path);
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }
}
