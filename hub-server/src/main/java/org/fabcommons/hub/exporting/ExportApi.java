// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.exporting;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** A design to take along, for programs. */
@Path("/api/v1/designs/{owner}/{name}/export")
@Produces("application/zip")
public final class ExportApi {
    private final Export export;

    ExportApi(Export export) {
        this.export = export;
    }

    @GET
    @Access(Access.Who.ANYONE)
    @Operation(description = "All of a design as one archive, its history included; any hub imports it.")
    @ApiResponse(responseCode = "200", description = "A zip", content = @Content(mediaType = "application/zip"))
    public Response export(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        return export.answer(export.designs().require(viewer, owner, name), viewer);
    }
}
