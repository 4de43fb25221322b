// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.model.Models;
import org.fabcommons.hub.person.AccountPanel;
import org.fabcommons.hub.upload.ResumableUploads;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public faces. */
public final class DesignFeature {
    private DesignFeature() {}

    /**
     * What later features may use.
     *
     * @param reception takes uploads, within this hub's limits
     * @param archiveParts what they add to archives; may still grow while the hub is being wired
     */
    public record Faces(
            Designs designs,
            Publishing publishing,
            Adoption adoption,
            Stewardship stewardship,
            DesignModels models,
            Upload.Reception reception,
            List<ArchivePart> archiveParts) {}

    /** Where files are kept, and how large ones arrive. */
    public record Storage(VaultFeature.Rooms rooms, ResumableUploads uploads) {}

    /**
     * @param maxFileBytes how large one file may be
     * @param grace how long a deleted design can be brought back
     */
    public record Limits(long maxFileBytes, Duration grace) {}

    /**
     * @param panels what later features show on a design's page; may still grow while the hub is being wired
     * @param accountPanels what features show on a person's own account page
     */
    public static Faces install(
            HubContext hub,
            Owners owners,
            Storage storage,
            Models known,
            Limits limits,
            List<DesignPanel> panels,
            List<AccountPanel> accountPanels) {
        var rooms = storage.rooms();
        hub.database().mapRecord(DesignRow.class);
        var designs = new Designs(hub.database(), rooms, new Rights(owners));
        var models = new DesignModels(designs, known);
        var listeners = new CopyOnWriteArrayList<DesignListener>();
        var index = new Index(hub.database(), rooms, owners, listeners);
        var check = new UploadCheck(new ContentCheck(rooms.blobs()));
        var pushed = new PushedRevisions(hub, designs, index, check, listeners);
        var publishing = new Publishing(hub, rooms, owners, designs, index, check, pushed, listeners);
        var adoption = new Adoption(hub, rooms, designs, publishing, index, pushed, listeners);
        publishing.listen(models);
        var archiveParts = new CopyOnWriteArrayList<ArchivePart>();
        var reception = new Upload.Reception(rooms, storage.uploads(), limits.maxFileBytes());
        hub.register(new DesignsApi(publishing));
        hub.register(new DesignApi(designs, publishing, reception));
        hub.register(new PublishResource(publishing, reception));
        hub.register(new DesignResource(
                designs, publishing, new DesignPages(designs, owners, models, panels), reception, archiveParts));
        var stewardship = new Stewardship(
                hub, owners, designs, new Standings(hub, rooms, designs, index, listeners), limits.grace());
        hub.register(new FormerAddress(designs));
        hub.register(new StewardshipApi(designs, stewardship));
        hub.register(new TransferApi(stewardship));
        hub.register(new StewardshipResource(designs, stewardship));
        accountPanels.add(new WaitingPanel(stewardship));
        hub.letters(viewer -> stewardship.offersTo(viewer.require()).size());
        hub.every(Duration.ofHours(1), "taking deleted designs away", stewardship::bury);
        hub.register(new ModelsApi(designs, models));
        hub.register(new ModelPictureResource(designs, models));
        hub.register(new ThumbnailResource(designs, models, known.thumbnails()));
        return new Faces(designs, publishing, adoption, stewardship, models, reception, archiveParts);
    }
}
