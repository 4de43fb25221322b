// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of a text that may be hostile: none is longer than a limit, nor is the whole. */
final class Lines {
    private static final int MAX_LINE = 1 << 20;

    private final InputStream in;
    private final Limits limits;
    private final byte[] chunk = new byte[1 << 16];
    private int next;
    private int filled;
    private byte[] line = new byte[256];
    private int length;
    private long number;
    private long bytes;

    Lines(InputStream in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException, MeshFault {
        length = 0;
        number++;
        if ((number & 0xfff) == 0) limits.patience().check();
        var any = false;
        for (; ; ) {
            if (next == filled) {
                filled = in.read(chunk);
                next = 0;
                if (filled <= 0) {
                    filled = 0;
                    return any;
                }
                bytes += filled;
                if (bytes > limits.maxBytes()) throw new MeshFault("bytes", limits.maxBytes() / 1_000_000);
            }
            any = true;
            byte b = chunk[next++];
            if (b == '\n') return true;
            // Old programs end lines with a carriage return alone.
            if (b == '\r') {
                if (length > 0) return true;
                continue;
            }
            if (length >= MAX_LINE) throw new MeshFault("line", number, MAX_LINE);
            if (length == line.length) line = Arrays.copyOf(line, line.length * 2);
            line[length++] = b;
        }
    }

    /** The line without the blanks around it. */
    String text() {
        return new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
    }

    /** From 1; for telling where something is. */
    long number() {
        return number;
    }
}
