// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Takes machines out of service and puts them back, for programs. */
@Path("/api/v1/machines/{id}/service")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AvailabilityApi {
    private final Availability availability;
    private final Machines machines;

    AvailabilityApi(Availability availability, Machines machines) {
        this.availability = availability;
        this.machines = machines;
    }

    /** @param reason why it is out of service, for whoever waits for it */
    record Wish(@NotNull Boolean inService, String reason) {}

    @PUT
    @Access(Access.Who.PERSON)
    @Operation(
            description =
                    "Takes the machine out of service, so that nothing starts on it, or puts it back; for operators"
                            + " and managers of its lab.")
    public Response change(@Context Viewer viewer, @PathParam("id") String id, @Valid @NotNull Wish wish) {
        var machine = machines.requireVisible(id, viewer);
        if (wish.inService()) availability.putBack(machine, viewer.require());
        else availability.takeOut(machine, viewer.require(), wish.reason());
        return Response.noContent().build();
    }
}
