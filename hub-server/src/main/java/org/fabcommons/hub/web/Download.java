// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that somebody else made, served so that it can do no harm here: never as a page of ours, without scripts, under
 * its own name. Knows If-None-Match, Range and If-Range. Sources: RFC 9110 sections 13 and 14, RFC 6266.
 *
 * @param tag changes when the content does
 * @param inline whether a browser may show it instead of saving it
 */
public record Download(String name, long sizeBytes, String tag, String mediaType, boolean inline, Content content) {
    private static final Pattern RANGE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /** Opens the content; it is closed when it has been sent. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    private record Range(long first, long last) {
        long length() {
            return last - first + 1;
        }
    }

    /** The answer to this request. */
    public Response answer(Request request, HttpHeaders headers) {
        var entityTag = new EntityTag(tag);
        var unchanged = request.evaluatePreconditions(entityTag);
        if (unchanged != null) return unchanged.tag(entityTag).build();
        var asked = Optional.ofNullable(headers.getHeaderString("Range"))
                .filter(range -> Optional.ofNullable(headers.getHeaderString("If-Range"))
                        .map(known -> known.equals("\"" + tag + "\""))
                        .orElse(true))
                .map(RANGE::matcher)
                // Several ranges, or another unit: the whole file is a right answer to that.
                .filter(java.util.regex.Matcher::matches)
                .filter(range -> !range.group(1).isEmpty() || !range.group(2).isEmpty());
        if (asked.isEmpty()) return describe(Response.ok(body(new Range(0, sizeBytes - 1))), sizeBytes);
        var range = range(asked.get().group(1), asked.get().group(2));
        if (range.isEmpty())
            return Response.status(416)
                    .header("Content-Range", "bytes */" + sizeBytes)
                    .build();
        var part = range.get();
        return describe(
                Response.status(206)
                        .entity(body(part))
                        .header("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + sizeBytes)
                        // Keeps the server from compressing a part, whose figures are of the plain bytes.
                        .header("Content-Encoding", "identity"),
                part.length());
    }

    private Optional<Range> range(String first, String last) {
        if (first.isEmpty()) {
            long length = Math.min(Long.parseLong(last), sizeBytes);
            return length == 0 ? Optional.empty() : Optional.of(new Range(sizeBytes - length, sizeBytes - 1));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? sizeBytes - 1 : Math.min(Long.parseLong(last), sizeBytes - 1);
        return from > to ? Optional.empty() : Optional.of(new Range(from, to));
    }

    private Response describe(Response.ResponseBuilder response, long length) {
        return response.type(mediaType)
                .tag(new EntityTag(tag))
                .header("Accept-Ranges", "bytes")
                .header("Content-Length", length)
                .header("Content-Disposition", disposition())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .build();
    }

    private String disposition() {
        var plain = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\%;]", "_");
        return (inline ? "inline" : "attachment")
                + "; filename=\"" + plain + "\"; filename*=UTF-8''"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private StreamingOutput body(Range range) {
        return out -> {
            try (var in = content.open()) {
                in.skipNBytes(range.first());
                long left = range.length();
                var chunk = new byte[1 << 16];
                while (left > 0) {
                    int count = in.read(chunk, 0, (int) Math.min(chunk.length, left));
                    if (count < 0) throw new IOException("the file " + name + " is shorter than it was");
                    out.write(chunk, 0, count);
                    left -= count;
                }
            }
        };
    }
}
