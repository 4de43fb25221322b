// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.fabcommons.hub.web.Access;

/**
 * The address of a design's page given to git, as people copy it from their browser: git, and git-lfs after it, are led
 * to the repository. That says nothing of whether there is one.
 */
@Path("/@{owner}/{name:[A-Za-z0-9-]+}{end:([.]git)?}/{door: info/refs|info/lfs/.+}")
public final class PageAddressResource {
    @GET
    @Access(Access.Who.ANYONE)
    @Operation(description = "For git clients that were given the address of a page.")
    public Response fetch(
            @Context UriInfo asked,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("door") String door) {
        return repository(asked, owner, name, door);
    }

    @POST
    @Access(Access.Who.ANYONE)
    @Operation(description = "For git-lfs that was given the address of a page.")
    public Response send(
            @Context UriInfo asked,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("door") String door) {
        return repository(asked, owner, name, door);
    }

    private static Response repository(UriInfo asked, String owner, String name, String door) {
        var there = asked.getBaseUriBuilder()
                .path("{owner}/{name}.git/" + door)
                .replaceQuery(asked.getRequestUri().getRawQuery())
                .build(owner, name);
        // 308: what is sent is sent again.
        return Response.status(308).location(there).build();
    }
}
