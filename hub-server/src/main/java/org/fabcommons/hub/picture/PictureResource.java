// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Download;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The pictures themselves, for those who may see the job. */
@Path("/jobs/{id}/pictures")
public final class PictureResource {
    private static final String TYPE = "image/jpeg";

    private final Pictures pictures;
    private final Blobs blobs;

    PictureResource(Pictures pictures, Blobs blobs) {
        this.pictures = pictures;
        this.blobs = blobs;
    }

    @GET
    @Path("/live")
    @Access(Access.Who.PERSON)
    public Response live(
            @Context Viewer viewer,
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("id") String id) {
        var live = pictures.live(id, viewer).orElseThrow(Problem::notFound);
        return new Download(
                        id + ".jpg",
                        live.jpeg().length,
                        Long.toString(live.takenAt()),
                        TYPE,
                        true,
                        () -> new ByteArrayInputStream(live.jpeg()))
                .answer(request, headers);
    }

    @GET
    @Path("/{at: \\d{1,15}}")
    @Access(Access.Who.PERSON)
    public Response kept(
            @Context Viewer viewer,
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            @PathParam("at") long at)
            throws IOException {
        var picture = pictures.require(id, at, viewer);
        var file = blobs.find(picture.sha256()).orElseThrow(Problem::notFound);
        return new Download(
                        id + "-" + picture.moment() + ".jpg",
                        Files.size(file),
                        picture.sha256(),
                        TYPE,
                        true,
                        () -> Files.newInputStream(file))
                .answer(request, headers);
    }
}
