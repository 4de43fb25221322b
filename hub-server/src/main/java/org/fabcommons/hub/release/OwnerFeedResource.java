// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The feed of a person or a group. A class of its own, since its address would be a design's otherwise. */
@Path("/@{owner}/feed.atom")
public final class OwnerFeedResource {
    private final Owners owners;
    private final Feeds feeds;

    OwnerFeedResource(Owners owners, Feeds feeds) {
        this.owners = owners;
        this.feeds = feeds;
    }

    @GET
    @Produces(FeedResource.TYPE)
    @Access(Access.Who.ANYONE)
    public Response owner(@Context Viewer viewer, @Context Request request, @PathParam("owner") String handle) {
        var owner = owners.find(handle).orElseThrow(Problem::notFound);
        return FeedResource.answer(feeds.of(owner, viewer), request);
    }
}
