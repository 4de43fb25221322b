// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.upload;

import java.util.Optional;
import org.fabcommons.hub.vault.Blob;

/**
 * A file that arrives piece by piece.
 *
 * @param person the id of whose it is
 * @param name as its sender calls it; may be empty
 * @param sha256 of the whole file; empty until all of it has arrived
 * @param expiresAt UTC epoch milliseconds
 */
public record ResumableUpload(
        String id,
        String person,
        String name,
        long sizeBytes,
        Optional<String> sha256,
        long createdAt,
        long expiresAt) {
    /** What it is in the blob store, once it is whole. */
    public Optional<Blob> blob() {
        return sha256.map(known -> new Blob(known, sizeBytes));
    }
}
