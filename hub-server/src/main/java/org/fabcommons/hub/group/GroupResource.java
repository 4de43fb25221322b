// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

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
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The list of groups, and the forms that change one. */
@Path("/groups")
@Produces(MediaType.TEXT_HTML)
public final class GroupResource {
    private final Groups groups;
    private final GroupPages pages;

    GroupResource(Groups groups, GroupPages pages) {
        this.groups = groups;
        this.pages = pages;
    }

    /**
     * @param mine those the viewer belongs to
     * @param faults texts by field
     */
    public record GroupsPage(
            List<Group> mine,
            List<Group> items,
            int page,
            boolean more,
            String handle,
            String displayName,
            String about,
            Map<String, String> faults) {}

    @GET
    @Access(Access.Who.ANYONE)
    public Page groups(@Context Viewer viewer, @QueryParam("page") @DefaultValue("1") int page) {
        return list(viewer, page, "", "", "", Map.of());
    }

    @POST
    @Access(Access.Who.PERSON)
    public Response create(
            @Context Viewer viewer,
            @FormParam("handle") @DefaultValue("") String handle,
            @FormParam("displayName") @DefaultValue("") String displayName,
            @FormParam("about") @DefaultValue("") String about) {
        try {
            return Answers.seeOther(
                    groups.create(viewer.require(), handle, displayName, about).path());
        } catch (Problem problem) {
            if (problem.faults().isEmpty()) throw problem;
            return Response.status(problem.kind().status())
                    .entity(list(viewer, 1, handle, displayName, about, viewer.faults(problem)))
                    .build();
        }
    }

    @GET
    @Path("/{group}")
    @Access(Access.Who.ANYONE)
    public Response group(@PathParam("group") String handle) {
        return Answers.seeOther(groups.require(handle).path());
    }

    @POST
    @Path("/{group}")
    @Access(Access.Who.PERSON)
    public Response change(
            @Context Viewer viewer,
            @PathParam("group") String handle,
            @FormParam("displayName") String displayName,
            @FormParam("about") String about) {
        var group = groups.require(handle);
        return after(viewer, group, () -> groups.change(group, viewer.require(), displayName, about));
    }

    @POST
    @Path("/{group}/members")
    @Access(Access.Who.PERSON)
    public Response member(
            @Context Viewer viewer,
            @PathParam("group") String handle,
            @FormParam("person") String person,
            @FormParam("role") String role) {
        var group = groups.require(handle);
        return after(viewer, group, () -> {
            if ("none".equals(role)) groups.remove(group, viewer.require(), person);
            else groups.put(group, viewer.require(), person, role);
        });
    }

    private Response after(Viewer viewer, Group group, Runnable change) {
        try {
            change.run();
            return Answers.seeOther(group.path());
        } catch (Problem problem) {
            if (problem.faults().isEmpty()) throw problem;
            return Response.status(problem.kind().status())
                    .entity(pages.of(group, viewer, viewer.faults(problem)))
                    .build();
        }
    }

    private Page list(
            Viewer viewer, int page, String handle, String displayName, String about, Map<String, String> faults) {
        var found = groups.list(page);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/group/groups.ftl",
                new GroupsPage(
                        viewer.person().map(person -> groups.of(person.id())).orElse(List.of()),
                        found.stream().limit(Groups.PAGE).toList(),
                        Math.max(1, page),
                        found.size() > Groups.PAGE,
                        handle,
                        displayName,
                        about,
                        faults));
    }
}
