// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** Remixes and ancestry, for programs. */
@Path("/api/v1/designs/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
public final class DerivationApi {
    private static final String KINDS = "remix (where it is missing), improvement, port, translation, variant or part";

    private final Derivations derivations;
    private final Family family;
    private final Designs designs;

    DerivationApi(Derivations derivations, Family family, Designs designs) {
        this.derivations = derivations;
        this.family = family;
        this.designs = designs;
    }

    /**
     * @param design {@code owner/name}
     * @param revision the newest where it is missing
     */
    record Ancestor(String design, String revision, @Schema(description = KINDS) String kind, String note) {}

    /** Description and licence are those of the design remixed where they are not given. */
    record NewRemix(
            String name,
            String revision,
            @Schema(description = KINDS + "; the first ancestor is no part") String kind,
            List<Ancestor> also,
            String note,
            String title,
            String summary,
            String licence,
            String documentationLicence,
            String softwareLicence,
            List<String> tags) {}

    /**
     * @param id {@code owner/name}
     * @param gone whether only its credit is left; then it has no newest revision and no address
     */
    record Node(
            String id,
            String owner,
            String name,
            String title,
            String licence,
            boolean gone,
            Optional<String> headRevision,
            Optional<String> url) {
        static Node of(Relation relation) {
            return new Node(
                    relation.fullName(),
                    relation.owner(),
                    relation.fullName().substring(relation.fullName().indexOf('/') + 1),
                    relation.title(),
                    relation.licence(),
                    relation.isGone(),
                    relation.design().map(Design::headRevision),
                    relation.design().map(Design::path));
        }
    }

    /**
     * @param from the ancestor
     * @param to what was made of it
     * @param revision the ancestor's revision
     */
    record Edge(String from, String to, String revision, String kind, String note) {}

    /**
     * @param counts how often something was made of the design itself
     * @param cut whether there is more than is told
     * @param next what {@code after} asks for the next page with; missing on the last one
     */
    record Graph(List<Node> nodes, List<Edge> edges, Counts counts, boolean cut, Optional<Integer> next) {
        static Graph of(Ancestry ancestry, Counts counts) {
            var nodes = ancestry.nodes();
            return new Graph(
                    nodes.values().stream().map(Node::of).toList(),
                    ancestry.edges().stream()
                            .map(edge -> new Edge(
                                    nodes.get(edge.ancestor()).fullName(),
                                    nodes.get(edge.design()).fullName(),
                                    edge.ancestorRevision(),
                                    edge.kind().wire(),
                                    edge.note()))
                            .toList(),
                    counts,
                    ancestry.cut(),
                    ancestry.next().isPresent() ? Optional.of(ancestry.next().getAsInt()) : Optional.empty());
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
        from.add(derivations.origin(
                designs.require(viewer, owner, name),
                Optional.ofNullable(wish.revision()),
                "revision",
                wish.kind(),
                wish.note()));
        var also = wish.also() == null ? List.<Ancestor>of() : wish.also();
        for (int i = 0; i < also.size(); i++) from.add(origin(viewer, also.get(i), "also[" + i + "]."));
        var tags = wish.tags() == null ? List.<String>of() : wish.tags();
        var made = derivations.remix(
                viewer.require(),
                from,
                new Wish(
                        wish.name(),
                        wish.title(),
                        wish.summary(),
                        wish.licence(),
                        tags,
                        new PartLicences(wish.documentationLicence(), wish.softwareLicence())));
        return Response.created(URI.create("/api/v1/designs/" + made.fullName()))
                .entity(Node.of(Relation.of(made)))
                .build();
    }

    /** @param within the path of the object that names it; empty where that is the whole question */
    private Derivations.Origin origin(Viewer viewer, Ancestor ancestor, String within) {
        var given = ancestor == null ? new Ancestor(null, null, null, null) : ancestor;
        if (given.design() == null) throw Problem.invalid(within + "design", "ancestor-missing");
        return derivations.origin(
                designs.requireNamed(viewer, given.design(), within + "design"),
                Optional.ofNullable(given.revision()),
                within + "revision",
                given.kind(),
                given.note());
    }

    @POST
    @Path("/ancestors")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(
            description = "Says that a design of yours is made of another one too, or uses it as a part; what was said"
                    + " of it before is replaced. 409 where the other one goes back to yours.")
    public Node name(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @NotNull Ancestor ancestor) {
        var design = designs.require(viewer, owner, name);
        return Node.of(Relation.of(derivations.name(viewer.require(), design, origin(viewer, ancestor, ""))));
    }

    @DELETE
    @Path("/ancestors/{ancestorOwner}/{ancestorName}")
    @Access(Access.Who.PERSON)
    @Operation(description = "Takes that back. 409 for the one whose files it began with.")
    public void unname(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("ancestorOwner") String ancestorOwner,
            @PathParam("ancestorName") String ancestorName) {
        derivations.unname(viewer.require(), designs.require(viewer, owner, name), ancestorOwner + "/" + ancestorName);
    }

    @GET
    @Path("/derivations")
    @Operation(
            description =
                    "Where a design comes from (direction=ancestors) or what came of it (descendants), as a graph,"
                            + " up to 100 steps, 500 relations a page and 5,000 on all pages. Variants and uses as a part are"
                            + " counted apart.")
    @Access(Access.Who.ANYONE)
    public Graph derivations(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("direction") @DefaultValue("ancestors") String direction,
            @QueryParam("depth") @DefaultValue("3") int depth,
            @QueryParam("after") @DefaultValue("0") int after) {
        var way =
                switch (direction.toLowerCase(Locale.ROOT)) {
                    case "ancestors" -> Ancestry.Direction.ANCESTORS;
                    case "descendants" -> Ancestry.Direction.DESCENDANTS;
                    default -> throw Problem.invalid("direction", "direction-unknown");
                };
        var design = designs.require(viewer, owner, name);
        return Graph.of(family.around(design, way, depth, after, viewer), family.counts(design));
    }
}
