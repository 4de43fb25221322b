// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** What a design was made of and what was made of it, on its page. */
record RelativesPanel(Family family) implements DesignPanel {
    private static final int SHOWN = 4;

    /**
     * @param made what it was made of, {@code uses} what it uses as a part
     * @param remixes the newest ones
     * @param mine whether the viewer may take changes over
     */
    public record Relatives(
            Design design,
            List<Relative> made,
            List<Relative> uses,
            List<Relative> remixes,
            Counts counts,
            boolean mine) {}

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
        var parents = family.withNews(family.parents(design, viewer));
        return Optional.of(new Part(
                "/org/fabcommons/hub/derivation/relatives.ftl",
                new Relatives(
                        design,
                        parents.stream()
                                .filter(parent -> parent.edge().kind().derivative())
                                .toList(),
                        parents.stream()
                                .filter(parent -> !parent.edge().kind().derivative())
                                .toList(),
                        family.made(design, Family.Sort.REMIXES, SHOWN, viewer),
                        family.counts(design),
                        family.mayWrite(design, viewer))));
    }
}
