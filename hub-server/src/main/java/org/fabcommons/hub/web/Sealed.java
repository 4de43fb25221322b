// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes that only somebody who knows the words they were sealed with can read: AES-GCM under a hash of the words, with
 * a random nonce in front. As strong as the words are hard to guess.
 */
final class Sealed {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    static String seal(byte[] open, String words) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, nonce, open, words);
        var all = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
        return Base64.getEncoder().encodeToString(all);
    }

    static byte[] open(String sealed, String words) {
        var all = Base64.getDecoder().decode(sealed);
        return run(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(all, NONCE_BYTES),
                Arrays.copyOfRange(all, NONCE_BYTES, all.length),
                words);
    }

    private static byte[] run(int mode, byte[] nonce, byte[] bytes, String words) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            var key = sha256().digest(("seal\n" + words).getBytes(StandardCharsets.UTF_8));
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a kept answer could not be sealed or opened", e);
        }
    }

    /** A hash that tells nothing of the words and opens nothing that was sealed with them. */
    static String name(String words) {
        return HexFormat.of().formatHex(sha256().digest(("name\n" + words).getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
