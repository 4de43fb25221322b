// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.exporting;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.derivation.Family;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.person.AccountPanel;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** Wires this package. */
public final class ExportFeature {
    private static final String TEMPLATES = "/org/fabcommons/hub/exporting/";

    private ExportFeature() {}

    /** @param panels get the ways to the archives */
    public static void install(
            HubContext hub,
            DesignFeature.Faces design,
            VaultFeature.Rooms rooms,
            Family family,
            List<DesignPanel> panels,
            List<AccountPanel> accountPanels) {
        var export = Export.of(hub, design, rooms, family);
        hub.register(new ExportResource(export));
        hub.register(new ExportApi(export));
        hub.register(new AccountExportResource(export));
        panels.add(new Panel());
        accountPanels.add(viewer -> Optional.of(new Part(TEMPLATES + "account.ftl", viewer)));
    }

    private record Panel() implements DesignPanel {
        @Override
        public Slot slot() {
            return Slot.SIDE;
        }

        @Override
        public int order() {
            return 61;
        }

        @Override
        public Optional<Part> part(Design design, Viewer viewer) {
            return Optional.of(new Part(TEMPLATES + "panel.ftl", design));
        }
    }
}
