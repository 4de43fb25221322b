// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away blobs that nothing names any more, and packs repositories. A blob that was sent, or sent again, within the
 * last day is never touched, so what is being published meanwhile is safe: an upload always comes before the revision
 * that names it, and sending a file again makes it new.
 */
public final class Garbage {
    private static final Logger LOG = LoggerFactory.getLogger(Garbage.class);
    /** How long a blob may wait for what will name it. */
    public static final Duration GRACE = Duration.ofDays(1);

    private final Vault vault;
    private final Blobs blobs;
    private final InstantSource clock;
    private final Supplier<Collection<String>> named;

    /** @param named the SHA-256 of every blob that the tables name */
    Garbage(Vault vault, Blobs blobs, InstantSource clock, Supplier<Collection<String>> named) {
        this.vault = vault;
        this.blobs = blobs;
        this.clock = clock;
        this.named = named;
    }

    /** What was taken away. */
    public record Collected(int blobs, long bytes, int repositories) {}

    /** Goes through everything; one at a time. */
    public synchronized Collected collect() throws IOException {
        long before = clock.millis() - GRACE.toMillis();
        Set<String> candidates = new HashSet<>(blobs.olderThan(before));
        int packed = 0;
        for (var id : vault.all()) {
            // A repository that cannot be read is no reason to think that its files are nobody's.
            if (!candidates.isEmpty()) candidates.removeAll(vault.contents(id));
            if (vault.pack(id)) packed++;
        }
        if (!candidates.isEmpty()) candidates.removeAll(named.get());
        int count = 0;
        long bytes = 0;
        for (var sha256 : candidates) {
            long freed = blobs.deleteOlderThan(sha256, before);
            if (freed < 0) continue;
            count++;
            bytes += freed;
        }
        if (count + packed > 0)
            LOG.info("{} unused blobs of {} bytes taken away, {} repositories packed", count, bytes, packed);
        return new Collected(count, bytes, packed);
    }
}
