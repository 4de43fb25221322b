// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import java.security.SecureRandom;

/** Identifiers and secrets that nobody can guess. */
public final class Id {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

    private Id() {}

    /** 16 characters a-z and 2-7: 80 bits, enough that two never meet. */
    public static String random() {
        return random(16);
    }

    /** A secret of 256 bits, for tokens and sessions. */
    public static String secret() {
        return random(52);
    }

    private static String random(int length) {
        var characters = new char[length];
        for (int i = 0; i < length; i++) characters[i] = ALPHABET[RANDOM.nextInt(ALPHABET.length)];
        return new String(characters);
    }
}
