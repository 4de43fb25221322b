// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** How a job went, on its page. */
record CurvePanel(Curves curves) implements JobPanel {
    @Override
    public Optional<Part> part(Job job, Viewer viewer) {
        return curves.of(job.id())
                .filter(curve -> curve.moments().size() > 1)
                .map(curve -> new Part("/org/fabcommons/hub/job/job-curve.ftl", new CurvePlot(curve.moments())));
    }
}
