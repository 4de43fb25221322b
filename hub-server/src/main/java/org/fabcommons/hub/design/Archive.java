// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * All files of a revision as a zip, written while it is sent, and what features add to them.
 *
 * @param added small files by path
 */
record Archive(Designs designs, Design design, String revision, Map<String, byte[]> added) implements StreamingOutput {
    /** The folder that the files are in. */
    String folder() {
        return design.ownerHandle() + "-" + design.name() + "-" + revision.substring(0, 10);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        var made = FileTime.fromMillis(
                designs.revisions(design, revision, 1).get(0).createdAt());
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            Set<String> own = new HashSet<>();
            for (var file : designs.files(design, revision)) {
                own.add(file.path());
                var entry = new ZipEntry(folder() + "/" + file.path());
                entry.setLastModifiedTime(made);
                zip.putNextEntry(entry);
                try (var in = designs.open(design, revision, file.path())) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
            for (var file : added.entrySet()) {
                if (own.contains(file.getKey())) continue;
                var entry = new ZipEntry(folder() + "/" + file.getKey());
                entry.setLastModifiedTime(made);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
    }
}
