// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import java.net.URI;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.design.Rights;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** Tells on a design's page how to clone it. */
record ClonePanel(URI base, Rights rights) implements DesignPanel {
    /** @param mine whether the viewer may push */
    public record Clone(String address, boolean mine) {}

    @Override
    public Slot slot() {
        return Slot.SIDE;
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public Optional<Part> part(Design design, Viewer viewer) {
        return Optional.of(new Part(
                "/org/fabcommons/hub/git/clone.ftl",
                new Clone(base + "/" + design.fullName() + ".git", rights.mayWrite(design, viewer))));
    }
}
