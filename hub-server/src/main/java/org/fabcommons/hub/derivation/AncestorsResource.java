// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The page on which those who may write name what a design is made of and which parts it uses. */
@Path("/@{owner}/{name}/ancestors")
@Produces(MediaType.TEXT_HTML)
public final class AncestorsResource {
    private final Derivations derivations;
    private final Family family;
    private final Designs designs;

    AncestorsResource(Derivations derivations, Family family, Designs designs) {
        this.derivations = derivations;
        this.family = family;
        this.designs = designs;
    }

    /** What the fields hold. */
    public record Given(String ancestor, String revision, String kind, String note) {}

    /** What the page shows; a fault that belongs to no field stands with the first one. */
    public record AncestorsPage(
            Design design, List<Relative> ancestors, List<Kind> kinds, Given given, Map<String, String> faults) {}

    @GET
    @Access(Access.Who.PERSON)
    public Page show(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        return page(viewer, owned(viewer, owner, name), new Given("", "", Kind.PART.wire(), ""), Map.of());
    }

    @POST
    @Access(Access.Who.PERSON)
    public Response name(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("ancestor") @DefaultValue("") String ancestor,
            @FormParam("revision") @DefaultValue("") String revision,
            @FormParam("kind") @DefaultValue("") String kind,
            @FormParam("note") @DefaultValue("") String note) {
        var design = owned(viewer, owner, name);
        try {
            var mention = Mention.of(ancestor);
            var other = designs.requireNamed(viewer, mention.design(), "ancestor");
            var wanted = Optional.of(revision.strip())
                    .filter(text -> !text.isEmpty())
                    .or(mention::revision);
            derivations.name(viewer.require(), design, derivations.origin(other, wanted, "revision", kind, note));
            return Answers.seeOther(design.path() + "/ancestors");
        } catch (Problem problem) {
            return refused(viewer, design, new Given(ancestor, revision, kind, note), problem);
        }
    }

    @POST
    @Path("/remove")
    @Access(Access.Who.PERSON)
    public Response unname(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("ancestor") @DefaultValue("") String ancestor) {
        var design = owned(viewer, owner, name);
        try {
            derivations.unname(viewer.require(), design, ancestor);
            return Answers.seeOther(design.path() + "/ancestors");
        } catch (Problem problem) {
            return refused(viewer, design, new Given("", "", Kind.PART.wire(), ""), problem);
        }
    }

    private Design owned(Viewer viewer, String owner, String name) {
        var design = designs.require(viewer, owner, name);
        designs.rights().requireWrite(design, viewer);
        return design;
    }

    private Response refused(Viewer viewer, Design design, Given given, Problem problem) {
        Map<String, String> faults = new LinkedHashMap<>();
        for (var fault : problem.faults())
            faults.put(
                    List.of("kind", "note", "revision").contains(fault.field()) ? fault.field() : "ancestor",
                    viewer.told(fault));
        if (faults.isEmpty()) faults.put("ancestor", viewer.told(problem));
        return Response.status(problem.kind().status())
                .entity(page(viewer, design, given, faults))
                .build();
    }

    private Page page(Viewer viewer, Design design, Given given, Map<String, String> faults) {
        return Page.of(
                viewer,
                "/org/fabcommons/hub/derivation/ancestors.ftl",
                new AncestorsPage(design, family.parents(design, viewer), List.of(Kind.values()), given, faults));
    }
}
