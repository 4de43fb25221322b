// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The password of the agent's page, kept as a salted hash (PBKDF2 with HMAC-SHA-256). It is asked for only where the page
 * can be reached from other computers. Source for the count: OWASP, password storage.
 */
public final class Password {
    /** Fewer characters are guessed too soon. */
    public static final int LEAST = 10;

    private static final String OWN = "local-password";
    private static final int MOST = 200;
    private static final int ROUNDS = 600_000;
    private static final int BITS = 256;

    private final byte[] salt;
    private final byte[] hash;

    private Password(byte[] salt, byte[] hash) {
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * Keeps a password in the agent's folder, where nobody else may read it.
     *
     * @throws IllegalArgumentException when it is too short or too long
     */
    public static void keep(Path folder, String password) throws IOException {
        keep(folder, OWN, password);
    }

    static void keep(Path folder, String file, String password) throws IOException {
        if (password.length() < LEAST || password.length() > MOST)
            throw new IllegalArgumentException("A password has " + LEAST + " to " + MOST + " characters.");
        var salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        var hex = HexFormat.of();
        Files.createDirectories(folder);
        var part = Files.createTempFile(
                folder,
                "password",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, hex.formatHex(salt) + " " + hex.formatHex(derived(password, salt)) + "\n");
        Files.move(part, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The one that is kept in the agent's folder, if there is one. */
    public static Optional<Password> in(Path folder) throws IOException {
        return in(folder, OWN);
    }

    static Optional<Password> in(Path folder, String file) throws IOException {
        try {
            var parts = Files.readString(folder.resolve(file)).strip().split(" ");
            if (parts.length != 2) throw new IOException(folder.resolve(file) + " is damaged; set the password again");
            return Optional.of(new Password(
                    HexFormat.of().parseHex(parts[0]), HexFormat.of().parseHex(parts[1])));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    boolean is(String given) {
        return given.length() <= MOST && MessageDigest.isEqual(derived(given, salt), hash);
    }

    private static byte[] derived(String password, byte[] salt) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ROUNDS, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
