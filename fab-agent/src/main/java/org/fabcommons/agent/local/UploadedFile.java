// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file in a form's multipart body, as a stream that ends where the file ends. Source: RFC 7578.
 *
 * @param name as the browser gave it, without folders; never used as a path
 */
record UploadedFile(String name, InputStream bytes) {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";,]{1,70})\"?");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
    private static final int MAX_HEADER = 8 << 10;

    /** The first part that is a file; empty when there is none. */
    static Optional<UploadedFile> of(String contentType, InputStream body) throws IOException {
        var boundary = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (!boundary.find()) return Optional.empty();
        var delimiter = ("\r\n--" + boundary.group(1)).getBytes(StandardCharsets.ISO_8859_1);
        var in = new BufferedInputStream(body, 64 << 10);
        // What stands before the first delimiter has no line end of its own to begin with.
        var preamble = new Until(in, delimiter, 2);
        preamble.skipAll();
        for (var line = line(in); line.isEmpty(); line = line(in)) {
            var name = Optional.<String>empty();
            for (var header = line(in); !header.isEmpty(); header = line(in)) {
                var found = FILE_NAME.matcher(header);
                if (found.find()) name = Optional.of(found.group(1));
            }
            var part = new Until(in, delimiter, 0);
            if (name.isPresent() && !name.get().isBlank())
                return Optional.of(new UploadedFile(withoutFolders(name.get()), part));
            part.skipAll();
        }
        return Optional.empty();
    }

    static String withoutFolders(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        return last.isEmpty() ? "file.gcode" : last.substring(0, Math.min(120, last.length()));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); ; next = in.read()) {
            if (next < 0 || line.size() > MAX_HEADER) throw new IOException("the form is cut off or malformed");
            if (next == '\n') break;
            line.write(next);
        }
        var text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Everything up to a delimiter, which is consumed. */
    private static final class Until extends InputStream {
        private final BufferedInputStream in;
        private final byte[] delimiter;
        private boolean ended;

        /** @param matched how many bytes of the delimiter count as read already */
        Until(BufferedInputStream in, byte[] delimiter, int matched) throws IOException {
            this.in = in;
            this.delimiter = delimiter;
            in.mark(delimiter.length);
            ended = matched > 0 && matches(matched);
        }

        @Override
        public int read() throws IOException {
            if (ended) return -1;
            in.mark(delimiter.length);
            int next = in.read();
            if (next < 0) throw new IOException("the upload was cut off");
            if (next != delimiter[0]) return next;
            if (matches(1)) {
                ended = true;
                return -1;
            }
            in.read();
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = 0;
            for (int next = 0; count < length && (next = read()) >= 0; count++) into[offset + count] = (byte) next;
            return count == 0 && length > 0 ? -1 : count;
        }

        // Leaves the stream behind the delimiter, or at the mark.
        private boolean matches(int from) throws IOException {
            for (int i = from; i < delimiter.length; i++) {
                if (in.read() == delimiter[i]) continue;
                in.reset();
                return false;
            }
            return true;
        }

        void skipAll() throws IOException {
            while (read() >= 0) {
                // Nobody wants these.
            }
        }
    }
}
