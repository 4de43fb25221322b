// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.exporting;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fabcommons.hub.derivation.Ancestry;
import org.fabcommons.hub.derivation.Family;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** Writes designs as archives. */
record Export(HubContext hub, DesignFeature.Faces faces, VaultFeature.Rooms rooms, Family family, Semaphore places) {
    private static final int AT_ONCE = 8;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String READ_ME =
            """
            This is a design from %s, with everything that belongs to it.

            files/           its files as they are in the newest revision
            design.bundle    its whole history; git clones it: git clone design.bundle
            lfs/             large files of earlier revisions; they belong into the clone's .git/lfs
            okh.toml         what it is, as Open Know-How (okh.yml is the older form)
            datapackage.json the same as a data package
            ATTRIBUTION.md   whom it goes back to, and what to write when you pass it on
            LICENSES/        the texts of its licences
            export.json      for hubs: where it comes from, and its ancestors

            Any FabCommons hub takes it in as it is, on its page "Import".
            """;

    static Export of(HubContext hub, DesignFeature.Faces faces, VaultFeature.Rooms rooms, Family family) {
        return new Export(hub, faces, rooms, family, new Semaphore(AT_ONCE));
    }

    /** The archive as a download, written while it is sent. */
    Response answer(Design design, Viewer viewer) {
        return answer(file(design), out -> write(design, viewer, out));
    }

    /** All of them in one. */
    Response answer(List<Design> designs, Viewer viewer) {
        return answer(viewer.require().handle() + "-designs.zip", out -> writeAll(designs, viewer, out));
    }

    private Response answer(String name, StreamingOutput body) {
        if (!places.tryAcquire()) throw Problem.of(Problem.Kind.TOO_MANY, "export-busy");
        StreamingOutput counted = out -> {
            try {
                body.write(out);
            } finally {
                places.release();
            }
        };
        return Response.ok(counted, "application/zip")
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }

    /** The archive's own name. */
    static String file(Design design) {
        return design.ownerHandle() + "-" + design.name() + "-export.zip";
    }

    void write(Design design, Viewer viewer, OutputStream out) throws IOException {
        var revision = design.headRevision();
        var made = FileTime.fromMillis(design.updatedAt());
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        // Meshes shrink at any level; a large one should not keep its reader waiting.
        zip.setLevel(Deflater.BEST_SPEED);
        put(zip, made, Layout.DESCRIPTION, to -> to.write(JSON.writeValueAsBytes(layout(design, viewer))));
        put(
                zip,
                made,
                "README.txt",
                to -> to.write(READ_ME.formatted(hub.base() + design.path()).getBytes(StandardCharsets.UTF_8)));
        put(zip, made, Layout.BUNDLE, to -> rooms.vault().bundle(design.id(), to));
        Map<String, byte[]> added = new LinkedHashMap<>();
        faces.archiveParts().forEach(part -> added.putAll(part.files(design, revision, viewer)));
        for (var file : added.entrySet()) put(zip, made, file.getKey(), to -> to.write(file.getValue()));
        Set<String> written = new HashSet<>();
        for (var file : faces.designs().files(design, revision)) {
            written.add(file.sha256());
            put(zip, made, Layout.FILES + file.path(), to -> {
                try (var in = faces.designs().open(design, revision, file.path())) {
                    in.transferTo(to);
                }
            });
        }
        for (var blob : rooms.vault().largeFiles(design.id()))
            if (written.add(blob.sha256())) {
                var kept = rooms.blobs().find(blob.sha256());
                if (kept.isPresent()) put(zip, made, Layout.largeFile(blob.sha256()), to -> Files.copy(kept.get(), to));
            }
        zip.finish();
    }

    /** All of these, each as an archive of its own within one. */
    void writeAll(List<Design> designs, Viewer viewer, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        // They are compressed already.
        zip.setLevel(Deflater.NO_COMPRESSION);
        for (var design : designs)
            put(zip, FileTime.fromMillis(design.updatedAt()), file(design), to -> write(design, viewer, to));
        zip.finish();
    }

    private Layout layout(Design design, Viewer viewer) {
        var ancestry = family.around(design, Ancestry.Direction.ANCESTORS, Family.MAX_DEPTH, viewer);
        var ancestors = ancestry.edges().stream()
                .map(edge -> {
                    var other = ancestry.nodes().get(edge.ancestor());
                    return new Layout.Ancestor(
                            edge.ancestor(),
                            edge.ancestorName(),
                            edge.ancestorTitle(),
                            edge.ancestorLicence(),
                            edge.kind().wire(),
                            edge.ancestorRevision(),
                            other.design().map(here -> hub.base() + here.path()).orElse(""));
                })
                .toList();
        return new Layout(
                1,
                hub.base().toString(),
                hub.base() + design.path(),
                design.id(),
                design.ownerHandle(),
                design.name(),
                design.title(),
                design.licence(),
                design.headRevision(),
                Instant.ofEpochMilli(hub.clock().millis()).toString(),
                ancestors);
    }

    @FunctionalInterface
    private interface Content {
        void write(OutputStream to) throws IOException;
    }

    private static void put(ZipOutputStream zip, FileTime made, String path, Content content) throws IOException {
        var entry = new ZipEntry(path);
        entry.setLastModifiedTime(made);
        zip.putNextEntry(entry);
        content.write(new Within(zip));
        zip.closeEntry();
    }

    /** Whoever writes an entry must not close the archive. */
    private static final class Within extends FilterOutputStream {
        Within(OutputStream archive) {
            super(archive);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void flush() {
            // The archive is flushed when it is done.
        }

        @Override
        public void close() {
            // It goes on.
        }
    }

    Designs designs() {
        return faces.designs();
    }
}
