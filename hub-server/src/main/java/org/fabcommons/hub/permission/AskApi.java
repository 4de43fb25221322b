// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.permission;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Asking for a permission, for programs. */
@Path("/api/v1/designs/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
public final class AskApi {
    private final Permissions permissions;
    private final Designs designs;

    AskApi(Permissions permissions, Designs designs) {
        this.permissions = permissions;
        this.designs = designs;
    }

    /**
     * @param licence under which the derivative shall be published
     * @param words what you want to do
     */
    record Asking(String licence, String words) {}

    @POST
    @Path("/permissions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(description = "Asks the owner to let you publish under a licence what you make of the design.")
    @ApiResponse(
            responseCode = "201",
            description = "Asked",
            content = @Content(schema = @Schema(implementation = PermissionApi.One.class)))
    public Response ask(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @NotNull Asking asking) {
        var asked = permissions.ask(
                viewer.require(), designs.require(viewer, owner, name), asking.licence(), asking.words());
        return Response.created(URI.create("/api/v1/permissions/" + asked.id()))
                .entity(PermissionApi.One.of(asked))
                .build();
    }
}
