// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.design.Rights;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** The newest release, how to cite, and the feed, on a design's page. */
record ReleasePanel(Releases releases, Rights rights) implements DesignPanel {
    /** @param count how many there are */
    public record Shown(Design design, Optional<Release> newest, int count, boolean maintained) {}

    @Override
    public Slot slot() {
        return Slot.SIDE;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Part> part(Design design, Viewer viewer) {
        return Optional.of(new Part(
                "/org/fabcommons/hub/release/panel.ftl",
                new Shown(
                        design, releases.newest(design), releases.count(design), rights.mayMaintain(design, viewer))));
    }
}
