// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Viewer;

/** Search and the list of designs, which are one page: words, filters, order; every state of it has an address. */
@Path("/designs")
@Produces(MediaType.TEXT_HTML)
public final class SearchResource {
    static final String PAGE = "/designs";

    private final Search search;
    private final Cards cards;
    private final Filters filters;
    private final SavedSearches saved;

    SearchResource(Search search, Cards cards, Filters filters, SavedSearches saved) {
        this.search = search;
        this.cards = cards;
        this.filters = filters;
        this.saved = saved;
    }

    /** A link, and whether it leads to what is shown already. */
    public record Choice(String key, String link, boolean chosen) {}

    /** A field of the form that keeps what was chosen. */
    public record Kept(String name, String value) {}

    /** Words that may have been meant, and where they lead. */
    public record Meant(String words, String link) {}

    /**
     * @param query the words looked for in the end
     * @param asked the words that were written
     * @param unknownOrder an order that was asked for and that there is none of
     * @param literally where what was written is looked for as it is, since other words were taken for it
     * @param instead where nothing was found: what would find something
     * @param first the first page, where this is a later one
     * @param keepable where it can be saved: the address's part after the question mark
     */
    public record SearchPage(
            String query,
            String asked,
            Optional<String> unknownOrder,
            Optional<String> literally,
            Optional<Meant> meant,
            List<DesignCard> cards,
            int total,
            List<Instead> instead,
            List<Filters.Filter> filters,
            List<Filters.Chip> chips,
            List<Kept> kept,
            List<Choice> orders,
            Optional<String> first,
            Optional<String> next,
            String withoutFilters,
            String feed,
            Optional<String> keepable,
            Optional<SavedSearch> saved) {
        /** Whether anything was asked for. */
        public boolean searching() {
            return !asked.isEmpty() || !chips.isEmpty();
        }

        /** Whether any has its place because few have seen it. */
        public boolean fresh() {
            return cards.stream().anyMatch(DesignCard::fresh);
        }
    }

    @GET
    @Access(Access.Who.ANYONE)
    public Page search(@Context Viewer viewer, @Context UriInfo address) {
        var asked = Query.of(address.getQueryParameters());
        var found = Busy.orSlow(() -> search.find(asked));
        var query = found.query();
        var parameters = query.after(Optional.empty()).parameters();
        return Page.of(
                viewer,
                "/org/fabcommons/hub/search/designs.ftl",
                new SearchPage(
                        query.text(),
                        asked.text(),
                        Query.unknownOrder(address.getQueryParameters()),
                        found.corrected() ? Optional.of(asked.asWritten().link(PAGE)) : Optional.empty(),
                        found.meant().map(meant -> new Meant(meant.text(), meant.link(PAGE))),
                        cards.ofHits(found.hits()),
                        found.total(),
                        found.total() == 0 ? Busy.orSlow(() -> Instead.of(query, search)) : List.of(),
                        filters.of(found, viewer),
                        filters.chips(query, viewer),
                        kept(query),
                        orders(query),
                        query.after().map(after -> query.after(Optional.empty()).link(PAGE)),
                        found.next().map(next -> query.after(Optional.of(next)).link(PAGE)),
                        new Query(query.text(), java.util.Map.of(), query.given(), Optional.empty(), false).link(PAGE),
                        query.by(query.usual()).after(Optional.empty()).link("/designs.atom"),
                        query.everything() || viewer.person().isEmpty() ? Optional.empty() : Optional.of(parameters),
                        viewer.person().flatMap(person -> saved.find(person.id(), parameters))));
    }

    private static List<Kept> kept(Query query) {
        List<Kept> kept = new ArrayList<>();
        for (var facet : Facet.values()) for (var value : query.values(facet)) kept.add(new Kept(facet.wire(), value));
        query.given().ifPresent(order -> kept.add(new Kept("sort", order.wire())));
        return kept;
    }

    private static List<Choice> orders(Query query) {
        return Arrays.stream(Order.values())
                .filter(order -> order != Order.RELEVANCE || !query.words().isEmpty())
                .map(order -> new Choice(order.wire(), query.by(order).link(PAGE), order == query.order()))
                .toList();
    }
}
