// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** The way to a variant, where the design has a source with parameters. */
record CustomisePanel(Variants variants) implements DesignPanel {
    @Override
    public Slot slot() {
        return Slot.ACTIONS;
    }

    @Override
    public int order() {
        return 15;
    }

    @Override
    public Optional<Part> part(Design design, Viewer viewer) {
        if (!variants.possible() || design.tombstone()) return Optional.empty();
        return variants.parametric(design).isEmpty()
                ? Optional.empty()
                : Optional.of(new Part("/org/fabcommons/hub/parametric/customise-action.ftl", design));
    }
}
