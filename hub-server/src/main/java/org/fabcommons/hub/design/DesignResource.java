// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.web.Access;

/** A design's pages. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class DesignResource {
    private final Designs designs;

    DesignResource(Designs designs) {
        this.designs = designs;
    }

    @GET
    @Path("/files/{revision}/{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Access(Access.Who.ANYONE)
    public Response file(
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("revision") String revision,
            @PathParam("path") String path,
            @QueryParam("save") String save) {
        return FileAnswer.of(designs, designs.require(owner, name), revision, path, save != null)
                .answer(request, headers);
    }
}
