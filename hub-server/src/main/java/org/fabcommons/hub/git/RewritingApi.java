// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** How a design is reached with git, and whether its history may be rewritten, for programs. */
@Path("/api/v1/designs/{owner}/{name}/git")
@Produces(MediaType.APPLICATION_JSON)
public final class RewritingApi {
    private final Doors doors;

    RewritingApi(Doors doors) {
        this.doors = doors;
    }

    record Repository(String address, boolean rewritable) {}

    record Wish(@NotNull Boolean rewritable) {}

    @GET
    @Access(Access.Who.ANYONE)
    @Operation(description = "Where to clone it, and whether a push may rewrite published history.")
    public Repository repository(
            @Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name)
            throws IOException {
        var design = doors.faces().designs().require(viewer, owner, name);
        return new Repository(doors.cloneAddress(design), doors.rooms().vault().rewritable(design.id()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(description = "Lets pushes rewrite published history, or forbids it again; for maintainers.")
    public Repository set(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @Valid @NotNull Wish wish)
            throws IOException {
        doors.setRewritable(viewer, owner, name, wish.rewritable());
        return repository(viewer, owner, name);
    }
}
