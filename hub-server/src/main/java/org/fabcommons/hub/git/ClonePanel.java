// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** Tells on a design's page how to clone it. */
record ClonePanel(Doors doors) implements DesignPanel {
    /**
     * @param action where the form goes
     * @param writable whether the viewer may push
     * @param maintained whether they may say what a push may do
     */
    public record Clone(String address, String action, boolean writable, boolean maintained, boolean rewritable) {}

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
        var rights = doors.faces().designs().rights();
        boolean maintained = rights.mayMaintain(design, viewer);
        return Optional.of(new Part(
                "/org/fabcommons/hub/git/clone.ftl",
                new Clone(
                        doors.cloneAddress(design),
                        design.path() + "/git",
                        rights.mayWrite(design, viewer),
                        maintained,
                        maintained && rewritable(design))));
    }

    private boolean rewritable(Design design) {
        try {
            return doors.rooms().vault().rewritable(design.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
