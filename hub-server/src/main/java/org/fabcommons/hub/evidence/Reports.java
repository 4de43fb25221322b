// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.job.Jobs;
import org.fabcommons.hub.picture.Pictures;
import org.fabcommons.hub.web.Viewer;

/** What a person says of a job of the hub's, with those of its pictures that they choose. */
record Reports(Makes makes, Jobs jobs, Pictures pictures, ReportForm form, Choosing choosing) {
    Make take(Viewer viewer, String job, HttpHeaders headers, InputStream body) throws IOException {
        var filled = form.read(headers, body);
        return makes.report(job, filled.report(chosen(viewer, job, filled.pictures())), viewer);
    }

    Make take(Viewer viewer, String job, String outcome, String reason, String notes, List<Long> shown) {
        return makes.report(
                job, new Makes.Report(outcome, reason, notes, Optional.empty(), chosen(viewer, job, shown)), viewer);
    }

    private List<ShownPicture> chosen(Viewer viewer, String job, List<Long> chosen) {
        if (chosen.isEmpty()) return List.of();
        jobs.requireVisible(job, viewer);
        return choosing.of(chosen, pictures.of(job));
    }
}
