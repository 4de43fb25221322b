// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

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
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Approving a pairing, for programs. */
@Path("/api/v1/pairings/{userCode}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PairingApi {
    private final Pairings pairings;
    private final Labs labs;

    PairingApi(Pairings pairings, Labs labs) {
        this.pairings = pairings;
        this.labs = labs;
    }

    /** @param lab handle of a lab that the person manages; their own handle means their home */
    record Approval(String lab) {}

    @POST
    @Operation(description = "Pairs the agent that shows this code with a lab that one manages.")
    @Access(Access.Who.PERSON)
    public Response approve(
            @Context Viewer viewer, @PathParam("userCode") String userCode, @NotNull Approval approval) {
        pairings.approve(userCode, viewer.require().id(), labs.requireManaged(approval.lab(), viewer.require()));
        return Response.noContent().build();
    }
}
