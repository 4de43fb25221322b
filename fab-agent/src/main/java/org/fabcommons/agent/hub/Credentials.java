// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** What this agent got when it was paired: kept in {@code hub.json}, readable by its owner alone. */
record Credentials(@JsonProperty("hub") URI hub, @JsonProperty("token") String token) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The pairing with this hub, if there is one. */
    static Optional<Credentials> read(Path folder, URI hub) {
        var file = file(folder);
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(JSON.readValue(file.toFile(), Credentials.class))
                    .filter(found -> found.hub().equals(hub));
        } catch (IOException e) {
            throw new UncheckedIOException("the pairing could not be read from " + file + "; pair again", e);
        }
    }

    /** Replaces the pairing that was there, whole or not at all. */
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(folder, "hub", ".json");
            if (Files.getFileAttributeView(fresh, PosixFileAttributeView.class) != null)
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            try (var out = FileChannel.open(fresh, Set.of(StandardOpenOption.WRITE))) {
                var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(this));
                while (bytes.hasRemaining()) out.write(bytes);
                out.force(true);
            }
            Files.move(fresh, file(folder), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the pairing could not be kept in " + folder, e);
        }
    }

    /** Tells pairings apart without giving the token away. */
    String fingerprint() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Credentials[" + hub + "]";
    }

    private static Path file(Path folder) {
        return folder.resolve("hub.json");
    }
}
