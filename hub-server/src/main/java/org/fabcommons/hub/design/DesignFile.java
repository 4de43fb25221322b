// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.fabcommons.hub.mesh.ModelFormat;

/**
 * A file of a revision.
 *
 * @param path relative, with slashes
 * @param mediaType as it is served
 */
public record DesignFile(String path, long sizeBytes, String sha256, String mediaType) {
    /** The path as part of an address. */
    public String encodedPath() {
        return encoded(path);
    }

    /** What the file is for a person who looks at the list. */
    public FileKind kind() {
        return FileKind.of(path);
    }

    /** What it is as a model, by its name. */
    public Optional<ModelFormat> format() {
        return ModelFormat.named(path);
    }

    static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
