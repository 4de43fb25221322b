// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.agent.job.FileCache;

/**
 * What a multipart form brought: its fields, before and after the file, and the first file that is one. Source: RFC
 * 7578; names as in RFC 5987.
 *
 * @param fileName as its sender calls it, without folders; never used as a path
 */
record MultipartForm(Map<String, String> fields, Optional<String> fileName, Optional<FileCache.Kept> file) {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";,]{1,70})\"?");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"?([^\";]*)\"?");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
    private static final Pattern ENCODED_FILE_NAME =
            Pattern.compile("filename\\*=utf-8''([^;\\s]*)", Pattern.CASE_INSENSITIVE);
    private static final int MAX_HEADER = 8 << 10;
    private static final int MAX_FIELD = 8 << 10;
    private static final int MAX_FIELDS = 50;

    /** Where the bytes of a file go. */
    interface Keeper {
        FileCache.Kept keep(InputStream bytes) throws IOException;
    }

    /** The form is no form, or it broke off. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1;

        Malformed(String detail) {
            super(detail);
        }
    }

    /** @throws Malformed when this is no form, or it is cut off */
    static MultipartForm read(String contentType, InputStream body, Keeper keeper) throws IOException {
        var boundary = BOUNDARY.matcher(contentType);
        if (!contentType.startsWith("multipart/form-data") || !boundary.find())
            throw new Malformed("This is not a form with a file (multipart/form-data).");
        var delimiter = ("\r\n--" + boundary.group(1)).getBytes(StandardCharsets.ISO_8859_1);
        var in = new BufferedInputStream(body, 64 << 10);
        // What stands before the first delimiter has no line end of its own to begin with.
        new Until(in, delimiter, 2).skipAll();
        Map<String, String> fields = new HashMap<>();
        var fileName = Optional.<String>empty();
        var file = Optional.<FileCache.Kept>empty();
        for (int parts = 0; line(in).isEmpty(); parts++) {
            if (parts >= MAX_FIELDS) throw new Malformed("The form has more than " + MAX_FIELDS + " fields.");
            var head = head(in);
            var part = new Until(in, delimiter, 0);
            var name = find(NAME, head).orElse("");
            var called = find(ENCODED_FILE_NAME, head)
                    .flatMap(MultipartForm::decoded)
                    .or(() -> find(FILE_NAME, head));
            if (called.isEmpty()) {
                fields.put(name, new String(part.readNBytes(MAX_FIELD), StandardCharsets.UTF_8));
            } else if (!called.get().isBlank() && file.isEmpty()) {
                fileName = called.map(MultipartForm::withoutFolders);
                file = Optional.of(keeper.keep(part));
            }
            part.skipAll();
        }
        return new MultipartForm(Map.copyOf(fields), fileName, file);
    }

    /** Whether a field says yes. */
    boolean says(String field) {
        return fields.getOrDefault(field, "").strip().equalsIgnoreCase("true");
    }

    static String withoutFolders(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        return last.isEmpty() ? "file.gcode" : last.substring(0, Math.min(120, last.length()));
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (head.length() > MAX_HEADER) throw new Malformed("The form's headers are too long.");
            if (header.regionMatches(true, 0, "Content-Disposition:", 0, 20)) head.append(header);
        }
        return head.toString();
    }

    private static Optional<String> find(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); ; next = in.read()) {
            // Behind the last delimiter the line end may be missing.
            if (next < 0 && line.toString(StandardCharsets.US_ASCII).equals("--")) break;
            if (next < 0 || line.size() > MAX_HEADER) throw new Malformed("The form is cut off or malformed.");
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
            if (next < 0) throw new Malformed("The upload was cut off.");
            if (next != delimiter[0]) return next;
            if (matches(1)) {
                ended = true;
                return -1;
            }
            in.read();
            return next;
        }

        /** As much at once as cannot be a delimiter's beginning. */
        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (ended || length == 0) return ended ? -1 : 0;
            in.mark(length);
            int count = in.read(into, offset, length);
            if (count < 0) throw new Malformed("The upload was cut off.");
            int clear = 0;
            while (clear < count && into[offset + clear] != delimiter[0]) clear++;
            if (clear == count) return count;
            in.reset();
            in.skipNBytes(clear);
            if (clear > 0) return clear;
            int next = read();
            if (next < 0) return -1;
            into[offset] = (byte) next;
            return 1;
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
