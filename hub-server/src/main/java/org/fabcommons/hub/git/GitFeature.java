// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import java.util.List;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;

/** Wires this package. */
public final class GitFeature {
    private GitFeature() {}

    /** @param panels gets the box that tells how to clone */
    public static void install(
            HubContext hub, DesignFeature.Faces design, VaultFeature.Rooms rooms, List<DesignPanel> panels) {
        var doors = Doors.of(design, rooms, hub.clock());
        hub.register(new GitResource(doors));
        panels.add(new ClonePanel(hub.base(), design.designs().rights()));
    }
}
