// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Lets a new repository begin with the history of another one. What that one has packed is shared: a pack never changes, so
 * another name for the same file is enough, which stays when the other repository packs anew or is gone.
 */
record Forking(FileRepository from, ObjectId commit, FileRepository to, Path folder) {
    /** Loose objects that come to more than this are packed where they are, so that the next fork shares them too. */
    private static final long SMALL_BYTES = 8_192;

    void fork() throws IOException {
        if (!shareable()) {
            Copying.copy(from, commit, to, folder);
            return;
        }
        try {
            share();
        } catch (NoSuchFileException packedAnew) {
            Beginning.delete(packs(to));
            Files.createDirectories(packs(to));
            Copying.copy(from, commit, to, folder);
        }
    }

    /** Only where all that is packed led to this commit: nothing shall come along that the new design's readers may not see. */
    private boolean shareable() throws IOException {
        return commit.equals(from.resolve(Branch.NAME))
                && from.getRefDatabase().getRefsByPrefix(Pushes.KEPT).isEmpty();
    }

    private void share() throws IOException {
        var rest = Files.createTempFile(folder, "copy-", ".pack");
        try {
            boolean more = Copying.pack(from, commit, kept(), rest);
            if (more && Files.size(rest) > SMALL_BYTES) {
                Copying.take(rest, from);
                // What is loose of it stands there twice now.
                new GC(from).prunePacked();
                more = false;
            }
            link();
            if (more) Copying.take(rest, to);
        } finally {
            Files.deleteIfExists(rest);
        }
    }

    private List<Pack> kept() {
        return List.copyOf(from.getObjectDatabase().getPacks());
    }

    private void link() throws IOException {
        Files.createDirectories(packs(to));
        for (var pack : kept()) {
            var name = pack.getPackFile().getName().replaceFirst("[.]pack$", "");
            try (var files = Files.newDirectoryStream(packs(from), name + ".{pack,idx,rev,bitmap}")) {
                for (var file : files) link(file, packs(to).resolve(file.getFileName()));
            }
        }
    }

    private static void link(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (NoSuchFileException gone) {
            throw gone;
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            Files.copy(file, name);
        }
    }

    private static Path packs(FileRepository repository) {
        return repository.getObjectDatabase().getPackDirectory().toPath();
    }
}
