// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public faces. */
public final class GroupFeature {
    private GroupFeature() {}

    public static Owners install(HubContext hub) {
        hub.database().mapRecord(Owner.class);
        return new Owners(hub.database());
    }
}
