// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.exporting;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** A design to take along, from its page. */
@Path("/@{owner}/{name}/export.zip")
@Produces("application/zip")
public final class ExportResource {
    private final Export export;

    ExportResource(Export export) {
        this.export = export;
    }

    @GET
    @Access(Access.Who.ANYONE)
    public Response export(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        return export.answer(export.designs().require(viewer, owner, name), viewer);
    }
}
