// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Download;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The film of a job, for those who may see the job. */
@Path("/jobs/{id}/time-lapse.mp4")
public final class FilmResource {
    private final Pictures pictures;
    private final Blobs blobs;

    FilmResource(Pictures pictures, Blobs blobs) {
        this.pictures = pictures;
        this.blobs = blobs;
    }

    @GET
    @Access(Access.Who.PERSON)
    public Response film(
            @Context Viewer viewer, @Context Request request, @Context HttpHeaders headers, @PathParam("id") String id)
            throws IOException {
        var film = pictures.requireFilm(id, viewer);
        var file = blobs.find(film.sha256()).orElseThrow(Problem::notFound);
        return new Download(
                        id + ".mp4",
                        film.sizeBytes(),
                        film.sha256(),
                        "video/mp4",
                        true,
                        () -> Files.newInputStream(file))
                .answer(request, headers);
    }
}
