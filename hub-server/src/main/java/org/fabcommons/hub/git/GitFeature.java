// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import java.time.Duration;
import java.util.List;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;

/** Wires this package. */
public final class GitFeature {
    private GitFeature() {}

    /**
     * @param maxFileBytes how large one file may be
     * @param panels gets the box that tells how to clone
     */
    public static void install(
            HubContext hub,
            DesignFeature.Faces design,
            VaultFeature.Rooms rooms,
            long maxFileBytes,
            List<DesignPanel> panels) {
        hub.database().mapRecord(Lock.class);
        var files = new LargeFiles(hub, rooms, maxFileBytes);
        var locks = new Locks(hub);
        var doors = Doors.of(design, rooms, hub, files);
        design.publishing().listen(locks);
        hub.register(new GitResource(doors));
        hub.register(new PageAddressResource());
        hub.register(new RewritingApi(doors));
        hub.register(new RewritingResource(doors));
        hub.register(new LfsResource(doors, files));
        hub.register(new LocksResource(doors, locks));
        hub.every(Duration.ofHours(1), "forgetting git-lfs uploads without a push", files::forget);
        panels.add(new ClonePanel(doors));
    }
}
