// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
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

/** A make's picture: public where it is evidence on a design, otherwise for those who may see the job. */
@Path("/evidence/{job}/photo")
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
    @Access(Access.Who.ANYONE)
    public Response photo(
            @Context Viewer viewer, @Context Request request, @Context HttpHeaders headers, @PathParam("job") String id)
            throws IOException {
        var make = makes.byJob(id).orElseThrow(Problem::notFound);
        // Public with a design that the viewer may see; otherwise it is part of the job.
        if (make.design().flatMap(design -> designs.byId(viewer, design)).isEmpty()) jobs.requireVisible(id, viewer);
        var sha256 = make.photoSha256().orElseThrow(Problem::notFound);
        var file = blobs.find(sha256).orElseThrow(Problem::notFound);
        return new Download(id + ".jpg", Files.size(file), sha256, Photo.TYPE, true, () -> Files.newInputStream(file))
                .answer(request, headers);
    }
}
