// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file's bytes, which must be those that were looked at and named in the job: a disk fails, people edit. At its end this
 * tells. What the job's report says was made is thereby what was sent.
 */
final class SealedFile extends FilterInputStream {
    /** The bytes were others than those of the job. */
    static final class Changed extends IOException {
        private static final long serialVersionUID = 1;

        Changed() {
            super("the file is not the one of this job any more");
        }
    }

    private final String sha256;
    private final MessageDigest digest;
    private boolean ended;

    /** @param sha256 of all its bytes, lower-case hex */
    SealedFile(InputStream bytes, String sha256) {
        super(bytes);
        this.sha256 = sha256;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        int read = super.read(to, from, length);
        if (read > 0) digest.update(to, from, read);
        if (read < 0) end();
        return read;
    }

    private void end() throws Changed {
        if (ended) return;
        ended = true;
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) throw new Changed();
    }

    /** Bytes that are left out could be any. */
    @Override
    public long skip(long bytes) {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
