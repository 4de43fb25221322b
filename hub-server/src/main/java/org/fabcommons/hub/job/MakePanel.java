// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** The button that leads from a design to the machines. */
final class MakePanel implements DesignPanel {
    @Override
    public Slot slot() {
        return Slot.ACTIONS;
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public Optional<Part> part(Design design, Viewer viewer) {
        return Optional.of(new Part("/org/fabcommons/hub/job/make-button.ftl", design));
    }
}
