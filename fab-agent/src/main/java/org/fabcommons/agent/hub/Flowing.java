// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A long answer that may take as long as it flows: where hardly anything more comes it is broken off, and whoever reads is
 * told, instead of waiting for ever.
 */
final class Flowing extends FilterInputStream {
    private static final Logger LOG = LoggerFactory.getLogger(Flowing.class);

    /** Slower than this in each span of patience is standing still: half a kilobyte a second, of a file of megabytes. */
    private static final int LEAST_BYTES = 16 << 10;

    private final Duration patience;
    private final AtomicLong read = new AtomicLong();
    private volatile boolean over;
    private volatile boolean stalled;

    /** @param patience after which there must be more */
    Flowing(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
        lookLater(0);
    }

    private void lookLater(long before) {
        CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> look(before));
    }

    private void look(long before) {
        if (over) return;
        long now = read.get();
        if (now - before >= LEAST_BYTES) {
            lookLater(now);
            return;
        }
        stalled = true;
        try {
            // Which wakes the reader.
            super.close();
        } catch (IOException e) {
            LOG.debug("an answer that stood still did not close well", e);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int count;
        try {
            count = super.read(into, from, most);
        } catch (IOException e) {
            if (!stalled) throw e;
            throw standsStill(e);
        }
        if (count < 0 && stalled) throw standsStill(null);
        if (count < 0) over = true;
        else read.addAndGet(count);
        return count;
    }

    private HttpTimeoutException standsStill(IOException cause) {
        var still = new HttpTimeoutException("the hub's answer stands still after " + read.get() + " bytes");
        still.initCause(cause);
        return still;
    }

    @Override
    public void close() throws IOException {
        over = true;
        super.close();
    }
}
