// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The passwords by which administrators show that their word is theirs, one file for each in the agent's folder. Who is
 * one stands in the policy; without a password nobody is believed to be.
 */
public final class Administrators {
    /** Nobody has one. */
    static final Administrators NONE = new Administrators(Optional.empty(), () -> 0);

    private static final long BREATH_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int TRIES = 10;

    private final Optional<Path> folder;
    private final LongSupplier nanos;
    private long triesSince;
    private int tries;

    private Administrators(Optional<Path> folder, LongSupplier nanos) {
        this.folder = folder;
        this.nanos = nanos;
    }

    /** Those whose passwords are kept in the agent's folder. */
    public static Administrators in(Path folder, LongSupplier nanos) {
        return new Administrators(Optional.of(folder), nanos);
    }

    /**
     * Keeps the password of one.
     *
     * @throws IllegalArgumentException when it is too short or too long
     */
    public static void keep(Path folder, String name, String password) throws IOException {
        Password.keep(folder, file(name), password);
    }

    /** Whether this is their password; no after too many tries, too. */
    synchronized boolean are(String name, String password) {
        if (folder.isEmpty() || password.isEmpty()) return false;
        long now = nanos.getAsLong();
        if (tries == 0 || now - triesSince > BREATH_NANOS) {
            triesSince = now;
            tries = 0;
        }
        if (++tries > TRIES) return false;
        try {
            boolean right = Password.in(folder.get(), file(name))
                    .filter(kept -> kept.is(password))
                    .isPresent();
            if (right) tries = 0;
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
