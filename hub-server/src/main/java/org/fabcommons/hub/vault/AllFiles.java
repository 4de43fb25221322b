// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/** What the objects of a repository hold, all of them: packed or loose, led to or not. */
final class AllFiles {
    private final Repository repository;
    private final Contents contents;

    AllFiles(Repository repository, Contents contents) {
        this.repository = repository;
        this.contents = contents;
    }

    Set<String> sha256() throws IOException {
        Set<String> all = new HashSet<>();
        try (var reader = repository.newObjectReader()) {
            if (repository instanceof FileRepository files)
                for (var pack : files.getObjectDatabase().getPacks())
                    for (var entry : pack) add(reader, entry.toObjectId(), all);
            var objects = repository.getDirectory().toPath().resolve("objects");
            try (var folders = Files.newDirectoryStream(objects, "[0-9a-f][0-9a-f]")) {
                for (var folder : folders) loose(reader, folder, all);
            }
        }
        return all;
    }

    private void loose(ObjectReader reader, Path folder, Set<String> all) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var name = String.valueOf(folder.getFileName()) + file.getFileName();
                if (ObjectId.isId(name)) add(reader, ObjectId.fromString(name), all);
            }
        }
    }

    private void add(ObjectReader reader, ObjectId id, Set<String> all) throws IOException {
        var known = contents.find(id);
        if (known.isPresent()) {
            all.add(known.get().sha256());
            return;
        }
        var object = reader.open(id);
        if (object.getType() != Constants.OBJ_BLOB) return;
        if (object.getSize() <= Pointer.MAX_BYTES) {
            var pointer = Pointer.read(object.getBytes());
            if (pointer.isPresent()) {
                all.add(pointer.get().sha256());
                return;
            }
        }
        try (var in = object.openStream()) {
            all.add(Blobs.measure(in).sha256());
        }
    }
}
