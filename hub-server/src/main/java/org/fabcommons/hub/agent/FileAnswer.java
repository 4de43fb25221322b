// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file as an answer, whole or from some byte on, so that a broken download can go on where it stopped. */
final class FileAnswer {
    private static final Pattern FROM = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    private FileAnswer() {}

    static Response of(Path file, String tag, String range) throws IOException {
        long size = Files.size(file);
        var wish = FROM.matcher(range == null ? "" : range.strip());
        if (!wish.matches())
            return Response.ok(body(file, 0, size))
                    .header("Accept-Ranges", "bytes")
                    .header("Content-Length", size)
                    .tag(tag)
                    .build();
        long from = Long.parseLong(wish.group(1));
        long to = wish.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(wish.group(2)));
        if (from > to)
            return Response.status(416)
                    .header("Content-Range", "bytes */" + size)
                    .build();
        return Response.status(206)
                .entity(body(file, from, to - from + 1))
                .header("Accept-Ranges", "bytes")
                .header("Content-Range", "bytes " + from + "-" + to + "/" + size)
                .header("Content-Length", to - from + 1)
                .tag(tag)
                .build();
    }

    private static StreamingOutput body(Path file, long from, long count) {
        return out -> {
            try (InputStream in = Files.newInputStream(file)) {
                in.skipNBytes(from);
                var buffer = new byte[64 * 1024];
                for (long left = count; left > 0; ) {
                    int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (read < 0) throw new IOException("the file became shorter: " + file);
                    out.write(buffer, 0, read);
                    left -= read;
                }
            }
        };
    }
}
