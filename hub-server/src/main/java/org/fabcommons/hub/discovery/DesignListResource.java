// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.discovery;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Viewer;

/** The list of designs: words, tags, order, pages; every state of it has an address. */
@Path("/designs")
@Produces(MediaType.TEXT_HTML)
public final class DesignListResource {
    private static final int TAGS = 24;
    private static final int LONGEST_QUERY = 200;

    private final Designs designs;
    private final Cards cards;

    DesignListResource(Designs designs, Cards cards) {
        this.designs = designs;
        this.cards = cards;
    }

    /** A link, and whether it leads to what is shown already. */
    public record Choice(String name, String link, boolean chosen) {}

    /**
     * @param query the words looked for
     * @param tag the tag chosen, or empty
     * @param sort how the list is ordered
     * @param previous the page before, if there is one
     */
    public record DesignListPage(
            String query,
            String tag,
            String sort,
            List<DesignCard> cards,
            long total,
            int page,
            List<Choice> tags,
            List<Choice> sorts,
            Optional<String> previous,
            Optional<String> next) {}

    @GET
    @Access(Access.Who.ANYONE)
    public Page list(
            @Context Viewer viewer,
            @QueryParam("q") @DefaultValue("") String q,
            @QueryParam("tag") @DefaultValue("") String tag,
            @QueryParam("sort") @DefaultValue("") String sort,
            @QueryParam("page") @DefaultValue("1") String page) {
        var query = q.strip().substring(0, Math.min(q.strip().length(), LONGEST_QUERY));
        var order = Designs.Sort.of(sort);
        var found = designs.list(query, tag.strip(), order, number(page));
        return Page.of(
                viewer,
                "/org/fabcommons/hub/discovery/designs.ftl",
                new DesignListPage(
                        query,
                        tag.strip(),
                        name(order),
                        cards.of(found.items()),
                        found.total(),
                        found.page(),
                        tags(query, tag.strip(), order),
                        sorts(query, tag.strip(), order),
                        found.page() > 1
                                ? Optional.of(link(query, tag.strip(), order, found.page() - 1))
                                : Optional.empty(),
                        found.hasNext()
                                ? Optional.of(link(query, tag.strip(), order, found.page() + 1))
                                : Optional.empty()));
    }

    private List<Choice> tags(String query, String chosen, Designs.Sort order) {
        var tags = new ArrayList<>(designs.tags(TAGS));
        if (!chosen.isEmpty() && !tags.contains(chosen)) tags.add(0, chosen);
        // The tag that is chosen leads to the list without it.
        return tags.stream()
                .map(tag -> new Choice(
                        tag,
                        link(query, tag.equalsIgnoreCase(chosen) ? "" : tag, order, 1),
                        tag.equalsIgnoreCase(chosen)))
                .toList();
    }

    private static List<Choice> sorts(String query, String tag, Designs.Sort order) {
        var sorts = new ArrayList<Choice>();
        for (var sort : Designs.Sort.values())
            sorts.add(new Choice(name(sort), link(query, tag, sort, 1), sort == order));
        return List.copyOf(sorts);
    }

    private static String link(String query, String tag, Designs.Sort sort, int page) {
        var parts = new ArrayList<String>();
        if (!query.isEmpty()) parts.add("q=" + encoded(query));
        if (!tag.isEmpty()) parts.add("tag=" + encoded(tag));
        if (sort != Designs.Sort.UPDATED) parts.add("sort=" + name(sort));
        if (page > 1) parts.add("page=" + page);
        return "/designs" + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
    }

    private static String name(Designs.Sort sort) {
        return sort.name().toLowerCase(Locale.ROOT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A page number somebody typed; nonsense is the first page. */
    private static int number(String page) {
        return page.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(page) : 1;
    }
}
