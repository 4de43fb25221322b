// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.Curve;

/** How a job went, for programs. */
@Path("/api/v1/jobs/{id}/curve")
@Produces(MediaType.APPLICATION_JSON)
public final class CurveApi {
    private final Jobs jobs;
    private final Curves curves;

    CurveApi(Jobs jobs, Curves curves) {
        this.jobs = jobs;
        this.curves = curves;
    }

    @GET
    @Access(Access.Who.PERSON)
    @Operation(
            description = "How far the job was and how warm its machine, from its start to its end; empty until its"
                    + " agent has told it, which it does with the end.")
    public Response curve(@Context Viewer viewer, @PathParam("id") String id) {
        var job = jobs.requireVisible(id, viewer);
        return Response.ok(curves.of(job.id()).orElse(new Curve(List.of()))).build();
    }
}
