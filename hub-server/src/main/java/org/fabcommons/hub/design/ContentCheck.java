// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.fabcommons.hub.mesh.MeshFault;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.mesh.Stl;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.preflight.Secrets;

/** Whether a file is what its name says, where a machine or a viewer would stumble over it otherwise. */
final class ContentCheck {
    private static final int CHUNK_BYTES = 1 << 16;

    private final Blobs blobs;

    ContentCheck(Blobs blobs) {
        this.blobs = blobs;
    }

    Optional<FieldFault> fault(String path, Blob blob) {
        var file = blobs.find(blob.sha256())
                .orElseThrow(() -> new IllegalStateException("the blob store has lost " + blob));
        try (InputStream in = Files.newInputStream(file)) {
            return switch (FileKind.of(path)) {
                case TOOLPATH, PLOT -> toolpath(path, in);
                case MESH -> {
                    // Under a wrong name it is shown as what it is, with a word to its author.
                    var held = ModelFormat.recognise(file);
                    if (held.isEmpty() || held.get() == ModelFormat.STL) Stl.check(in, blob.sizeBytes());
                    yield Optional.empty();
                }
                case OTHER_MESH, SOURCE, PNG, JPEG, WEBP, GIF, SVG, TEXT, MARKDOWN, JSON, PDF, STEP, DXF, OTHER ->
                    Optional.empty();
            };
        } catch (MeshFault broken) {
            return Optional.of(FieldFault.of(
                    path, "stl-" + broken.code(), broken.arguments().toArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("the upload of " + path + " could not be read back", e);
        }
    }

    /**
     * A toolpath is text: a NUL means that something else was uploaded under its name. One that holds a password is not
     * taken at all, in private designs neither: what is in the history stays there, and may be published later.
     */
    private static Optional<FieldFault> toolpath(String path, InputStream in) throws IOException {
        var chunk = new byte[CHUNK_BYTES];
        var secrets = new Secrets();
        long at = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            for (int i = 0; i < read; i++)
                if (chunk[i] == 0) return Optional.of(FieldFault.of(path, "toolpath-binary", at + i));
            secrets.take(chunk, 0, read);
            at += read;
        }
        if (at == 0) return Optional.of(FieldFault.of(path, "toolpath-empty"));
        var found = secrets.found();
        if (found.isEmpty()) return Optional.empty();
        return Optional.of(FieldFault.of(path, "toolpath-secret", found.get(0).line(), Secrets.names(found)));
    }
}
