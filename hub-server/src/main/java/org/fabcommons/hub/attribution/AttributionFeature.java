// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.attribution;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.derivation.Family;
import org.fabcommons.hub.derivation.Verdicts;
import org.fabcommons.hub.design.ArchivePart;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.permission.Permissions;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** Wires this package and gives its public face. */
public final class AttributionFeature {
    private AttributionFeature() {}

    /** What this feature builds on. */
    public record Needs(Designs designs, Family family, Verdicts verdicts, Permissions permissions, Owners owners) {}

    public static Attributions install(
            HubContext hub, Needs needs, List<DesignPanel> panels, List<ArchivePart> archives) {
        var attributions = new Attributions(needs, hub.base());
        hub.register(new AttributionResource(attributions, needs.verdicts(), needs.designs()));
        hub.register(new AttributionApi(attributions, needs.verdicts(), needs.designs()));
        panels.add(new Panel());
        archives.add(new CarriedOver(attributions, needs.designs()));
        return attributions;
    }

    /** The way to the page, with the licence that asks for it. */
    private record Panel() implements DesignPanel {
        @Override
        public Slot slot() {
            return Slot.LICENCE;
        }

        @Override
        public int order() {
            return 15;
        }

        @Override
        public Optional<Part> part(Design design, Viewer viewer) {
            return Optional.of(new Part("/org/fabcommons/hub/attribution/panel.ftl", design));
        }
    }
}
