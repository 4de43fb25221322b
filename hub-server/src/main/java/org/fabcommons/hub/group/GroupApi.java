// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Groups and their members, for programs. */
@Path("/api/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class GroupApi {
    private final Groups groups;

    GroupApi(Groups groups) {
        this.groups = groups;
    }

    record NewGroup(String handle, String displayName, String about) {}

    record GroupChange(String displayName, String about) {}

    record NewMember(@Schema(allowableValues = {"owner", "maintainer", "contributor"}) String role) {}

    record GroupView(String handle, String displayName, String about, String createdAt, String url) {
        static GroupView of(Group group) {
            return new GroupView(
                    group.handle(),
                    group.displayName(),
                    group.about(),
                    Instant.ofEpochMilli(group.createdAt()).toString(),
                    group.path());
        }
    }

    record MemberView(String person, String displayName, String role) {
        static MemberView of(GroupMember member) {
            return new MemberView(
                    member.handle(), member.displayName(), member.role().wireName());
        }
    }

    record GroupDetail(
            String handle, String displayName, String about, String createdAt, String url, List<MemberView> members) {}

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record GroupList(List<GroupView> items, Optional<Integer> next) {}

    @GET
    @Operation(description = "All groups by name.")
    @Access(Access.Who.ANYONE)
    public GroupList list(@QueryParam("page") @DefaultValue("1") int page) {
        var found = groups.list(page);
        return new GroupList(
                found.stream().limit(Groups.PAGE).map(GroupView::of).toList(),
                found.size() > Groups.PAGE ? Optional.of(Math.max(1, page) + 1) : Optional.empty());
    }

    @POST
    @Operation(description = "Founds a group, of which you become the first owner.")
    @ApiResponse(
            responseCode = "201",
            description = "The group",
            content = @Content(schema = @Schema(implementation = GroupView.class)))
    @Access(Access.Who.PERSON)
    public Response create(@Context Viewer viewer, @NotNull NewGroup wish) {
        var group = groups.create(viewer.require(), wish.handle(), wish.displayName(), wish.about());
        return Response.created(URI.create("/api/v1/groups/" + group.handle()))
                .entity(GroupView.of(group))
                .build();
    }

    @GET
    @Path("/{group}")
    @Operation(description = "A group and who belongs to it.")
    @Access(Access.Who.ANYONE)
    public GroupDetail group(@PathParam("group") String handle) {
        var group = groups.require(handle);
        var view = GroupView.of(group);
        return new GroupDetail(
                view.handle(),
                view.displayName(),
                view.about(),
                view.createdAt(),
                view.url(),
                groups.members(group).stream().map(MemberView::of).toList());
    }

    @PUT
    @Path("/{group}")
    @Operation(description = "Describes a group anew; for its owners.")
    @Access(Access.Who.PERSON)
    public GroupView change(@Context Viewer viewer, @PathParam("group") String handle, @NotNull GroupChange wish) {
        return GroupView.of(groups.change(groups.require(handle), viewer.require(), wish.displayName(), wish.about()));
    }

    @PUT
    @Path("/{group}/members/{person}")
    @Operation(description = "Gives a person a role in a group: owner, maintainer or contributor.")
    @Access(Access.Who.PERSON)
    public MemberView put(
            @Context Viewer viewer,
            @PathParam("group") String handle,
            @PathParam("person") String person,
            @NotNull NewMember wish) {
        return MemberView.of(groups.put(groups.require(handle), viewer.require(), person, wish.role()));
    }

    @DELETE
    @Path("/{group}/members/{person}")
    @Operation(description = "Takes a person's role in a group away; one's own to leave it.")
    @Access(Access.Who.PERSON)
    public Response remove(
            @Context Viewer viewer, @PathParam("group") String handle, @PathParam("person") String person) {
        groups.remove(groups.require(handle), viewer.require(), person);
        return Response.noContent().build();
    }
}
