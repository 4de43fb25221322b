// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.web.Problem;

/**
 * A folder as it was sent; it stays with the import, so that this can begin again.
 *
 * @param files SHA-256 and size by the path each was sent with
 */
record Sent(Map<String, Found.File> files) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Sent of(Map<String, Blob> files) {
        Map<String, Found.File> sent = new LinkedHashMap<>();
        files.forEach((path, blob) -> sent.put(path, new Found.File(blob.sha256(), blob.sizeBytes())));
        return new Sent(sent);
    }

    /** The path with which a file was sent that findings call so; a folder's own name is not part of what they say. */
    Optional<String> path(String found) {
        return files.keySet().stream()
                .filter(path -> path.equals(found)
                        || path.substring(path.indexOf('/') + 1).equals(found))
                .findFirst();
    }

    /** With another file in the place of one, or without it. */
    Sent with(String path, Optional<Blob> instead) {
        Map<String, Found.File> now = new LinkedHashMap<>(files);
        if (now.remove(path) == null) throw Problem.invalid("path", "import-not-sent", path);
        instead.ifPresent(blob -> now.put(path, new Found.File(blob.sha256(), blob.sizeBytes())));
        if (now.isEmpty()) throw Problem.invalid("file", "import-nothing");
        return new Sent(now);
    }

    Map<String, Blob> blobs() {
        Map<String, Blob> blobs = new LinkedHashMap<>();
        files.forEach((path, file) -> blobs.put(path, new Blob(file.sha256(), file.bytes())));
        return blobs;
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Sent read(String json) {
        try {
            return JSON.readValue(json, Sent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was sent for an import cannot be read", e);
        }
    }
}
