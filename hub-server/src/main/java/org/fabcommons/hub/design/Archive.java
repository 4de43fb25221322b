// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fabcommons.hub.web.Viewer;

/**
 * All files of a revision as a zip, written while it is sent, and what features add to them.
 *
 * @param called what the revision is called in the archive's name
 * @param added further files by path; one that the design has itself is left out
 */
public record Archive(Designs designs, Design design, String revision, String called, Map<String, Content> added)
        implements StreamingOutput {
    /** A file that is read when its turn comes. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** With the small files that features add. */
    public static Archive of(
            Designs designs, Design design, String revision, String called, List<ArchivePart> parts, Viewer viewer) {
        Map<String, Content> added = new LinkedHashMap<>();
        for (var part : parts)
            part.files(design, revision, viewer)
                    .forEach((path, bytes) -> added.put(path, () -> new ByteArrayInputStream(bytes)));
        return new Archive(designs, design, revision, called, added);
    }

    /** The folder that the files are in. */
    String folder() {
        return design.ownerHandle() + "-" + design.name() + "-" + called;
    }

    public Response answer() {
        return Response.ok(this, "application/zip")
                .header("Content-Disposition", "attachment; filename=\"" + folder() + ".zip\"")
                .build();
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
                try (var in = file.getValue().open()) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
    }
}
