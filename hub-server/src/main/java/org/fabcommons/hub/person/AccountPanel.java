// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import java.util.Optional;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/**
 * A section that a later feature brings to a person's own account page, such as what waits for their answer; shown above
 * the tokens, in the order of the features.
 */
@FunctionalInterface
public interface AccountPanel {
    Optional<Part> part(Viewer viewer);
}
