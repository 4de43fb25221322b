// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The button on the lab's page that puts an agent out. */
@Path("/agents/{id}/revoke")
@Produces(MediaType.TEXT_HTML)
public final class UnpairingResource {
    private final Agents agents;
    private final Labs labs;

    UnpairingResource(Agents agents, Labs labs) {
        this.agents = agents;
        this.labs = labs;
    }

    @POST
    @Access(Access.Who.PERSON)
    public Response drop(@Context Viewer viewer, @PathParam("id") String id) {
        var lab = labs.byId(agents.revoke(id, viewer).lab()).orElseThrow(Problem::notFound);
        return Answers.seeOther("/labs/" + lab.handle());
    }
}
