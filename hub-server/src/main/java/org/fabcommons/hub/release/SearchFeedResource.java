// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** The feed of a search: the designs it finds, those that changed last first. */
@Path("/designs.atom")
public final class SearchFeedResource {
    private static final int LONGEST_QUERY = 200;

    private final Feeds feeds;

    SearchFeedResource(Feeds feeds) {
        this.feeds = feeds;
    }

    @GET
    @Produces(FeedResource.TYPE)
    @Access(Access.Who.ANYONE)
    public Response search(
            @Context Viewer viewer,
            @Context Request request,
            @QueryParam("q") @DefaultValue("") String words,
            @QueryParam("tag") @DefaultValue("") String tag) {
        var wanted = words.strip().substring(0, Math.min(words.strip().length(), LONGEST_QUERY));
        List<String> parts = new ArrayList<>();
        if (!wanted.isEmpty()) parts.add("q=" + encoded(wanted));
        if (!tag.isBlank()) parts.add("tag=" + encoded(tag.strip()));
        var query = parts.isEmpty() ? "" : "?" + String.join("&", parts);
        return FeedResource.answer(feeds.of(wanted, tag.strip(), query, viewer), request);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
