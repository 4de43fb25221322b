// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** A section that a later feature brings to a job's page; shown in the order of the features. */
@FunctionalInterface
public interface JobPanel {
    Optional<Part> part(Job job, Viewer viewer);
}
