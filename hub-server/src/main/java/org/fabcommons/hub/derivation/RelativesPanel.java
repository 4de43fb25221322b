// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** What a design was made of and what was made of it, on its page. */
record RelativesPanel(Derivations derivations) implements DesignPanel {
    private static final int SHOWN = 4;

    /** @param count how many remixes there are, of which {@code children} are the newest */
    public record Relatives(Design design, List<Relative> parents, List<Relative> children, int count) {}

    @Override
    public Slot slot() {
        return Slot.SIDE;
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public Optional<Part> part(Design design, Viewer viewer) {
        return Optional.of(new Part(
                "/org/fabcommons/hub/derivation/relatives.ftl",
                new Relatives(
                        design,
                        derivations.parents(design),
                        derivations.children(design, SHOWN),
                        derivations.countChildren(design))));
    }
}
