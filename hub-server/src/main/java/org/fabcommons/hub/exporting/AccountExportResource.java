// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.exporting;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** All designs of a person to take along, from their account. */
@Path("/account/export.zip")
@Produces("application/zip")
public final class AccountExportResource {
    private static final int MOST_PAGES = 100;

    private final Export export;

    AccountExportResource(Export export) {
        this.export = export;
    }

    @GET
    @Access(Access.Who.PERSON)
    public Response all(@Context Viewer viewer) {
        var designs = mine(viewer);
        if (designs.isEmpty()) throw Problem.badRequest("export-nothing");
        return export.answer(designs, viewer);
    }

    private List<Design> mine(Viewer viewer) {
        List<Design> all = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            var some = export.designs().by(viewer.require().id(), viewer, page).items();
            if (some.isEmpty()) return all;
            all.addAll(some);
        }
        return all;
    }
}
