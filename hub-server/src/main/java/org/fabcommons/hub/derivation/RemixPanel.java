// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** The way to a remix of one's own. */
record RemixPanel() implements DesignPanel {
    @Override
    public Slot slot() {
        return Slot.ACTIONS;
    }

    @Override
    public int order() {
        return 20;
    }

    /** @param revision the one looked at, where it is an earlier one */
    public record Way(Design design, Optional<String> revision) {}

    @Override
    public Optional<Part> part(Design design, Viewer viewer) {
        return part(design, design.headRevision(), viewer);
    }

    /** Whoever looks at an earlier revision remixes that one. */
    @Override
    public Optional<Part> part(Design design, String revision, Viewer viewer) {
        var earlier = Optional.of(revision).filter(id -> !id.equals(design.headRevision()));
        return Optional.of(new Part("/org/fabcommons/hub/derivation/remix-action.ftl", new Way(design, earlier)));
    }
}
