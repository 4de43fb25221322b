// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.link.Detail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that a request brings: as many bytes as it said, or the upload broke off. The server's own stream simply ends
 * when the connection does, and half a toolpath would look like a whole one.
 */
final class Upload extends FilterInputStream {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    /** What stands around a file in a form. Bytes. */
    private static final long AROUND = 64 << 10;

    private static final Duration HEARD_OUT = Duration.ofSeconds(20);
    private static final int CHUNK = 64 << 10;

    /** Bytes that are still to come; unlimited where the request does not say how many there are. */
    private long left;

    private Upload(HttpExchange exchange, long declared) {
        super(exchange.getRequestBody());
        left = declared;
    }

    /**
     * The body of this request.
     *
     * @param most bytes of a file
     * @param free room on the disk, in bytes
     * @throws FileCache.NotFetched when it says beforehand that it is too large, or that there is no room for it
     */
    static Upload of(HttpExchange exchange, long most, long free) throws FileCache.NotFetched {
        if (tooLarge(exchange, most)) throw new FileCache.NotFetched("too-large", Detail.of("more-than", most));
        var said = declared(exchange);
        if (said.isPresent() && said.get() > free) throw new FileCache.NotFetched("disk-full", Detail.of("no-room"));
        return new Upload(exchange, said.orElse(Long.MAX_VALUE));
    }

    /** Whether it says beforehand that it brings more than the largest file, in a form, has. */
    static boolean tooLarge(HttpExchange exchange, long most) {
        return declared(exchange).filter(length -> length > most + AROUND).isPresent();
    }

    /** Whether it is more than a form that somebody fills in. */
    static boolean brings(HttpExchange exchange) {
        return exchange.getRequestHeaders().containsKey("Transfer-Encoding")
                || declared(exchange).filter(length -> length > AROUND).isPresent();
    }

    /**
     * Takes in what is no more than a form, before anything is done: whoever sends half of one keeps nothing but a
     * thread. It is read from memory then.
     */
    static void readSmall(HttpExchange exchange) throws IOException {
        if (brings(exchange)) return;
        var body = exchange.getRequestBody().readNBytes((int) AROUND);
        exchange.setStreams(new ByteArrayInputStream(body), null);
    }

    private static Optional<Long> declared(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Length"))
                .filter(length -> length.matches("[0-9]{1,18}"))
                .map(Long::parseLong);
    }

    /**
     * Reads on for a while after the answer was sent: whoever is cut off while sending sees a connection that broke, and
     * never reads why the file was not taken.
     */
    static void hearOut(HttpExchange exchange) {
        var chunk = new byte[CHUNK];
        long from = System.nanoTime();
        try {
            // The answer first: who stands still, and waits for it, sends nothing more.
            exchange.getResponseBody().flush();
            var body = exchange.getRequestBody();
            while (System.nanoTime() - from < HEARD_OUT.toNanos() && body.read(chunk) >= 0) {
                // Nobody wants these.
            }
        } catch (IOException gone) {
            LOG.debug("whoever sent a file that was not taken has gone, or sends no more", gone);
        }
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        came(next < 0 ? -1 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int count = super.read(into, from, most);
        came(count);
        return count;
    }

    private void came(int count) throws EOFException {
        if (count >= 0) left -= count;
        else if (left > 0 && left < Long.MAX_VALUE / 2) throw new EOFException("the upload broke off");
    }
}
