// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The passwords by which administrators show that their word is theirs, one file for each in the agent's folder. Who is
 * one stands in the policy; without a password nobody is believed to be.
 */
public final class Administrators {
    /** Nobody has one. */
    static final Administrators NONE = new Administrators(Optional.empty(), InstantSource.system());

    private final Optional<Path> folder;
    /** Of each one: whoever guesses at one name keeps no other out. */
    private final Tries tries;

    private Administrators(Optional<Path> folder, InstantSource clock) {
        this.folder = folder;
        tries = new Tries(clock);
    }

    /** Those whose passwords are kept in the agent's folder. */
    public static Administrators in(Path folder, InstantSource clock) {
        return new Administrators(Optional.of(folder), clock);
    }

    /**
     * Keeps the password of one.
     *
     * @throws IllegalArgumentException when it is too short or too long
     */
    public static void keep(Path folder, String name, String password) throws IOException {
        Password.keep(folder, file(name), password);
    }

    /**
     * Whether this is their password; no after too many tries under that name, too.
     *
     * @param name of somebody whom the policy names
     */
    boolean are(String name, String password) {
        if (folder.isEmpty() || password.isEmpty()) return false;
        var whose = file(name);
        if (tries.begin(whose, true).isPresent()) return false;
        try {
            boolean right = Password.in(folder.get(), whose)
                    .filter(kept -> kept.is(password))
                    .isPresent();
            if (right) tries.right(whose);
            return right;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name may hold anything; a file's name may not. */
    private static String file(String name) {
        try {
            var plain = name.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            var hash = MessageDigest.getInstance("SHA-256").digest(plain);
            return "administrator-" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
