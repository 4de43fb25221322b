// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.fabcommons.hub.store.Id;

/**
 * Where pushed objects wait until they have been looked at: a repository's references with a folder of its own for new
 * objects. What was not released is gone when it is closed, or at the next start after a crash. Compare git's
 * "quarantine environment" (git-receive-pack documentation).
 */
final class Quarantine implements AutoCloseable {
    private final Path place;
    private final Path waiting;
    private final Repository repository;

    Quarantine(Path place, Path arriving) throws IOException {
        this.place = place;
        this.waiting = arriving.resolve(Id.random() + ".push");
        Files.createDirectories(waiting.resolve("objects/pack"));
        Files.createDirectories(waiting.resolve("objects/info"));
        var builder = new FileRepositoryBuilder()
                .setGitDir(place.toFile())
                .setBare()
                .setObjectDirectory(waiting.resolve("objects").toFile())
                .addAlternateObjectDirectory(place.resolve("objects").toFile());
        this.repository = new FileRepository(builder.setup());
    }

    /** Sees the objects of the push and all those before it. */
    Repository repository() {
        return repository;
    }

    /** Puts the objects among the others; the index of a pack goes last, since it is what makes a pack known. */
    void release() throws IOException {
        var target = place.resolve("objects/pack");
        Files.createDirectories(target);
        for (var ending : List.of(".pack", ".idx"))
            for (var file : waiting(ending)) {
                try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    channel.force(true);
                }
                link(
                        file,
                        target.resolve(Optional.ofNullable(file.getFileName())
                                .orElseThrow()
                                .toString()));
            }
        Blobs.force(target);
    }

    private List<Path> waiting(String ending) throws IOException {
        try (var files = Files.list(waiting.resolve("objects/pack"))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException sameObjects) {
            // A pack is called by what it holds.
        } catch (UnsupportedOperationException noLinksHere) {
            var beside = target.resolveSibling(Id.random() + ".tmp");
            Files.copy(file, beside);
            Files.move(beside, target);
        }
    }

    @Override
    public void close() throws IOException {
        repository.close();
        Beginning.delete(waiting);
    }
}
