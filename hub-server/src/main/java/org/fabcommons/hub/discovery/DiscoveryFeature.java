// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.discovery;

import java.util.List;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.person.PersonPanel;
import org.fabcommons.hub.web.HubContext;

/** Wires this package; nothing builds on it. */
public final class DiscoveryFeature {
    private DiscoveryFeature() {}

    public static void install(HubContext hub, Designs designs, Labs labs, List<PersonPanel> personPanels) {
        hub.register(new HomeResource(hub, designs, labs));
        hub.register(new DesignListResource(designs));
        personPanels.add(new DesignsOfPerson(designs));
    }
}
