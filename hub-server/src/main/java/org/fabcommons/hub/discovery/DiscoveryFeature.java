// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.discovery;

import java.util.List;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.evidence.Makes;
import org.fabcommons.hub.group.OwnerPanel;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.person.PersonPanel;
import org.fabcommons.hub.search.Cards;
import org.fabcommons.hub.web.HubContext;

/** Wires this package; nothing builds on it. */
public final class DiscoveryFeature {
    private DiscoveryFeature() {}

    public static void install(
            HubContext hub,
            Designs designs,
            Cards cards,
            Labs labs,
            Makes makes,
            List<PersonPanel> personPanels,
            List<OwnerPanel> ownerPanels) {
        hub.register(new HomeResource(hub, designs, cards, labs, makes));
        var ofOwner = new DesignsOfOwner(designs, cards);
        personPanels.add(ofOwner::part);
        ownerPanels.add(ofOwner::part);
    }
}
