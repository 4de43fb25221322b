// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import java.util.List;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public face. */
public final class ReleaseFeature {
    private ReleaseFeature() {}

    /** What later features may use. */
    public record Faces(Releases releases, Feeds feeds) {}

    /** @param panels what is shown on a design's page */
    public static Faces install(
            HubContext hub,
            Owners owners,
            DesignFeature.Faces design,
            VaultFeature.Rooms rooms,
            List<DesignPanel> panels) {
        hub.database().mapRecord(Release.class);
        var releases = new Releases(hub, design.designs(), rooms);
        design.publishing().listen(releases);
        var citations = new Citations(hub.base(), design.designs(), releases);
        var feeds = new Feeds(hub.base(), design.designs(), releases, owners);
        hub.register(new ReleaseApi(design.designs(), releases, design.reception()));
        hub.register(new ReleaseResource(design, releases, citations));
        hub.register(new CitationResource(design.designs(), releases, citations));
        hub.register(new FeedResource(design.designs(), feeds));
        hub.register(new OwnerFeedResource(owners, feeds));
        panels.add(new ReleasePanel(releases, design.designs().rights()));
        return new Faces(releases, feeds);
    }
}
