// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import jakarta.ws.rs.Consumes;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
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

/** The pages that compare a design with an ancestor and take over what that one changed. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class TakeOverResource {
    private static final String TEMPLATES = "/org/fabcommons/hub/derivation/";
    private static final String CHOICE = "choice:";
    private static final String TEXT = "text:";

    private final TakeOvers takeOvers;
    private final Comparing comparing;
    private final Family family;
    private final Designs designs;

    TakeOverResource(TakeOvers takeOvers, Comparing comparing, Family family, Designs designs) {
        this.takeOvers = takeOvers;
        this.comparing = comparing;
        this.family = family;
        this.designs = designs;
    }

    /**
     * @param upstream whether it is about what the ancestor changed since, rather than the design
     * @param before where the earlier revision is, {@code after} where the later one is
     * @param ancestors whom it can be compared with
     * @param growthBytes by how much the whole grew
     */
    public record ChangesPage(
            Design design,
            Relative ancestor,
            boolean upstream,
            Comparing.Side before,
            Comparing.Side after,
            List<FileChange> files,
            List<Relative> ancestors,
            long growthBytes,
            boolean mine) {}

    /**
     * @param choices what was chosen, by path
     * @param texts what was written, by path
     * @param faults texts by path; one that belongs to no file under the empty name
     */
    public record TakeOverPage(
            TakeOver plan, Map<String, String> choices, Map<String, String> texts, Map<String, String> faults) {}

    @GET
    @Path("/changes")
    @Access(Access.Who.ANYONE)
    public Page changes(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("since") @DefaultValue("") String since,
            @QueryParam("upstream") @DefaultValue("false") boolean upstream) {
        var design = designs.require(viewer, owner, name);
        var ancestors = family.parents(design, viewer);
        if (ancestors.isEmpty()) throw Problem.notFound();
        var relative = family.withNews(List.of(takeOvers.ancestor(design, since, viewer)))
                .get(0);
        var before = takeOvers.pinned(design, relative.other().design().orElse(design), relative.edge());
        // The design was not made of what it uses as a part, so only that one's own changes mean anything.
        var part = !relative.edge().kind().derivative();
        var later = upstream || part ? relative.newer() : Optional.<Relative.Newer>empty();
        var after = later.isPresent()
                ? new Comparing.Side(
                        relative.other().design().orElseThrow(), later.get().revision())
                : part ? before : new Comparing.Side(design, design.headRevision());
        var files = comparing.between(before, after);
        return Page.of(
                viewer,
                TEMPLATES + "changes.ftl",
                new ChangesPage(
                        design,
                        relative,
                        later.isPresent() || part,
                        before,
                        after,
                        files,
                        ancestors,
                        files.stream().mapToLong(FileChange::growthBytes).sum(),
                        family.mayWrite(design, viewer)));
    }

    @GET
    @Path("/take-over")
    @Access(Access.Who.PERSON)
    public Page plan(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var plan = takeOvers.plan(owned(viewer, owner, name), from, revision, Designs.HEAD, viewer);
        return page(viewer, plan, Map.of(), Map.of(), Map.of());
    }

    private static Page page(
            Viewer viewer,
            TakeOver plan,
            Map<String, String> choices,
            Map<String, String> texts,
            Map<String, String> faults) {
        return Page.of(viewer, TEMPLATES + "take-over.ftl", new TakeOverPage(plan, choices, texts, faults));
    }

    private Design owned(Viewer viewer, String owner, String name) {
        var design = designs.require(viewer, owner, name);
        designs.rights().requireWrite(design, viewer);
        return design;
    }

    @POST
    @Path("/take-over")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Access(Access.Who.PERSON)
    public Response take(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("from") @DefaultValue("") String from,
            @FormParam("theirs") @DefaultValue(Designs.HEAD) String theirs,
            @FormParam("base") @DefaultValue(Designs.HEAD) String base,
            @FormParam("message") @DefaultValue("") String message,
            MultivaluedMap<String, String> form) {
        var design = owned(viewer, owner, name);
        var plan = takeOvers.plan(design, from, theirs, base, viewer);
        var given = under(CHOICE, form);
        var texts = under(TEXT, form);
        Map<String, TakeOver.Choice> choices = new HashMap<>();
        given.forEach((path, choice) -> TakeOver.Choice.find(choice).ifPresent(known -> choices.put(path, known)));
        try {
            var made = takeOvers.take(viewer.require(), plan, new TakeOvers.Decision(choices, texts, message.strip()));
            return Answers.seeOther(made.path());
        } catch (Problem problem) {
            var faults = viewer.faults(problem);
            faults.putIfAbsent("", viewer.told(problem));
            return Response.status(problem.kind().status())
                    .entity(page(viewer, anew(problem, plan, viewer), given, texts, faults))
                    .build();
        }
    }

    /** Where somebody else was faster, the plan goes on from what there is now; what was chosen stays chosen. */
    private TakeOver anew(Problem problem, TakeOver plan, Viewer viewer) {
        return problem.code().equals("revision-overtaken")
                ? takeOvers.plan(plan.design(), plan.from().fullName(), plan.theirs(), Designs.HEAD, viewer)
                : plan;
    }

    private static Map<String, String> under(String prefix, MultivaluedMap<String, String> form) {
        Map<String, String> found = new HashMap<>();
        form.forEach((field, values) -> {
            if (field.startsWith(prefix))
                found.put(
                        field.substring(prefix.length()),
                        Optional.ofNullable(values.get(0)).orElse(""));
        });
        return found;
    }
}
