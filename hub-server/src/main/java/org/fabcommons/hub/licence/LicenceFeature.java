// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import org.fabcommons.hub.web.HubContext;

/** Wires this package; what is in it needs nothing else. */
public final class LicenceFeature {
    private LicenceFeature() {}

    public static void install(HubContext hub) {
        hub.register(new LicenceApi());
    }
}
