// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The page of whoever has a handle: a group's own, or the way to a person's. */
@Path("/@{owner}")
@Produces(MediaType.TEXT_HTML)
public final class OwnerResource {
    private final Groups groups;
    private final Owners owners;
    private final GroupPages pages;

    OwnerResource(Groups groups, Owners owners, GroupPages pages) {
        this.groups = groups;
        this.owners = owners;
        this.pages = pages;
    }

    @GET
    @Access(Access.Who.ANYONE)
    public Response owner(
            @Context Viewer viewer,
            @PathParam("owner") String handle,
            @QueryParam("after") @DefaultValue("") String after) {
        var owner = owners.find(handle).orElseThrow(Problem::notFound);
        if (!owner.group()) return Answers.seeOther(owner.path());
        return Response.ok(pages.of(groups.require(owner.handle()), viewer, after))
                .build();
    }
}
