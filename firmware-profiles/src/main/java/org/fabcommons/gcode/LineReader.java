// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;

/** Reads a file line by line; lines end with LF, CR or both. Holds one line in memory, however long the file is. */
public final class LineReader implements Program {
    /** Bytes. */
    private static final int AT_ONCE = 1 << 16;

    private final InputStream in;
    /** What was read: the library's own buffer is locked anew for each byte. */
    private final byte[] bytes = new byte[AT_ONCE];

    private int at;
    private int end;
    private final Collection<String> textCodes;
    private final StringBuilder buffer = new StringBuilder(128);
    private long number;
    private boolean afterCr;

    /** @param textCodes commands that are followed by free text, see {@link Line#parse} */
    public LineReader(InputStream in, Collection<String> textCodes) {
        this.in = in;
        this.textCodes = textCodes;
    }

    @Override
    public Optional<Line> next() throws IOException {
        buffer.setLength(0);
        boolean any = false;
        for (int b = read(); b >= 0; b = read()) {
            if (b == '\n' && afterCr) {
                afterCr = false;
                continue;
            }
            afterCr = b == '\r';
            any = true;
            if (b == '\n' || b == '\r') break;
            // One more than allowed is kept, so that the line is seen to be too long.
            if (buffer.length() <= Line.MAX_LENGTH) buffer.append((char) b);
        }
        if (!any) return Optional.empty();
        return Optional.of(Line.parse(++number, buffer.toString(), textCodes));
    }

    /** The next byte, below 0 at the end. */
    private int read() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(bytes));
            if (end == 0) return -1;
        }
        return bytes[at++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
