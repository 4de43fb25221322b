// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.exporting;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** All designs of a person to take along, from their account. */
@Path("/account/export.zip")
@Produces("application/zip")
public final class AccountExportResource {
    private final Export export;

    AccountExportResource(Export export) {
        this.export = export;
    }

    @GET
    @Access(Access.Who.PERSON)
    public Response all(@Context Viewer viewer) {
        var designs = export.designs().allOf(viewer.require().id());
        if (designs.isEmpty()) throw Problem.badRequest("export-nothing");
        return export.answer(designs, viewer);
    }
}
