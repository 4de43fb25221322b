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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Revision;
import org.fabcommons.hub.design.Wish;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.licence.VerdictJson;
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

    /** How many revisions may be chosen from a list; any other one by looking at it first. */
    private static final int SHOWN = 20;

    private final Derivations derivations;
    private final Verdicts verdicts;
    private final Designs designs;

    RemixResource(Derivations derivations, Verdicts verdicts, Designs designs) {
        this.derivations = derivations;
        this.verdicts = verdicts;
        this.designs = designs;
    }

    /** A licence that the new design may have, and on which conditions, in words. */
    public record Choice(Licence licence, List<String> conditions) {}

    /**
     * What it is made of besides, as it was written.
     *
     * @param also further ancestors, {@code parts} designs that it uses unchanged
     */
    public record Others(String also, String parts) {}

    /**
     * @param revisions those that it may begin with: the newest ones, and the one that was asked for
     * @param verdict what the licences of all named say of it
     * @param licences those that it may have; none where it must not be made
     * @param faults texts by field
     */
    public record RemixPage(
            Design design,
            String revision,
            List<Revision> revisions,
            Wish wish,
            Kind kind,
            List<Kind> kinds,
            Others others,
            String note,
            VerdictJson verdict,
            List<Choice> licences,
            Map<String, String> faults) {}

    /** The form; asked with more, it tells what the licences say of that. */
    @GET
    @Path("/remix")
    @Access(Access.Who.PERSON)
    public Page form(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision,
            @QueryParam("newName") @DefaultValue("") String newName,
            @QueryParam("title") @DefaultValue("") String title,
            @QueryParam("summary") @DefaultValue("") String summary,
            @QueryParam("licence") @DefaultValue("") String licence,
            @QueryParam("documentationLicence") @DefaultValue("") String documentationLicence,
            @QueryParam("softwareLicence") @DefaultValue("") String softwareLicence,
            @QueryParam("kind") @DefaultValue("remix") String kind,
            @QueryParam("also") @DefaultValue("") String also,
            @QueryParam("parts") @DefaultValue("") String parts,
            @QueryParam("note") @DefaultValue("") String note) {
        var design = designs.require(viewer, owner, name);
        var origin = origin(design, revision, kind, note);
        var others = new Others(also, parts);
        var suggested = design.ownerHandle().equals(viewer.require().handle()) ? design.name() + "-2" : design.name();
        var wish = new Wish(
                newName.isBlank() ? suggested : newName,
                title.isBlank() ? design.title() : title,
                summary.isBlank() ? design.summary() : summary,
                licence,
                List.of(),
                new PartLicences(documentationLicence, softwareLicence));
        try {
            return page(viewer, from(viewer, origin, others), wish, others, Map.of());
        } catch (Problem problem) {
            return page(viewer, List.of(origin), wish, others, viewer.faults(problem, "name"));
        }
    }

    private Derivations.Origin origin(Design design, String revision, String kind, String note) {
        return derivations.origin(
                design, Optional.of(revision), "revision", Kind.find(kind).isPresent() ? kind : "", note);
    }

    /** The design it begins with, then those named besides. */
    private List<Derivations.Origin> from(Viewer viewer, Derivations.Origin origin, Others others) {
        List<Derivations.Origin> from = new ArrayList<>();
        from.add(origin);
        Mention.all(others.also()).forEach(one -> from.add(named(viewer, one, "also", Kind.REMIX)));
        Mention.all(others.parts()).forEach(one -> from.add(named(viewer, one, "parts", Kind.PART)));
        return from;
    }

    private Derivations.Origin named(Viewer viewer, Mention one, String field, Kind kind) {
        return derivations.origin(
                designs.requireNamed(viewer, one.design(), field), one.revision(), field, kind.wire(), "");
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
            @FormParam("documentationLicence") @DefaultValue("") String documentationLicence,
            @FormParam("softwareLicence") @DefaultValue("") String softwareLicence,
            @FormParam("kind") @DefaultValue("remix") String kind,
            @FormParam("also") @DefaultValue("") String also,
            @FormParam("parts") @DefaultValue("") String parts,
            @FormParam("note") @DefaultValue("") String note) {
        var origin = origin(designs.require(viewer, owner, name), revision, kind, note);
        var others = new Others(also, parts);
        var wish = new Wish(
                newName.strip(),
                title,
                summary,
                licence,
                List.of(),
                new PartLicences(documentationLicence, softwareLicence));
        List<Derivations.Origin> from = List.of(origin);
        try {
            from = from(viewer, origin, others);
            return Answers.seeOther(
                    derivations.remix(viewer.require(), from, wish).path());
        } catch (Problem problem) {
            return Response.status(problem.kind().status())
                    .entity(page(viewer, from, wish, others, viewer.faults(problem, "name")))
                    .build();
        }
    }

    private Page page(
            Viewer viewer, List<Derivations.Origin> from, Wish wish, Others others, Map<String, String> faults) {
        var origin = from.get(0);
        var me = viewer.require().handle();
        var wanted = Licence.find(wish.licence() == null ? "" : wish.licence())
                .map(Licence::spdx)
                .orElseGet(() -> verdicts.fitting(me, from));
        var own = wish.parts().isNone() ? designs.parts(origin.design(), origin.revision()) : wish.parts();
        var verdict = VerdictJson.of(verdicts.of(me, from, Verdicts.terms(wanted, own)), viewer);
        return Page.of(
                viewer,
                TEMPLATES + "remix.ftl",
                new RemixPage(
                        origin.design(),
                        origin.revision(),
                        revisions(origin),
                        new Wish(wish.name(), wish.title(), wish.summary(), wanted, wish.tags(), own),
                        origin.kind(),
                        Kind.DERIVATIVES,
                        others,
                        origin.note(),
                        verdict,
                        verdict.allowed().stream()
                                .map(choice -> new Choice(
                                        Licence.find(choice.licence()).orElseThrow(), choice.conditions()))
                                .toList(),
                        faults));
    }

    private List<Revision> revisions(Derivations.Origin origin) {
        var newest = designs.revisions(origin.design(), Designs.HEAD, SHOWN);
        if (newest.stream().anyMatch(each -> each.id().equals(origin.revision()))) return newest;
        return Stream.concat(newest.stream(), designs.revisions(origin.design(), origin.revision(), 1).stream())
                .toList();
    }
}
