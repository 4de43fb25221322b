// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.vault.VaultCopy;

/**
 * A copy of all that a hub keeps, made while it works. The database is copied as it is at one moment; then the
 * repositories, which may already be a revision further, and the hub that starts from the copy reads those; then the
 * blobs. So everything that the database names is in the copy.
 */
final class Backup {
    static final String DATABASE = "hub.db";
    private static final String MARK = "backup.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Backup() {}

    /**
     * What is in a copy; written last, so that a copy without it is none.
     *
     * @param format 1
     * @param bytes of all blobs
     */
    record Mark(int format, int repositories, int blobs, long bytes) {}

    /** @throws IOException where the folder is not empty, or something cannot be read or written */
    static Mark make(Path data, Path target) throws IOException {
        if (!Files.isRegularFile(data.resolve(DATABASE)))
            throw new Plainly.Refusal("there is no hub's data in " + data + "; name its folder with FAB_HUB_DATA");
        Files.createDirectories(target);
        try (var there = Files.list(target)) {
            if (there.findAny().isPresent())
                throw new Plainly.Refusal(target + " is not empty; name a new folder for this copy");
        }
        return copy(data, target);
    }

    private static Mark copy(Path data, Path target) throws IOException {
        var vault = new VaultCopy(data, target);
        var before = new HashSet<>(vault.repositories());
        Database.copy(data.resolve(DATABASE), target.resolve(DATABASE));
        // A design that is newer than the copy of the database would have an owner that the copy may not know.
        var known = Database.ids(target.resolve(DATABASE), "design");
        vault.repositories().stream().filter(known::contains).forEach(before::add);
        var copied = vault.copy(before);
        var mark = new Mark(1, copied.repositories(), copied.blobs(), copied.bytes());
        Files.write(target.resolve(MARK), JSON.writeValueAsBytes(mark));
        return mark;
    }

    /** @throws IOException where this is no finished copy that this hub can read */
    static Mark read(Path copy) throws IOException {
        var file = copy.resolve(MARK);
        if (!Files.isRegularFile(file) || !Files.isRegularFile(copy.resolve(DATABASE)))
            throw new Plainly.Refusal(copy + " is no finished backup: it lacks " + MARK + " or " + DATABASE);
        var mark = JSON.readValue(file.toFile(), Mark.class);
        if (mark.format() != 1)
            throw new Plainly.Refusal(
                    copy + " was made by a newer hub (format " + mark.format() + "); update this one");
        return mark;
    }
}
