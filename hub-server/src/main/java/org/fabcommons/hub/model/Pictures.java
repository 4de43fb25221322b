// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The pictures that were drawn of models, by the content of the model. A cache: what is thrown away is drawn again, so
 * backups need not have it.
 */
final class Pictures {
    private final Path folder;

    Pictures(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("no pictures can be kept at " + folder, e);
        }
    }

    Optional<Path> find(String sha256) {
        return Optional.of(place(sha256)).filter(Files::isRegularFile);
    }

    void keep(String sha256, byte[] png) throws IOException {
        var place = place(sha256);
        Files.createDirectories(place.getParent());
        var beside = Files.createTempFile(place.getParent(), "arriving", ".png");
        try {
            Files.write(beside, png);
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private Path place(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) throw new IllegalArgumentException("not a SHA-256: " + sha256);
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256 + ".png");
    }
}
