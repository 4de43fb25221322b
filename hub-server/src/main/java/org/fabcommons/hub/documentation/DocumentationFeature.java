// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.fabcommons.hub.derivation.Derivations;
import org.fabcommons.hub.derivation.Family;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.release.Releases;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** Wires this package. */
public final class DocumentationFeature {
    private DocumentationFeature() {}

    /** What this package uses of others. */
    public record Needs(
            DesignFeature.Faces design,
            Owners owners,
            Derivations derivations,
            Family family,
            Releases releases,
            Blobs blobs) {}

    /** @return of how many designs the documentation could not be read so far */
    public static IntSupplier install(HubContext hub, Needs needs, List<DesignPanel> panels) {
        var designs = needs.design().designs();
        var releases = needs.releases();
        var archives = needs.design().archiveParts();
        var saving = new Saving(designs, needs.design().publishing(), needs.blobs());
        var lineage = new Lineage(needs.family(), hub.base());
        var documentation = new Documentation(designs, releases, lineage, hub.base());
        hub.register(new ManifestApi(documentation, designs));
        var bills = new Bills(hub.database(), designs, documentation, saving);
        needs.design().publishing().listen(bills);
        needs.design().publishing().listen(new FromFiles(designs, needs.derivations(), bills));
        var unread = new UnreadBills(hub.database(), hub.clock(), designs, bills);
        hub.every(Duration.ofSeconds(2), "reading bills of materials", unread::round);
        hub.register(new BillEditor(bills, documentation, needs, saving));
        hub.register(new BillApi(bills, designs));
        var assemblies = new Assemblies(designs, documentation, bills, saving);
        var manifests = new Manifests(documentation, lineage, designs, bills, assemblies);
        hub.register(new ManifestResource(documentation, designs, manifests));
        hub.register(new BillResource(bills, assemblies, designs, hub.base()));
        hub.register(new AssemblyResource(assemblies, bills, designs, hub.base()));
        hub.register(new AssemblyEditor(assemblies, documentation, needs, saving));
        hub.register(new ManifestEditor(documentation, designs, saving));
        panels.add(new Panel(lineage, bills, needs.owners()));
        archives.add(manifests);
        return unread::count;
    }

    /** @param data JSON-LD */
    public record Way(Design design, int parts, String data) {}

    /** The way to the page, and what search engines read. */
    private record Panel(Lineage lineage, Bills bills, Owners owners) implements DesignPanel {
        @Override
        public Slot slot() {
            return Slot.SIDE;
        }

        @Override
        public int order() {
            return 16;
        }

        @Override
        public Optional<Part> part(Design design, Viewer viewer) {
            int count = bills.count(design);
            var parts = count == 0 ? List.<Design>of() : bills.used(design);
            return owners.byId(design.ownerId())
                    .map(owner -> new Part(
                            "/org/fabcommons/hub/documentation/panel.ftl",
                            new Way(design, count, StructuredData.of(design, owner, parts, lineage, viewer))));
        }
    }
}
