// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Lets a machine's queue go on by itself, for programs. */
@Path("/api/v1/machines/{id}/going-on")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class GoingOnApi {
    private final GoingOn goingOn;
    private final Machines machines;

    GoingOnApi(GoingOn goingOn, Machines machines) {
        this.goingOn = goingOn;
        this.machines = machines;
    }

    /** @param goesOn whether the queue goes on where a camera sees the machine clear */
    record Wish(boolean goesOn) {}

    @PUT
    @Access(Access.Who.PERSON)
    @Operation(
            description = "Lets the machine's queue go on by itself where its camera sees it clear, or no longer;"
                    + " for managers of its lab.")
    public Response change(@Context Viewer viewer, @PathParam("id") String id, @NotNull Wish wish) {
        goingOn.change(machines.requireVisible(id, viewer), viewer.require(), wish.goesOn());
        return Response.noContent().build();
    }
}
