// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Putting an agent out, for programs. */
@Path("/api/v1/agents/{id}")
@Produces(MediaType.APPLICATION_JSON)
public final class UnpairingApi {
    private final Agents agents;

    UnpairingApi(Agents agents) {
        this.agents = agents;
    }

    @DELETE
    @Operation(description = "Revokes an agent; from now on its token opens nothing.")
    @Access(Access.Who.PERSON)
    public Response drop(@Context Viewer viewer, @PathParam("id") String id) {
        agents.revoke(id, viewer);
        return Response.noContent().build();
    }
}
