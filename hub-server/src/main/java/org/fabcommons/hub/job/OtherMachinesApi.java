// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
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

/** Gives a job to another machine, for programs. */
@Path("/api/v1/jobs/{id}/machine")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OtherMachinesApi {
    private final OtherMachines others;
    private final JobViews views;

    OtherMachinesApi(OtherMachines others, JobViews views) {
        this.others = others;
        this.views = views;
    }

    /** @param machine its id */
    record Wish(@NotNull String machine) {}

    @POST
    @Access(Access.Who.PERSON)
    @Operation(
            description =
                    "Gives a job that waits to another machine of its lab on which its file fits; for operators and"
                            + " managers.")
    public Response move(@Context Viewer viewer, @PathParam("id") String id, @Valid @NotNull Wish wish) {
        return Response.ok(views.of(others.move(id, wish.machine(), viewer), viewer))
                .build();
    }
}
