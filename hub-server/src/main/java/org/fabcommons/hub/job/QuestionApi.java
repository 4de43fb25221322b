// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** What a lab's policy asks about a job, answered by programs. */
@Path("/api/v1/jobs/{id}/question")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class QuestionApi {
    private final Deciding deciding;
    private final JobViews views;

    QuestionApi(Deciding deciding, JobViews views) {
        this.deciding = deciding;
        this.views = views;
    }

    /** @param why in one's own words; needed for a refusal */
    record Said(String why) {}

    @POST
    @Path("/allow")
    @Access(Access.Who.PERSON)
    @Operation(
            description = "A manager of the lab allows, once and within twelve hours, what the lab's policy asks about"
                    + " in the job's file.")
    public Response allow(@Context Viewer viewer, @PathParam("id") String id, @NotNull Said said) {
        return Response.ok(views.of(deciding.allow(id, viewer, said.why()), viewer))
                .build();
    }

    @POST
    @Path("/refuse")
    @Access(Access.Who.PERSON)
    @Operation(description = "A manager of the lab refuses it, with a reason: the job is cancelled.")
    public Response refuse(@Context Viewer viewer, @PathParam("id") String id, @NotNull Said said) {
        return Response.ok(views.of(deciding.refuse(id, viewer, said.why()), viewer))
                .build();
    }
}
