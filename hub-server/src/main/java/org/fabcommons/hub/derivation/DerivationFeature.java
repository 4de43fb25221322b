// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.permission.Permissions;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public face. */
public final class DerivationFeature {
    private DerivationFeature() {}

    /** What later features may use. */
    public record Faces(Derivations derivations, Family family, Verdicts verdicts) {}

    public static Faces install(
            HubContext hub,
            DesignFeature.Faces design,
            Permissions permissions,
            Blobs blobs,
            List<DesignPanel> panels) {
        var designs = design.designs();
        var family = new Family(hub.database(), designs);
        var verdicts = new Verdicts(hub.database(), designs, permissions);
        var derivations = new Derivations(hub.database(), designs, design.publishing(), verdicts);
        design.publishing().listen(derivations);
        design.publishing().listen(verdicts);
        hub.register(new DerivationApi(derivations, family, designs));
        hub.register(new RemixResource(derivations, verdicts, designs));
        hub.register(new FamilyResource(family, designs));
        hub.register(new AncestorsResource(derivations, family, designs));
        var comparing = new Comparing(designs, new Shapes(blobs));
        var takeOvers = new TakeOvers(designs, design.publishing(), family, comparing, blobs);
        hub.register(new RevisionResource(comparing, designs));
        hub.register(new TakeOverApi(takeOvers, comparing, designs));
        hub.register(new TakeOverResource(takeOvers, comparing, family, designs));
        var ledgers = new Ledgers(designs, family);
        hub.register(new CreditApi(ledgers, designs));
        hub.register(new CreditResource(ledgers, designs));
        panels.add(new RemixPanel());
        panels.add(new RelativesPanel(family));
        panels.add(new AdvicePanel(verdicts));
        return new Faces(derivations, family, verdicts);
    }
}
