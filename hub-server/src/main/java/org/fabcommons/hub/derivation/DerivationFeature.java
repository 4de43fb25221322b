// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public face. */
public final class DerivationFeature {
    private DerivationFeature() {}

    public static Derivations install(HubContext hub, DesignFeature.Faces design, List<DesignPanel> panels) {
        var derivations = new Derivations(hub.database(), design.designs(), design.publishing());
        design.publishing().listen(derivations);
        hub.register(new DerivationApi(derivations, design.designs()));
        hub.register(new DerivationResource(derivations, design.designs()));
        panels.add(new RemixPanel());
        panels.add(new RelativesPanel(derivations));
        return derivations;
    }
}
