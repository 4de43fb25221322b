// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.job.Jobs;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Download;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** A make's pictures and toolpath: public where it is evidence on a design, otherwise for those who may see the job. */
@Path("/evidence/{job}")
public final class PhotoResource {
    private final Designs designs;
    private final Makes makes;
    private final Jobs jobs;
    private final Blobs blobs;

    PhotoResource(Designs designs, Makes makes, Jobs jobs, Blobs blobs) {
        this.designs = designs;
        this.makes = makes;
        this.jobs = jobs;
        this.blobs = blobs;
    }

    @GET
    @Path("/photo")
    @Access(Access.Who.ANYONE)
    public Response photo(
            @Context Viewer viewer, @Context Request request, @Context HttpHeaders headers, @PathParam("job") String id)
            throws IOException {
        var sha256 = visible(viewer, id).photoSha256().orElseThrow(Problem::notFound);
        return answer(id + ".jpg", sha256, Photo.TYPE, true, request, headers);
    }

    @GET
    @Path("/pictures/{at: \\d{1,15}}")
    @Access(Access.Who.ANYONE)
    public Response picture(
            @Context Viewer viewer,
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("job") String id,
            @PathParam("at") long at)
            throws IOException {
        visible(viewer, id);
        var picture = makes.picture(id, at).orElseThrow(Problem::notFound);
        return answer(id + "-" + at + ".jpg", picture.sha256(), Photo.TYPE, true, request, headers);
    }

    @GET
    @Path("/toolpath")
    @Access(Access.Who.ANYONE)
    public Response toolpath(
            @Context Viewer viewer, @Context Request request, @Context HttpHeaders headers, @PathParam("job") String id)
            throws IOException {
        var make = visible(viewer, id);
        if (!make.attached()) throw Problem.notFound();
        return answer(make.fileName(), make.sha256(), MediaType.APPLICATION_OCTET_STREAM, false, request, headers);
    }

    /** Public with a design that the viewer may see; otherwise it is part of the job. */
    private Make visible(Viewer viewer, String id) {
        var make = makes.byJob(id).orElseThrow(Problem::notFound);
        if (make.design().flatMap(design -> designs.byId(viewer, design)).isEmpty()) jobs.requireVisible(id, viewer);
        return make;
    }

    private Response answer(
            String name, String sha256, String type, boolean inline, Request request, HttpHeaders headers)
            throws IOException {
        var file = blobs.find(sha256).orElseThrow(Problem::notFound);
        return new Download(name, Files.size(file), sha256, type, inline, () -> Files.newInputStream(file))
                .answer(request, headers);
    }
}
