// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the hub, with the pairing that it goes by. Read by one thread, asked by several. */
final class Linked {
    private static final Logger LOG = LoggerFactory.getLogger(Linked.class);

    /** The hub sends a comment every 15 s; two and a half silent periods mean a dead line. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private final Credentials credentials;
    private final HubClient client;
    private volatile Optional<InputStream> stream = Optional.empty();
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean heard;

    Linked(Credentials credentials, HubClient client) {
        this.credentials = credentials;
        this.client = client;
    }

    InputStream open(InputStream opened) {
        stream = Optional.of(opened);
        heardNanos = System.nanoTime();
        return opened;
    }

    void heard() {
        heardNanos = System.nanoTime();
        heard = true;
    }

    boolean silent() {
        return stream.isPresent() && System.nanoTime() - heardNanos > SILENCE.toNanos();
    }

    /** Lets the reader come back with the end of the stream. */
    void hangUp() {
        stream.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("a stream did not close well", e);
            }
        });
    }

    Credentials credentials() {
        return credentials;
    }

    HubClient client() {
        return client;
    }

    /** Whether the hub's commands come in. */
    boolean isOpen() {
        return stream.isPresent();
    }

    /** Whether anything ever came. */
    boolean wasHeard() {
        return heard;
    }
}
