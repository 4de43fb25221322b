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

/** The form that makes a design of another one. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class RemixResource {
    private static final String TEMPLATES = "/org/fabcommons/hub/derivation/";

    private final Derivations derivations;
    private final Designs designs;

    RemixResource(Derivations derivations, Designs designs) {
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
            Kind kind,
            List<Kind> kinds,
            String also,
            String note,
            Optional<Licence> from,
            List<Licence> licences,
            Map<String, String> faults) {}

    @GET
    @Path("/remix")
    @Access(Access.Who.PERSON)
    public Page form(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        var origin = derivations.origin(design, Optional.of(revision), "", "");
        var suggested = design.ownerHandle().equals(viewer.require().handle()) ? design.name() + "-2" : design.name();
        return page(
                viewer,
                origin,
                new Wish(suggested, design.title(), design.summary(), design.licence(), List.of()),
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
            @FormParam("kind") @DefaultValue("remix") String kind,
            @FormParam("also") @DefaultValue("") String also,
            @FormParam("note") @DefaultValue("") String note) {
        var origin = derivations.origin(
                designs.require(viewer, owner, name),
                Optional.of(revision),
                Kind.find(kind).isPresent() ? kind : "",
                note);
        var wish = new Wish(newName.strip(), title, summary, licence, List.of());
        try {
            List<Derivations.Origin> from = new ArrayList<>();
            from.add(origin);
            for (var other : also.split("[,\\s]+"))
                if (!other.isBlank())
                    from.add(derivations.origin(
                            designs.requireNamed(viewer, other.replaceFirst("^.*@", ""), "also"),
                            Optional.empty(),
                            "",
                            ""));
            return Answers.seeOther(
                    derivations.remix(viewer.require(), from, wish).path());
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
                    .entity(page(viewer, origin, wish, also, faults))
                    .build();
        }
    }

    private Page page(Viewer viewer, Derivations.Origin origin, Wish wish, String also, Map<String, String> faults) {
        return Page.of(
                viewer,
                TEMPLATES + "remix.ftl",
                new RemixPage(
                        origin.design(),
                        origin.revision(),
                        wish,
                        origin.kind(),
                        Kind.DERIVATIVES,
                        also,
                        origin.note(),
                        Licence.find(designs.licence(origin.design(), origin.revision())),
                        derivations.allowed(List.of(origin)),
                        faults));
    }
}
