// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.job.Job;
import org.fabcommons.hub.job.JobPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** On a job's page: what the camera sees now, and what it saw. */
final class PicturePanel implements JobPanel {
    private final Pictures pictures;

    PicturePanel(Pictures pictures) {
        this.pictures = pictures;
    }

    /** @param live the newest picture's time, UTC epoch milliseconds */
    public record Seen(
            String job,
            boolean underWay,
            Optional<Long> live,
            Optional<String> notice,
            List<JobPicture> kept,
            Optional<JobFilm> film) {}

    @Override
    public Optional<Part> part(Job job, Viewer viewer) {
        var live = pictures.liveOf(job);
        var kept = pictures.of(job.id());
        var film = pictures.film(job.id());
        if (!job.onMachine() && kept.isEmpty() && film.isEmpty()) return Optional.empty();
        return Optional.of(new Part(
                "/org/fabcommons/hub/picture/job-pictures.ftl",
                new Seen(
                        job.id(),
                        job.onMachine(),
                        live.map(Pictures.Live::takenAt),
                        live.flatMap(Pictures.Live::notice),
                        kept,
                        film)));
    }
}
