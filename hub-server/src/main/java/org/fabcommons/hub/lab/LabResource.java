// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.lab;

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
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The labs' pages. */
@Path("/labs")
@Produces(MediaType.TEXT_HTML)
public final class LabResource {
    private final Labs labs;
    private final List<LabPanel> panels;

    LabResource(Labs labs, List<LabPanel> panels) {
        this.labs = labs;
        this.panels = panels;
    }

    /** @param faults texts by field */
    public record Form(String handle, String name, String openTo, Map<String, String> faults) {
        static final Form EMPTY = new Form("", "", Lab.OpenTo.ANYONE.wireName(), Map.of());
    }

    public record LabsPage(List<Lab> mine, List<Lab> items, int page, boolean more, Form form) {}

    public record LabPage(
            Lab lab,
            Optional<Role> role,
            boolean manages,
            List<Member> members,
            List<Part> parts,
            List<Role> roles,
            Map<String, String> faults) {}

    @GET
    @Access(Access.Who.ANYONE)
    public Page labs(@Context Viewer viewer, @QueryParam("page") @DefaultValue("1") int page) {
        return list(viewer, page, Form.EMPTY);
    }

    @POST
    @Access(Access.Who.PERSON)
    public Response create(
            @Context Viewer viewer,
            @FormParam("handle") String handle,
            @FormParam("name") String name,
            @FormParam("openTo") String openTo) {
        try {
            return Answers.seeOther("/labs/"
                    + labs.create(viewer.require(), handle, name, openTo).handle());
        } catch (Problem problem) {
            return Response.status(problem.kind().status())
                    .entity(list(viewer, 1, new Form(text(handle), text(name), text(openTo), viewer.faults(problem))))
                    .build();
        }
    }

    @GET
    @Path("/{handle}")
    @Access(Access.Who.ANYONE)
    public Page lab(@Context Viewer viewer, @PathParam("handle") String handle) {
        return page(viewer, labs.requireVisible(handle, viewer), Map.of());
    }

    @POST
    @Path("/{handle}")
    @Access(Access.Who.PERSON)
    public Response change(
            @Context Viewer viewer,
            @PathParam("handle") String handle,
            @FormParam("name") String name,
            @FormParam("openTo") String openTo) {
        var lab = labs.requireVisible(handle, viewer);
        return after(viewer, lab, () -> labs.change(lab, viewer.require(), name, openTo));
    }

    @POST
    @Path("/{handle}/members")
    @Access(Access.Who.PERSON)
    public Response member(
            @Context Viewer viewer,
            @PathParam("handle") String handle,
            @FormParam("person") String person,
            @FormParam("role") String role) {
        var lab = labs.requireVisible(handle, viewer);
        return after(viewer, lab, () -> {
            if ("none".equals(role)) labs.remove(lab, viewer.require(), person);
            else labs.put(lab, viewer.require(), person, role);
        });
    }

    private Response after(Viewer viewer, Lab lab, Runnable change) {
        try {
            change.run();
            return Answers.seeOther("/labs/" + lab.handle());
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID) throw problem;
            return Response.status(problem.kind().status())
                    .entity(page(viewer, lab, viewer.faults(problem)))
                    .build();
        }
    }

    private Page list(Viewer viewer, int page, Form form) {
        var found = labs.list(page);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/lab/labs.ftl",
                new LabsPage(
                        viewer.person().map(person -> labs.of(person.id())).orElse(List.of()),
                        found.stream().limit(Labs.PAGE).toList(),
                        Math.max(1, page),
                        found.size() > Labs.PAGE,
                        form));
    }

    private Page page(Viewer viewer, Lab lab, Map<String, String> faults) {
        var role = viewer.person().flatMap(person -> labs.role(lab.id(), person.id()));
        return Page.of(
                viewer,
                "/org/fabcommons/hub/lab/lab.ftl",
                new LabPage(
                        lab,
                        role,
                        role.filter(Role.MANAGER::equals).isPresent(),
                        role.isPresent() ? labs.members(lab) : List.of(),
                        panels.stream()
                                .flatMap(panel -> panel.part(lab, viewer).stream())
                                .toList(),
                        List.of(Role.values()),
                        faults));
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
