// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.job.Jobs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** The pictures of a job, told to programs and live pages. */
@Path("/api/v1/jobs/{id}/pictures")
@Produces(MediaType.APPLICATION_JSON)
public final class PictureApi {
    private final Pictures pictures;
    private final Jobs jobs;

    PictureApi(Pictures pictures, Jobs jobs) {
        this.pictures = pictures;
        this.jobs = jobs;
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record LiveNow(Instant takenAt, String picture, Optional<String> notice) {}

    record Kept(String moment, Instant takenAt, String picture) {}

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record PictureList(Optional<LiveNow> live, List<Kept> items, Optional<String> timeLapse) {}

    @GET
    @Access(Access.Who.PERSON)
    @Operation(description = "What a camera sees of a job now, and saw at its start, pauses and end.")
    public Response list(@Context Viewer viewer, @PathParam("id") String id) {
        var job = jobs.requireVisible(id, viewer);
        return Response.ok(new PictureList(
                        pictures.liveOf(job)
                                .map(live -> new LiveNow(
                                        Instant.ofEpochMilli(live.takenAt()),
                                        "/jobs/" + id + "/pictures/live?at=" + live.takenAt(),
                                        live.notice())),
                        pictures.of(id).stream()
                                .map(kept -> new Kept(kept.moment(), Instant.ofEpochMilli(kept.takenAt()), kept.href()))
                                .toList(),
                        pictures.film(id).map(JobFilm::href)))
                .build();
    }
}
