// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.fabcommons.hub.design.About;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Caller;

/** Makes revisions of what editors on pages wrote: like any other revision, and refused where it would overwrite another's. */
record Saving(Designs designs, Publishing publishing, Blobs blobs) {
    /**
     * What an editor changes.
     *
     * @param base the revision that was looked at
     * @param put texts by path
     * @param files contents that are in the store already, by path
     */
    record Change(
            String message,
            String base,
            Map<String, String> put,
            Map<String, Blob> files,
            Set<String> remove,
            Optional<About> about,
            Optional<UnaryOperator<List<Manifest.Ancestor>>> ancestry) {
        Change(String message, String base, Map<String, String> put) {
            this(message, base, put, Map.of(), Set.of(), Optional.empty(), Optional.empty());
        }
    }

    Design save(Caller.Person author, Design design, Change change) {
        Map<String, Blob> put = new LinkedHashMap<>(change.files());
        change.put().forEach((path, text) -> put.put(path, blob(text)));
        return publishing.revise(
                author,
                design,
                new Publishing.Change(
                        change.message(),
                        put,
                        change.remove(),
                        designs.requireRevision(design, change.base()),
                        change.about(),
                        change.ancestry(),
                        Optional.empty()));
    }

    private Blob blob(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return blobs.put(new ByteArrayInputStream(bytes), bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of a revision as it may stand in another one. */
    Blob same(Design design, String revision, DesignFile file) {
        if (blobs.find(file.sha256()).isPresent()) return new Blob(file.sha256(), file.sizeBytes());
        try (var in = designs.open(design, revision, file.path())) {
            return blobs.put(in, file.sizeBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text of a revision, up to so many bytes; empty where the file is not there. */
    Optional<String> text(Design design, String revision, String path, int most) {
        if (designs.files(design, revision).stream()
                .noneMatch(file -> file.path().equals(path))) return Optional.empty();
        try (var in = designs.open(design, revision, path)) {
            return Optional.of(new String(in.readNBytes(most), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
