// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Your saved searches, for programs. */
@Path("/api/v1/saved-searches")
@Produces(MediaType.APPLICATION_JSON)
public final class SavedSearchApi {
    private final SavedSearches saved;

    SavedSearchApi(SavedSearches saved) {
        this.saved = saved;
    }

    /** @param query as after the question mark of {@code GET /designs} */
    record Wish(String name, String query) {}

    /** @param feed an Atom feed of it, for which nobody needs a token */
    record One(String id, String name, String query, String url, String feed, String createdAt) {
        static One of(SavedSearch it) {
            return new One(
                    it.id(),
                    it.name(),
                    it.query(),
                    it.link(),
                    it.feed(),
                    Instant.ofEpochMilli(it.createdAt()).toString());
        }
    }

    record All(List<One> items) {}

    @GET
    @Operation(description = "Your saved searches, by name; at most 100.")
    @Access(Access.Who.PERSON)
    public All list(@Context Viewer viewer) {
        return new All(saved.of(viewer.require()).stream().map(One::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(description = "Saves a search; one that is saved already gets the new name.")
    @Access(Access.Who.PERSON)
    @ApiResponse(
            responseCode = "201",
            description = "Saved",
            content = @Content(schema = @Schema(implementation = One.class)))
    public Response save(@Context Viewer viewer, @NotNull Wish wish) {
        var one = One.of(saved.save(viewer.require(), wish.name(), wish.query()));
        return Response.created(URI.create("/api/v1/saved-searches/" + one.id()))
                .entity(one)
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Operation(description = "Removes a saved search.")
    @Access(Access.Who.PERSON)
    public void remove(@Context Viewer viewer, @PathParam("id") String id) {
        saved.remove(viewer.require(), id);
    }
}
