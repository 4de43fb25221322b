// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Viewer;

/** The switch on a machine's page by which a manager lets its queue go on by itself. */
@Path("/machines/{id}/going-on")
@Produces(MediaType.TEXT_HTML)
public final class GoingOnResource {
    private final GoingOn goingOn;
    private final Machines machines;

    GoingOnResource(GoingOn goingOn, Machines machines) {
        this.goingOn = goingOn;
        this.machines = machines;
    }

    @POST
    @Access(Access.Who.PERSON)
    public Response change(@Context Viewer viewer, @PathParam("id") String id, @FormParam("goesOn") String goesOn) {
        goingOn.change(machines.requireVisible(id, viewer), viewer.require(), "yes".equals(goesOn));
        return Answers.seeOther("/machines/" + id);
    }
}
