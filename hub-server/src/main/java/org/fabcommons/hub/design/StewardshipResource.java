// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The page where those who look after a design say who can see it, how it is called, whose it is, and its end. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class StewardshipResource {
    private final Designs designs;
    private final Stewardship stewardship;

    StewardshipResource(Designs designs, Stewardship stewardship) {
        this.designs = designs;
        this.stewardship = stewardship;
    }

    /**
     * @param owns whether the viewer may hand it over and delete it, beside what every maintainer may
     * @param until until when it can be brought back, where it is deleted; UTC epoch milliseconds
     * @param graceDays how long a design can be brought back once it is deleted
     * @param faults texts by field
     */
    public record SettingsPage(
            Design design,
            boolean owns,
            List<Visibility> visibilities,
            Optional<Transfer> offer,
            Optional<Long> until,
            long graceDays,
            Map<String, String> faults) {}

    @GET
    @Path("/settings")
    @Access(Access.Who.PERSON)
    public Page settings(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        return page(viewer, stewardship.requireMaintained(viewer, owner, name), Map.of());
    }

    @POST
    @Path("/settings/visibility")
    @Access(Access.Who.PERSON)
    public Response show(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("visibility") String visibility) {
        var design = stewardship.requireMaintained(viewer, owner, name);
        return after(viewer, design, "visibility", () -> stewardship.show(viewer, design, visibility));
    }

    @POST
    @Path("/settings/rename")
    @Access(Access.Who.PERSON)
    public Response rename(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("newName") String newName) {
        var design = stewardship.requireMaintained(viewer, owner, name);
        return after(viewer, design, "name", () -> stewardship.rename(viewer, design, newName));
    }

    @POST
    @Path("/settings/transfer")
    @Access(Access.Who.PERSON)
    public Response transfer(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("to") String to) {
        var design = stewardship.requireMaintained(viewer, owner, name);
        return after(viewer, design, "to", () -> stewardship.offer(viewer, design, to));
    }

    @POST
    @Path("/settings/transfer/accept")
    @Access(Access.Who.PERSON)
    public Response accept(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        var design = designs.find(owner, name).orElseThrow(Problem::notFound);
        return Answers.seeOther(stewardship.accept(viewer, design).path());
    }

    @POST
    @Path("/settings/transfer/decline")
    @Access(Access.Who.PERSON)
    public Response decline(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        var design = designs.find(owner, name).orElseThrow(Problem::notFound);
        stewardship.decline(viewer, design);
        return Answers.seeOther(designs.rights().mayOwn(design, viewer) ? design.path() + "/settings" : "/account");
    }

    @POST
    @Path("/settings/delete")
    @Access(Access.Who.PERSON)
    public Response delete(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("sure") String sure) {
        var design = stewardship.requireMaintained(viewer, owner, name);
        return after(viewer, design, "sure", () -> {
            if (!design.name().equals(sure == null ? "" : sure.strip()))
                throw Problem.invalid("sure", "deletion-sure", design.name());
            return stewardship.delete(viewer, design).design();
        });
    }

    @POST
    @Path("/settings/restore")
    @Access(Access.Who.PERSON)
    public Response restore(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        var design = stewardship.requireMaintained(viewer, owner, name);
        return Answers.seeOther(stewardship.restore(viewer, design).path());
    }

    /** @param field where a refusal that is of no field is told */
    private Response after(Viewer viewer, Design design, String field, Supplier<Design> change) {
        try {
            return Answers.seeOther(change.get().path() + "/settings");
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID && problem.kind() != Problem.Kind.CONFLICT) throw problem;
            return Response.status(problem.kind().status())
                    .entity(page(
                            viewer,
                            design,
                            problem.faults().isEmpty()
                                    ? Map.of(field, viewer.told(problem))
                                    : DesignForm.faults(problem, viewer)))
                    .build();
        }
    }

    private Page page(Viewer viewer, Design design, Map<String, String> faults) {
        return Page.of(
                viewer,
                "/org/fabcommons/hub/design/settings.ftl",
                new SettingsPage(
                        design,
                        designs.rights().mayOwn(design, viewer),
                        Arrays.asList(Visibility.values()),
                        stewardship.offerOf(design),
                        design.deletedAt().map(at -> stewardship.deleted(design).until()),
                        stewardship.grace().toDays(),
                        faults));
    }
}
