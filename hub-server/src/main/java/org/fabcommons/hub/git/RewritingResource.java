// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Viewer;

/** The form on a design's page that says whether its history may be rewritten. */
@Path("/@{owner}/{name}/git")
public final class RewritingResource {
    private final Doors doors;

    RewritingResource(Doors doors) {
        this.doors = doors;
    }

    @POST
    @Access(Access.Who.PERSON)
    @Operation(description = "Lets pushes rewrite published history, or forbids it again.")
    public Response set(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("rewritable") @DefaultValue("") String rewritable)
            throws IOException {
        return Answers.seeOther(
                doors.setRewritable(viewer, owner, name, !rewritable.isEmpty()).path() + "#clone");
    }
}
