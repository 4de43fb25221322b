// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.nio.file.Path;
import org.fabcommons.hub.web.HubContext;

/** Wires this package. */
public final class VaultFeature {
    private VaultFeature() {}

    /** The rooms of the vault. */
    public record Rooms(
            Vault vault,
            Revisions revisions,
            Blobs blobs,
            DiskSpace space,
            Fetches fetches,
            Pushes pushes,
            Garbage garbage) {}

    /** @param minFreeBytes what stays free of the disk, whatever is uploaded */
    public static Rooms install(HubContext hub, long minFreeBytes) {
        Path data = hub.data();
        var space = new DiskSpace(data, minFreeBytes);
        var blobs = new Blobs(data.resolve("blobs"), space);
        var folder = data.resolve("designs");
        var vault = new Vault(folder, blobs, space);
        return new Rooms(
                vault,
                new Revisions(vault, blobs, space),
                blobs,
                space,
                new Fetches(vault),
                new Pushes(vault, folder.resolve("arriving"), blobs, space),
                new Garbage(vault, blobs, hub.clock(), hub.database()::namedBlobs));
    }
}
