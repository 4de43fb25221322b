// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands in a repository for a file kept in the blob store. Source: the git-lfs specification, "The Pointer"
 * (docs/spec.md): sorted keys after the version, a newline after each, below 1024 bytes.
 */
final class Pointer {
    static final int MAX_BYTES = 1023;
    private static final Pattern FORM = Pattern.compile(
            "version https://git-lfs\\.github\\.com/spec/v1\noid sha256:([0-9a-f]{64})\nsize (\\d{1,18})\n");

    private Pointer() {}

    static byte[] of(Blob blob) {
        return ("version https://git-lfs.github.com/spec/v1\noid sha256:" + blob.sha256() + "\nsize " + blob.sizeBytes()
                        + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The file that these bytes stand for, if they are a pointer. */
    static Optional<Blob> read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) return Optional.empty();
        var match = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        return match.matches()
                ? Optional.of(new Blob(match.group(1), Long.parseLong(match.group(2))))
                : Optional.empty();
    }
}
