// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.Optional;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** A section that a later feature brings to a design's page. */
public interface DesignPanel {
    /** Where on the page. */
    enum Slot {
        /** Beside the title: what can be done with the design. */
        ACTIONS,
        /** In the card of the licence: what follows from it. */
        LICENCE,
        /** The narrow column: facts. */
        SIDE,
        /** The wide column, below the files. */
        MAIN,
        /** On the page that makes a revision, above its button: what to know before it is published. */
        BEFORE_PUBLISHING
    }

    Slot slot();

    /** Lower comes first. */
    int order();

    /** The section, or nothing where there is nothing to say. */
    Optional<Part> part(Design design, Viewer viewer);

    /**
     * The same where a revision is looked at that may be an earlier one; most have nothing else to say there.
     *
     * @param revision a full id
     */
    default Optional<Part> part(Design design, String revision, Viewer viewer) {
        return part(design, viewer);
    }
}
