// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
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
            try (var writer = new PackWriter(from);
                    var out = Files.newOutputStream(pack)) {
                writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(commit), Set.of());
                writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
            }
            try (var inserter = to.newObjectInserter();
                    var in = Files.newInputStream(pack)) {
                inserter.newPackParser(in).parse(NullProgressMonitor.INSTANCE);
                inserter.flush();
            }
        } finally {
            Files.deleteIfExists(pack);
        }
    }
}
