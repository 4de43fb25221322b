// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.ws.rs.core.MediaType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A request's body, fingerprinted while it is read, so that no upload is held in memory. A multipart boundary is left
 * out: clients make a new one each time they send the same thing.
 */
final class Fingerprint extends FilterInputStream {
    private final MessageDigest digest = Sealed.sha256();
    private final byte[] boundary;
    private final int[] fallback;
    /** How many bytes of the boundary have been seen just now. */
    private int seen;

    Fingerprint(InputStream body, String method, String path, Optional<MediaType> type) {
        super(body);
        boundary = type.map(given -> given.getParameters().get("boundary"))
                .orElse("")
                .getBytes(StandardCharsets.ISO_8859_1);
        fallback = fallback(boundary);
        var kind = type.map(given -> given.getType() + "/" + given.getSubtype()).orElse("");
        digest.update((method + "\n" + path + "\n" + kind + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what is left and gives the fingerprint of the whole. */
    String finish() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        digest.update(boundary, 0, seen);
        seen = 0;
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        if (count > 0 && boundary.length == 0) digest.update(into, offset, count);
        else for (int i = 0; i < count; i++) add(into[offset + i]);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 65_536)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Knuth, Morris and Pratt: a boundary may begin like the hyphens that stand before it. */
    private void add(byte one) {
        while (seen > 0 && one != boundary[seen]) {
            int shorter = fallback[seen - 1];
            digest.update(boundary, 0, seen - shorter);
            seen = shorter;
        }
        if (one != boundary[seen]) digest.update(one);
        else if (++seen == boundary.length) seen = 0;
    }

    /** For each beginning of the pattern, the length of its longest proper beginning that is also its end. */
    private static int[] fallback(byte[] pattern) {
        var fallback = new int[pattern.length];
        for (int i = 1, length = 0; i < pattern.length; i++) {
            while (length > 0 && pattern[i] != pattern[length]) length = fallback[length - 1];
            if (pattern[i] == pattern[length]) length++;
            fallback[i] = length;
        }
        return fallback;
    }
}
