// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public faces. */
public final class DesignFeature {
    private DesignFeature() {}

    /** What later features may use. */
    public record Faces(Designs designs, Publishing publishing) {}

    /**
     * @param maxFileBytes how large one file may be
     * @param panels what later features show on a design's page; may still grow while the hub is being wired
     */
    public static Faces install(
            HubContext hub, Owners owners, VaultFeature.Rooms rooms, long maxFileBytes, List<DesignPanel> panels) {
        hub.database().mapRecord(DesignRow.class);
        var designs = new Designs(hub.database(), rooms.vault(), new Rights(owners));
        var meshes = new Meshes(hub.database(), rooms.blobs());
        var publishing =
                new Publishing(hub, rooms, owners, designs, new UploadCheck(new ContentCheck(rooms.blobs(), meshes)));
        var reception = new Upload.Reception(rooms, maxFileBytes);
        hub.register(new DesignsApi(designs, publishing));
        hub.register(new DesignApi(designs, publishing, reception));
        hub.register(new PublishResource(publishing, reception));
        hub.register(
                new DesignResource(designs, publishing, new DesignPages(designs, owners, meshes, panels), reception));
        return new Faces(designs, publishing);
    }
}
