// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;

/**
 * The files of git-lfs, in the store that all designs share. A design has those of its history, and for a day those
 * that were uploaded for it and wait for their push; that a file is in the store for others gives nobody anything.
 */
final class LargeFiles {
    /** How long an upload waits for its push. */
    static final Duration WAIT = Duration.ofDays(1);
    /** How much may wait for one design. */
    private static final long MAX_WAITING_BYTES = 16_000_000_000L;

    private final HubContext hub;
    private final Rows<LfsStore> rows;
    private final VaultFeature.Rooms rooms;
    private final long maxFileBytes;

    LargeFiles(HubContext hub, VaultFeature.Rooms rooms, long maxFileBytes) {
        this.hub = hub;
        rows = hub.database().rows(LfsStore.class);
        this.rooms = rooms;
        this.maxFileBytes = maxFileBytes;
    }

    /** Whether it was uploaded for this design and is still there. */
    boolean uploaded(Design design, String sha256) {
        long since = hub.clock().millis() - WAIT.toMillis();
        return rows.read(store -> store.uploads(design.id(), sha256, since)) > 0
                && rooms.blobs().find(sha256).isPresent();
    }

    /** The file, where it is in the design's history. */
    Optional<Path> published(Design design, Blob blob) throws IOException {
        return rooms.revisions().points(design.id(), blob) ? rooms.blobs().find(blob.sha256()) : Optional.empty();
    }

    /** Whether the design has it, or has it already waiting. */
    boolean has(Design design, Blob blob) throws IOException {
        return published(design, blob).isPresent() || uploaded(design, blob.sha256());
    }

    /**
     * Before an upload is offered.
     *
     * @throws Problem TOO_LARGE
     */
    void requireRoom(Design design, Blob blob) {
        if (blob.sizeBytes() > maxFileBytes)
            throw Problem.of(Problem.Kind.TOO_LARGE, "file-too-large", maxFileBytes / 1_000_000);
        long since = hub.clock().millis() - WAIT.toMillis();
        if (rows.read(store -> store.waitingBytes(design.id(), since)) + blob.sizeBytes() > MAX_WAITING_BYTES)
            throw Problem.of(Problem.Kind.TOO_LARGE, "lfs-waiting", MAX_WAITING_BYTES / 1_000_000_000);
        rooms.space().require(blob.sizeBytes());
    }

    /**
     * Takes a file.
     *
     * @throws Problem INVALID where it is not what it was said to be, TOO_LARGE, FULL
     */
    void receive(Design design, String sha256, long announced, InputStream in) throws IOException {
        requireRoom(design, new Blob(sha256, Math.max(0, announced)));
        var blob = rooms.blobs().put(in, maxFileBytes);
        if (!blob.sha256().equals(sha256)) throw Problem.invalid("oid", "lfs-content", blob.sha256());
        hub.database().write(handle -> {
            handle.attach(LfsStore.class)
                    .uploaded(design.id(), sha256, blob.sizeBytes(), hub.clock().millis());
            return true;
        });
    }

    /** Forgets uploads whose push never came; long after they count no more, for pushes that began in time. */
    int forget() {
        long before = hub.clock().millis() - 2 * WAIT.toMillis();
        return rows.write(store -> store.forget(before));
    }
}
