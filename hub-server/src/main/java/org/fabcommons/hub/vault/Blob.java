// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

/**
 * Bytes that are kept, by what they are.
 *
 * @param sha256 64 hexadecimal digits in lower case
 */
public record Blob(String sha256, long sizeBytes) {
    public Blob {
        if (!sha256.matches("[0-9a-f]{64}")) throw new IllegalArgumentException("not a SHA-256: " + sha256);
        if (sizeBytes < 0) throw new IllegalArgumentException("a size below 0: " + sizeBytes);
    }
}
