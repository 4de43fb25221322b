// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Viewer;

/** The form on a machine's page that takes it out of service, or puts it back. */
@Path("/machines/{id}/service")
@Produces(MediaType.TEXT_HTML)
public final class AvailabilityResource {
    private final Availability availability;
    private final Machines machines;

    AvailabilityResource(Availability availability, Machines machines) {
        this.availability = availability;
        this.machines = machines;
    }

    @POST
    @Access(Access.Who.PERSON)
    public Response change(
            @Context Viewer viewer,
            @PathParam("id") String id,
            @FormParam("inService") @DefaultValue("") String inService,
            @FormParam("reason") @DefaultValue("") String reason) {
        var machine = machines.requireVisible(id, viewer);
        if (inService.equals("yes")) availability.putBack(machine, viewer.require());
        else availability.takeOut(machine, viewer.require(), reason);
        return Answers.seeOther("/machines/" + id);
    }
}
