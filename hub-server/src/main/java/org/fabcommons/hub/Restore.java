// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.vault.VaultCopy;

/**
 * Puts a backup in the place of what a hub keeps. The copy is laid ready beside it first; then all is exchanged by
 * renaming, at once where no hub is running, otherwise at the hub's next start. What was there stays, in a folder of
 * its own. An exchange that a crash interrupted goes on at the next start.
 */
final class Restore {
    private static final String READY = "ready";
    private static final List<String> PARTS = List.of("designs", "blobs", Backup.DATABASE);
    private static final List<String> BESIDE_DATABASE = List.of(Backup.DATABASE + "-wal", Backup.DATABASE + "-shm");

    private final Path data;
    private final Path waiting;

    Restore(Path data) {
        this.data = data;
        this.waiting = data.resolve("restore");
    }

    /** Lays a copy ready. */
    Backup.Mark prepare(Path copy) throws IOException {
        var mark = Backup.read(copy);
        delete(waiting);
        Files.createDirectories(waiting);
        Files.copy(copy.resolve(Backup.DATABASE), waiting.resolve(Backup.DATABASE));
        var vault = new VaultCopy(copy, waiting);
        var copied = vault.copy(vault.repositories());
        if (copied.repositories() != mark.repositories()
                || copied.blobs() != mark.blobs()
                || copied.bytes() != mark.bytes())
            throw new Plainly.Refusal(copy + " is not whole: " + copied.repositories() + " of " + mark.repositories()
                    + " designs and " + copied.blobs() + " of " + mark.blobs() + " files are there");
        Files.createFile(waiting.resolve(READY));
        return mark;
    }

    /**
     * Exchanges what is laid ready, if anything is; nobody may be using the folder.
     *
     * @return where that is now which was there before
     */
    Optional<Path> finish() throws IOException {
        if (!Files.exists(waiting.resolve(READY))) return Optional.empty();
        var before = before();
        for (var part : PARTS) {
            if (!Files.exists(waiting.resolve(part))) continue;
            move(data.resolve(part), before.resolve(part));
            if (part.equals(Backup.DATABASE))
                for (var beside : BESIDE_DATABASE) move(data.resolve(beside), before.resolve(beside));
            move(waiting.resolve(part), data.resolve(part));
        }
        delete(waiting);
        return Optional.of(before);
    }

    /** A new folder; one that an interrupted exchange began is gone on with. */
    private Path before() throws IOException {
        var noted = waiting.resolve("before");
        if (Files.exists(noted)) return data.resolve(Files.readString(noted));
        int number = 1;
        while (Files.exists(data.resolve("before-restore-" + number))) number++;
        var folder = "before-restore-" + number;
        Files.createDirectory(data.resolve(folder));
        Files.writeString(noted, folder);
        return data.resolve(folder);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
