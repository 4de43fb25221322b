// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import java.util.Optional;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** A section that a later feature brings to a person's page; shown in the order of the features. */
@FunctionalInterface
public interface PersonPanel {
    Optional<Part> part(Person person, Viewer viewer);
}
