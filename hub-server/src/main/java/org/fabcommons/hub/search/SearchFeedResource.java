// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.release.FeedResource;
import org.fabcommons.hub.release.Feeds;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** The feed of a search, filters included: the designs it finds, those that changed last first. */
@Path("/designs.atom")
public final class SearchFeedResource {
    private static final int ENTRIES = 24;

    private final Search search;
    private final Feeds feeds;

    SearchFeedResource(Search search, Feeds feeds) {
        this.search = search;
        this.feeds = feeds;
    }

    @GET
    @Produces(FeedResource.TYPE)
    @Access(Access.Who.ANYONE)
    public Response search(@Context Viewer viewer, @Context Request request, @Context UriInfo address) {
        var given = Query.of(address.getQueryParameters());
        // Whatever the page's order: a reader wants to hear of what is new.
        var query = new Query(given.text(), given.chosen(), Optional.empty(), Optional.empty(), false);
        var found = Busy.orSlow(() -> search.best(query.by(Order.UPDATED), ENTRIES));
        List<String> wanted = new ArrayList<>();
        if (!query.text().isEmpty()) wanted.add(query.text());
        for (var facet : Facet.values())
            wanted.addAll(query.values(facet).stream()
                    .map(value -> facet.flag() ? viewer.text("search." + facet.wire()) : value)
                    .toList());
        return FeedResource.answer(
                feeds.list(
                        // A URN has no place for a question mark.
                        "urn:fabcommons:search:" + query.link("").replaceFirst("^\\?|^$", "for:"),
                        wanted.isEmpty()
                                ? viewer.text("release.feed.all")
                                : viewer.text("release.feed.search", String.join(" · ", wanted)),
                        query.link("/designs.atom"),
                        query.link("/designs"),
                        found.stream().map(Hit::design).toList()),
                request);
    }
}
