// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Wish;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The pages of remixing and ancestry. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class DerivationResource {
    private static final String TEMPLATES = "/org/fabcommons/hub/derivation/";

    private final Derivations derivations;
    private final Designs designs;

    DerivationResource(Derivations derivations, Designs designs) {
        this.derivations = derivations;
        this.designs = designs;
    }

    /**
     * @param licences those that what is made of it may have; none where it must not be remixed
     * @param faults texts by field
     */
    public record RemixPage(
            Design design,
            String revision,
            Wish wish,
            String also,
            String note,
            Optional<Licence> from,
            List<Licence> licences,
            Map<String, String> faults) {}

    /** A design with those beyond it in the same direction. */
    public record Branch(Design design, String revision, String note, List<Branch> further) {}

    public record TreePage(Design design, List<Branch> ancestors, List<Branch> descendants) {}

    @GET
    @Path("/remix")
    @Access(Access.Who.PERSON)
    public Page form(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        var origin = derivations.origin(design, Optional.of(revision));
        var suggested = design.ownerHandle().equals(viewer.require().handle()) ? design.name() + "-2" : design.name();
        return page(
                viewer,
                origin,
                new Wish(suggested, design.title(), design.summary(), design.licence(), List.of()),
                "",
                "",
                Map.of());
    }

    @POST
    @Path("/remix")
    @Access(Access.Who.PERSON)
    public Response remix(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("revision") @DefaultValue(Designs.HEAD) String revision,
            @FormParam("newName") @DefaultValue("") String newName,
            @FormParam("title") @DefaultValue("") String title,
            @FormParam("summary") @DefaultValue("") String summary,
            @FormParam("licence") @DefaultValue("") String licence,
            @FormParam("also") @DefaultValue("") String also,
            @FormParam("note") @DefaultValue("") String note) {
        var origin = derivations.origin(designs.require(viewer, owner, name), Optional.of(revision));
        var wish = new Wish(newName.strip(), title, summary, licence, List.of());
        try {
            List<Derivations.Origin> from = new ArrayList<>();
            from.add(origin);
            for (var other : also.split("[,\\s]+"))
                if (!other.isBlank())
                    from.add(derivations.origin(
                            designs.requireNamed(viewer, other.replaceFirst("^.*@", ""), "also"), Optional.empty()));
            return Answers.seeOther(derivations
                    .remix(viewer.require(), from, new Derivations.RemixWish(wish, note))
                    .path());
        } catch (Problem problem) {
            Map<String, String> faults = new LinkedHashMap<>();
            for (var fault : problem.faults())
                faults.put(
                        fault.field(),
                        viewer.text("problem." + fault.code(), fault.arguments().toArray()));
            if (faults.isEmpty())
                faults.put(
                        "name",
                        viewer.text(
                                "problem." + problem.code(), problem.arguments().toArray()));
            return Response.status(problem.kind().status())
                    .entity(page(viewer, origin, wish, also, note, faults))
                    .build();
        }
    }

    private Page page(
            Viewer viewer, Derivations.Origin origin, Wish wish, String also, String note, Map<String, String> faults) {
        return Page.of(
                viewer,
                TEMPLATES + "remix.ftl",
                new RemixPage(
                        origin.design(),
                        origin.revision(),
                        wish,
                        also,
                        note,
                        Licence.find(designs.licence(origin.design(), origin.revision())),
                        derivations.allowed(List.of(origin)),
                        faults));
    }

    @GET
    @Path("/derivations")
    @Access(Access.Who.ANYONE)
    public Page tree(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        var design = designs.require(viewer, owner, name);
        return Page.of(
                viewer,
                TEMPLATES + "derivations.ftl",
                new TreePage(
                        design,
                        branches(derivations.around(design, Ancestry.Direction.ANCESTORS, 5), design.id(), 5),
                        branches(derivations.around(design, Ancestry.Direction.DESCENDANTS, 5), design.id(), 5)));
    }

    private static List<Branch> branches(Ancestry ancestry, String id, int depth) {
        if (depth == 0) return List.of();
        var up = ancestry.direction() == Ancestry.Direction.ANCESTORS;
        List<Branch> branches = new ArrayList<>();
        for (var edge : ancestry.edges()) {
            var other = up ? edge.ancestor() : edge.design();
            if (!(up ? edge.design() : edge.ancestor()).equals(id)
                    || !ancestry.nodes().containsKey(other)) continue;
            branches.add(new Branch(
                    ancestry.nodes().get(other),
                    edge.ancestorRevision().substring(0, 10),
                    edge.note(),
                    branches(ancestry, other, depth - 1)));
        }
        return branches;
    }
}
