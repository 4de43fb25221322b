// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Wish;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** Remixes and ancestry, for programs. */
@Path("/api/v1/designs/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
public final class DerivationApi {
    private final Derivations derivations;
    private final Designs designs;

    DerivationApi(Derivations derivations, Designs designs) {
        this.derivations = derivations;
        this.designs = designs;
    }

    /** @param design {@code owner/name} */
    record Also(String design, String revision) {}

    /** Description and licence are those of the design remixed where they are not given. */
    record NewRemix(
            String name,
            String revision,
            List<Also> also,
            String note,
            String title,
            String summary,
            String licence,
            List<String> tags) {}

    /** @param id {@code owner/name} */
    record Node(String id, String owner, String name, String title, String licence, String headRevision, String url) {
        static Node of(Design design) {
            return new Node(
                    design.fullName(),
                    design.ownerHandle(),
                    design.name(),
                    design.title(),
                    design.licence(),
                    design.headRevision(),
                    design.path());
        }
    }

    /**
     * @param from the ancestor
     * @param to what was made of it
     * @param revision the ancestor's revision
     */
    record Edge(String from, String to, String revision, String note) {}

    record Graph(List<Node> nodes, List<Edge> edges) {
        static Graph of(Ancestry ancestry) {
            var nodes = ancestry.nodes();
            return new Graph(
                    nodes.values().stream().map(Node::of).toList(),
                    ancestry.edges().stream()
                            .filter(edge -> nodes.containsKey(edge.ancestor()) && nodes.containsKey(edge.design()))
                            .map(edge -> new Edge(
                                    nodes.get(edge.ancestor()).fullName(),
                                    nodes.get(edge.design()).fullName(),
                                    edge.ancestorRevision(),
                                    edge.note()))
                            .toList());
        }
    }

    @POST
    @Path("/remixes")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @ApiResponse(
            responseCode = "201",
            description = "The new design",
            content = @Content(schema = @Schema(implementation = Node.class)))
    @Operation(description = "Makes a new design of yours that begins with this one's files and history.")
    public Response remix(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @NotNull NewRemix wish) {
        List<Derivations.Origin> from = new ArrayList<>();
        from.add(derivations.origin(designs.require(viewer, owner, name), Optional.ofNullable(wish.revision())));
        for (var also : wish.also() == null ? List.<Also>of() : wish.also())
            from.add(derivations.origin(
                    designs.requireNamed(viewer, also.design(), "also"), Optional.ofNullable(also.revision())));
        var tags = wish.tags() == null ? List.<String>of() : wish.tags();
        var made = derivations.remix(
                viewer.require(),
                from,
                new Derivations.RemixWish(
                        new Wish(wish.name(), wish.title(), wish.summary(), wish.licence(), tags), wish.note()));
        return Response.created(URI.create("/api/v1/designs/" + made.fullName()))
                .entity(Node.of(made))
                .build();
    }

    @GET
    @Path("/derivations")
    @Operation(description = "Where a design comes from and what came of it, as a graph.")
    @Access(Access.Who.ANYONE)
    public Graph derivations(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("direction") @DefaultValue("ancestors") String direction,
            @QueryParam("depth") @DefaultValue("3") int depth) {
        var way =
                switch (direction.toLowerCase(Locale.ROOT)) {
                    case "ancestors" -> Ancestry.Direction.ANCESTORS;
                    case "descendants" -> Ancestry.Direction.DESCENDANTS;
                    default -> throw Problem.invalid("direction", "direction-unknown");
                };
        return Graph.of(derivations.around(designs.require(viewer, owner, name), way, depth));
    }
}
