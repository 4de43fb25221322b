// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Carries history from one repository into another. */
final class Copying {
    private Copying() {}

    /** Copies a commit and all that led to it; no branch moves. */
    static void copy(Repository from, ObjectId commit, Repository to, Path folder) throws IOException {
        var pack = Files.createTempFile(folder, "copy-", ".pack");
        try {
            if (pack(from, commit, List.of(), pack)) take(pack, to);
        } finally {
            Files.deleteIfExists(pack);
        }
    }

    /**
     * Writes a commit and all that led to it as a pack.
     *
     * @param without what is in these is left out
     * @return whether there was anything to write
     */
    static boolean pack(Repository from, ObjectId commit, List<Pack> without, Path pack) throws IOException {
        try (var writer = new PackWriter(from);
                var out = Files.newOutputStream(pack)) {
            for (var other : without) writer.excludeObjects(other.getIndex());
            writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(commit), Set.of());
            if (writer.getObjectCount() == 0) return false;
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
            return true;
        }
    }

    /** Adds a pack to a repository. */
    static void take(Path pack, Repository to) throws IOException {
        try (var inserter = to.newObjectInserter();
                var in = Files.newInputStream(pack)) {
            inserter.newPackParser(in).parse(NullProgressMonitor.INSTANCE);
            inserter.flush();
        }
    }
}
