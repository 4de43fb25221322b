// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.upload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.web.Problem;

/**
 * What the bytes of one request must amount to. Source: tus 1.0.0, "Checksum".
 *
 * @param algorithm as Java calls it
 */
record Checksum(String algorithm, byte[] expected) {
    private static final Map<String, String> ALGORITHMS = Map.of("sha1", "SHA-1", "sha256", "SHA-256", "md5", "MD5");

    /** What a client may use, as the protocol lists it. */
    static final String NAMES = "sha1,sha256,md5";

    /** @param header {@code sha1 BASE64}, or empty */
    static Optional<Checksum> of(String header) {
        if (header.isBlank()) return Optional.empty();
        var words = header.strip().split("\\s+");
        if (words.length != 2 || !ALGORITHMS.containsKey(words[0]))
            throw Problem.badRequest("upload-checksum-unknown", NAMES);
        try {
            return Optional.of(
                    new Checksum(ALGORITHMS.get(words[0]), Base64.getDecoder().decode(words[1])));
        } catch (IllegalArgumentException notBase64) {
            throw Problem.badRequest("upload-checksum-unknown", NAMES);
        }
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    boolean isThatOf(MessageDigest digest) {
        return MessageDigest.isEqual(expected, digest.digest());
    }
}
