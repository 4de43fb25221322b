// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Date;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** A design's feed. */
@Path("/@{owner}/{name}")
public final class FeedResource {
    public static final String TYPE = "application/atom+xml";

    private final Designs designs;
    private final Feeds feeds;

    FeedResource(Designs designs, Feeds feeds) {
        this.designs = designs;
        this.feeds = feeds;
    }

    @GET
    @Path("/feed.atom")
    @Produces(TYPE)
    @Access(Access.Who.ANYONE)
    public Response design(
            @Context Viewer viewer,
            @Context Request request,
            @PathParam("owner") String owner,
            @PathParam("name") String name) {
        return answer(feeds.of(designs.require(viewer, owner, name), viewer), request);
    }

    /** A reader that has it already gets nothing but that word. */
    @SuppressWarnings("JavaUtilDate") // What Jakarta REST takes.
    public static Response answer(Feed feed, Request request) {
        var xml = feed.xml();
        var tag = new EntityTag(org.fabcommons.hub.store.Secret.hash(feed.toString()));
        // To the second, as HTTP says it.
        var changed = new Date(feed.changedAt() / 1000 * 1000);
        var unchanged = request.evaluatePreconditions(changed, tag);
        if (unchanged != null) return unchanged.tag(tag).lastModified(changed).build();
        return Response.ok(xml, TYPE)
                .tag(tag)
                .lastModified(changed)
                .header("Cache-Control", "no-cache")
                .build();
    }
}
