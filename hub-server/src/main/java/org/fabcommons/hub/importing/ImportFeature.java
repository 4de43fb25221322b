// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.release.Releases;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** Wires this package. */
public final class ImportFeature {
    private static final Duration GIT_TIME = Duration.ofMinutes(20);
    private static final long GIT_BYTES = 8_000_000_000L;

    private ImportFeature() {}

    /**
     * @param maxFileBytes how large one file may be
     * @param everywhere whether it may be imported from this computer and private networks
     */
    public static void install(
            HubContext hub,
            DesignFeature.Faces design,
            VaultFeature.Rooms rooms,
            Owners owners,
            Releases releases,
            long maxFileBytes,
            boolean everywhere,
            List<DesignPanel> panels) {
        hub.database().mapRecord(Import.class);
        var imports = new Imports(
                hub, design, rooms, owners, releases, new Work.Limits(maxFileBytes, GIT_BYTES, GIT_TIME, everywhere));
        imports.settle();
        hub.every(Duration.ofHours(1), "taking away imports that nobody published", imports::expire);
        hub.register(new ImportApi(imports, design));
        hub.register(new ImportResource(imports, design));
        panels.add(new Panel(design.designs()));
    }

    /** An ancestor, with where it was when the design came from there. */
    public record Elsewhere(Manifest.Ancestor ancestor, String address) {}

    /** @param ancestors those that are not on this hub */
    public record Origin(String address, List<Elsewhere> ancestors) {}

    /** Tells where an imported design comes from, and where its ancestors are that this hub does not know. */
    private record Panel(Designs designs) implements DesignPanel {
        @Override
        public Slot slot() {
            return Slot.SIDE;
        }

        @Override
        public int order() {
            return 21;
        }

        @Override
        public Optional<Part> part(Design design, Viewer viewer) {
            return designs.origin(design)
                    .map(origin -> new Part("/org/fabcommons/hub/importing/panel.ftl", of(design, origin)));
        }

        private Origin of(Design design, String origin) {
            var hub = origin.replaceAll("^(https?://[^/]+)/.*$", "$1");
            var isHub = origin.startsWith(hub + "/@");
            return new Origin(
                    origin,
                    designs.manifest(design, design.headRevision()).derivedFrom().stream()
                            .filter(ancestor -> designs.byId(ancestor.design()).isEmpty())
                            .map(ancestor -> new Elsewhere(ancestor, isHub ? hub + "/@" + ancestor.fullName() : ""))
                            .toList());
        }
    }
}
