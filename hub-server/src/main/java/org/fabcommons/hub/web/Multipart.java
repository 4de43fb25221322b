// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A form with files, read part by part as it arrives, so that a large file is written once, where it belongs, and
 * refused as soon as it is too much. Names are UTF-8. Sources: RFC 7578, RFC 2046 section 5.1, and the WHATWG form
 * submission algorithm for how browsers escape names.
 */
public final class Multipart {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final Pattern ESCAPED = Pattern.compile("%0[DdAa]|%22");

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private boolean over;
    private Optional<Part> current = Optional.empty();

    private Multipart(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // The first delimiter needs no line before it.
        buffer[0] = '\r';
        buffer[1] = '\n';
        end = 2;
    }

    /** @throws Problem UNSUPPORTED where the request is no such form */
    public static Multipart of(InputStream in, MediaType type) {
        var boundary = type == null ? null : type.getParameters().get("boundary");
        if (boundary == null
                || boundary.isEmpty()
                || boundary.length() > 70
                || !type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE))
            throw Problem.of(Problem.Kind.UNSUPPORTED, "multipart-needed");
        return new Multipart(in, boundary);
    }

    /**
     * The next part; what was not read of the one before is skipped.
     *
     * @throws Problem BAD_REQUEST where the form is broken or ends too early
     */
    public Optional<Part> next() throws IOException {
        if (over) return Optional.empty();
        if (current.isPresent()) current.get().content.skipRest();
        else new Content().skipRest();
        int first = read();
        int second = read();
        if (first == '-' && second == '-') {
            over = true;
            return Optional.empty();
        }
        while (first == ' ' || first == '\t') {
            first = second;
            second = read();
        }
        if (first != '\r' || second != '\n') throw broken();
        current = Optional.of(part());
        return current;
    }

    private Part part() throws IOException {
        Optional<String> disposition = Optional.empty();
        int left = MAX_HEADER_BYTES;
        for (var line = line(left); !line.isEmpty(); line = line(left)) {
            left -= line.length() + 2;
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase("content-disposition"))
                disposition = Optional.of(line.substring(colon + 1));
        }
        // A part without content begins with the delimiter itself: give back the line's end that belongs to it.
        at -= 2;
        buffer[at] = '\r';
        buffer[at + 1] = '\n';
        var words = disposition.orElseThrow(Multipart::broken);
        return new Part(parameter(words, "name").orElseThrow(Multipart::broken), filename(words), new Content());
    }

    private String line(int most) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = read(); b != '\n'; b = read()) {
            if (bytes.size() >= most) throw broken();
            bytes.write(b);
        }
        var line = bytes.toString(StandardCharsets.UTF_8);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static Optional<String> filename(String disposition) {
        var extended = parameter(disposition, "filename*");
        if (extended.isPresent() && extended.get().toLowerCase(Locale.ROOT).startsWith("utf-8''")) {
            try {
                // The form's own decoder would take a plus for a space.
                var encoded = extended.get().substring(7).replace("+", "%2B");
                return Optional.of(java.net.URLDecoder.decode(encoded, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException notEncoded) {
                throw broken();
            }
        }
        return parameter(disposition, "filename");
    }

    private static Optional<String> parameter(String disposition, String name) {
        var form = Pattern.compile(
                "(?i);\\s*" + Pattern.quote(name) + "\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s\"]*))");
        var match = form.matcher(disposition);
        if (!match.find()) return Optional.empty();
        if (match.group(1) == null) return Optional.of(match.group(2));
        var quoted = match.group(1).replaceAll("\\\\([\"\\\\])", "$1");
        return Optional.of(
                ESCAPED.matcher(quoted).replaceAll(escape -> escape.group().equals("%22") ? "\"" : " "));
    }

    /** One byte of the frame; within the frame the request must not end. */
    private int read() throws IOException {
        if (at == end && !fill()) throw broken();
        return buffer[at++] & 0xff;
    }

    /** Moves what is left to the front and reads more behind it; false at the end of the request. */
    private boolean fill() throws IOException {
        // Two bytes stay free in front, so that a line's end can be given back.
        System.arraycopy(buffer, at, buffer, 2, end - at);
        end = 2 + end - at;
        at = 2;
        int count = in.read(buffer, end, buffer.length - end);
        if (count > 0) end += count;
        return count > 0;
    }

    private static Problem broken() {
        return Problem.badRequest("multipart-broken");
    }

    /** A field or a file of the form. */
    public static final class Part {
        private final String name;
        private final Optional<String> filename;
        private final Content content;

        private Part(String name, Optional<String> filename, Content content) {
            this.name = name;
            this.filename = filename;
            this.content = content;
        }

        public String name() {
            return name;
        }

        /** The file's name as it was given; a field has none, a file field left empty an empty one. */
        public Optional<String> filename() {
            return filename;
        }

        /** The content, until the next part is asked for. */
        public InputStream content() {
            return content;
        }

        /**
         * The content as text.
         *
         * @throws Problem TOO_LARGE
         */
        public String text(int maxBytes) throws IOException {
            var bytes = content.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) throw Problem.of(Problem.Kind.TOO_LARGE, "http-413");
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** What stands between two delimiters. */
    private final class Content extends InputStream {
        private boolean fresh = true;
        private boolean done;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (done) return -1;
            if (most == 0) return 0;
            if (fresh) begin();
            while (true) {
                int found = delimiterAt();
                if (found == at) {
                    at += delimiter.length;
                    done = true;
                    return -1;
                }
                // Without a delimiter, the last bytes may be the beginning of one.
                int safe = found > at ? found : end - delimiter.length + 1;
                if (safe > at) {
                    int count = Math.min(most, safe - at);
                    System.arraycopy(buffer, at, into, from, count);
                    at += count;
                    return count;
                }
                if (!fill()) throw broken();
            }
        }

        /** The line's end that was given back belongs to the delimiter, or to nobody. */
        private void begin() throws IOException {
            fresh = false;
            while (end - at < delimiter.length) if (!fill()) throw broken();
            if (delimiterAt() != at) at += 2;
        }

        private int delimiterAt() {
            for (int i = at; i <= end - delimiter.length; i++) {
                if (buffer[i] != '\r') continue;
                int matched = 1;
                while (matched < delimiter.length && buffer[i + matched] == delimiter[matched]) matched++;
                if (matched == delimiter.length) return i;
            }
            return -1;
        }

        void skipRest() throws IOException {
            var bin = new byte[BUFFER_BYTES];
            while (read(bin, 0, bin.length) >= 0) {
                // Nobody wants it.
            }
        }
    }
}
