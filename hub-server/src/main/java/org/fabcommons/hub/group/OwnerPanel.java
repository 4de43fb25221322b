// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import java.util.Optional;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** A section that a later feature brings to a group's page; shown in the order of the features. */
@FunctionalInterface
public interface OwnerPanel {
    /** @param after where its list goes on, as its own link to the next page says; empty for the beginning */
    Optional<Part> part(Owner owner, Viewer viewer, String after);
}
