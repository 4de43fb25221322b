// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

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
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.profile.Profile;

/** The machines' pages. */
@Path("/machines")
@Produces(MediaType.TEXT_HTML)
public final class MachineResource {
    private final Machines machines;
    private final Labs labs;
    private final List<MachinePanel> panels;

    MachineResource(Machines machines, Labs labs, List<MachinePanel> panels) {
        this.machines = machines;
        this.labs = labs;
        this.panels = panels;
    }

    /** @param needs what waits for somebody at the machines that the viewer looks after */
    public record MachinesPage(List<MachineView> items, List<Need> needs, int page, boolean more) {}

    /**
     * @param mayStop whether the viewer may stop it
     * @param maySettle whether they may take it out of service
     */
    public record MachinePage(
            MachineView machine,
            Optional<Profile> profile,
            boolean mayStop,
            boolean maySettle,
            boolean retired,
            List<Part> parts) {}

    @GET
    @Access(Access.Who.ANYONE)
    public Page machines(@Context Viewer viewer, @QueryParam("page") @DefaultValue("1") int page) {
        var found = machines.visible(viewer, page);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/machine/machines.ftl",
                new MachinesPage(
                        found.stream()
                                .limit(Machines.PAGE)
                                .map(machine -> MachineView.of(machine, machines, viewer))
                                .toList(),
                        machines.needs().lookedAfterBy(viewer),
                        Math.max(1, page),
                        found.size() > Machines.PAGE));
    }

    @GET
    @Path("/{id}")
    @Access(Access.Who.ANYONE)
    public Page machine(@Context Viewer viewer, @PathParam("id") String id) {
        var machine = machines.requireVisible(id, viewer);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/machine/machine.ftl",
                new MachinePage(
                        MachineView.of(machine, machines, viewer),
                        machine.knownProfile(),
                        labs.may(machine.lab(), viewer, Role.MEMBER)
                                && machine.agent().isPresent(),
                        labs.may(machine.lab(), viewer, Role.OPERATOR)
                                && machine.retiredAt().isEmpty(),
                        machine.retiredAt().isPresent(),
                        panels.stream()
                                .flatMap(panel -> panel.part(machine, viewer).stream())
                                .toList()));
    }

    /** @param job whose page the answer was given on */
    @POST
    @Path("/{id}/answer")
    @Access(Access.Who.PERSON)
    public Response answer(
            @Context Viewer viewer,
            @PathParam("id") String id,
            @FormParam("question") @DefaultValue("") String question,
            @FormParam("choice") @DefaultValue("-1") int choice,
            @FormParam("job") @DefaultValue("") String job) {
        machines.answer(machines.requireVisible(id, viewer), viewer, question, choice);
        return Answers.seeOther(job.matches("[A-Za-z0-9-]{1,40}") ? "/jobs/" + job : "/machines/" + id);
    }

    @POST
    @Path("/{id}/stop")
    @Access(Access.Who.PERSON)
    public Response stop(@Context Viewer viewer, @PathParam("id") String id) {
        machines.stop(machines.requireVisible(id, viewer), viewer.require());
        return Answers.seeOther("/machines/" + id);
    }
}
