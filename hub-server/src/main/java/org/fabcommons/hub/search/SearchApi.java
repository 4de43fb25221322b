// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fabcommons.hub.design.DesignJson;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;

/** Search, for programs. */
@Path("/api/v1/designs")
@Produces(MediaType.APPLICATION_JSON)
public final class SearchApi {
    private final Search search;

    SearchApi(Search search) {
        this.search = search;
    }

    /**
     * A design, and how often something was made of it.
     *
     * @param remixes without variants, which are counted apart, and without uses as a part
     */
    record Item(@JsonUnwrapped DesignJson.Brief design, int remixes, int variants) {}

    /**
     * @param next what {@code after} asks for the next page with; missing on the last one
     * @param total how many there are on all pages together
     * @param searched the words looked for, which are others than asked for where those find nothing
     * @param meant words that would find far more
     * @param facets how many have each value; of tags the 40 most frequent
     */
    record Results(
            List<Item> items,
            Optional<String> next,
            int total,
            String searched,
            Optional<String> meant,
            Map<String, Map<String, Integer>> facets) {}

    @GET
    @Operation(
            description = "Designs by words and filters, page by page. Several values of one filter widen it, several"
                    + " filters narrow it. sort: relevance, updated, newest, made, derived or little-seen.")
    @Access(Access.Who.ANYONE)
    @SuppressWarnings("unused")
    public Results search(
            @Context UriInfo address,
            @QueryParam("q") String words,
            @QueryParam("process") List<String> process,
            @QueryParam("material") List<String> material,
            @QueryParam("licence") List<String> licence,
            @QueryParam("open") String open,
            @QueryParam("fits") List<String> fits,
            @QueryParam("language") List<String> language,
            @QueryParam("toolpath") String toolpath,
            @QueryParam("made") String made,
            @QueryParam("tag") List<String> tag,
            @QueryParam("sort") String sort,
            @QueryParam("literally") String literally,
            @QueryParam("after") String after) {
        // The parameters above are for the description; they are read as those of the page are.
        var parameters = address.getQueryParameters();
        Query.unknownOrder(parameters).ifPresent(order -> {
            throw Problem.invalid("sort", "search-order", order, Order.all());
        });
        var found = Busy.orSlow(() -> search.find(Query.of(parameters)));
        Map<String, Map<String, Integer>> facets = new TreeMap<>();
        found.values().forEach((facet, values) -> facets.put(facet.wire(), new TreeMap<>(values)));
        return new Results(
                found.hits().stream()
                        .map(hit -> new Item(
                                DesignJson.Brief.design(hit.design()),
                                hit.row().derived(),
                                hit.row().variants()))
                        .toList(),
                found.next().map(Order.Place::cursor),
                found.total(),
                found.query().text(),
                found.meant().map(Query::text),
                facets);
    }
}
