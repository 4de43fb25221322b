// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.fabcommons.hub.store.Disk;
import org.fabcommons.hub.vault.Draft;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;

/** Changes what is so of a design beside its content: whose it is, how it is called, who sees it, whether it is left. */
final class Standings {
    private final HubContext hub;
    private final VaultFeature.Rooms rooms;
    private final Designs designs;
    private final Index index;
    private final List<DesignListener> listeners;

    Standings(HubContext hub, VaultFeature.Rooms rooms, Designs designs, Index index, List<DesignListener> listeners) {
        this.hub = hub;
        this.rooms = rooms;
        this.designs = designs;
        this.index = index;
        this.listeners = listeners;
    }

    /**
     * @return the design as it is now
     */
    Design change(Design design, UnaryOperator<Standing> change) {
        var vault = rooms.vault();
        return Disk.io(() -> hub.database().write(handle -> {
            var before = vault.label(design.id());
            var now = Standing.of(before, design.ownerHandle(), design.name());
            vault.setLabel(design.id(), change.apply(now).label());
            try {
                return index.take(handle, design.id());
            } catch (IOException | RuntimeException e) {
                vault.setLabel(design.id(), before);
                throw e;
            }
        }));
    }

    /** Takes a deleted design away for good; of one that something was made of, who made it and what it was stay. */
    void bury(Design design) {
        boolean forgotten = Disk.io(() -> hub.database().write(handle -> {
            // What began from it keeps its history; that is theirs.
            if (listeners.stream().noneMatch(listener -> listener.remembers(design.id()))) {
                handle.attach(DesignStore.class).drop(design.id());
                return true;
            }
            var manifest = designs.manifest(design, design.headRevision()).asTombstone(design);
            var yaml = manifest.toYaml();
            var draft = new Draft(
                    Optional.empty(),
                    design.ownerHandle(),
                    Drafts.mail(design.ownerHandle()),
                    "Deleted; only the credit is left",
                    Map.of(Manifest.PATH, rooms.blobs().put(new ByteArrayInputStream(yaml), yaml.length)),
                    Set.of(),
                    hub.clock().millis());
            var label = Standing.of(rooms.vault().label(design.id()), design.ownerHandle(), design.name());
            rooms.vault().replace(design.id(), draft, label.asTombstone().label());
            index.take(handle, design.id());
            return false;
        }));
        // After a crash before this the next start finds it again, as deleted as it was.
        if (forgotten)
            Disk.io(() -> {
                rooms.vault().delete(design.id());
                return true;
            });
    }
}
