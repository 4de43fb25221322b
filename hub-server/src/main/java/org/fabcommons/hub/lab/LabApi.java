// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.lab;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
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
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Labs and their members, for programs. */
@Path("/api/v1/labs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class LabApi {
    private final Labs labs;

    LabApi(Labs labs) {
        this.labs = labs;
    }

    record NewLab(String handle, String name, String openTo) {}

    record NewRole(String role) {}

    record LabView(String handle, String name, Lab.Kind kind, Lab.OpenTo openTo) {
        static LabView of(Lab lab) {
            return new LabView(lab.handle(), lab.name(), lab.kind(), lab.openTo());
        }
    }

    record MemberView(String person, String displayName, Role role) {
        static MemberView of(Member member) {
            return new MemberView(member.handle(), member.displayName(), member.role());
        }
    }

    /** @param members told to members only */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record LabDetail(
            String handle, String name, Lab.Kind kind, Lab.OpenTo openTo, Optional<List<MemberView>> members) {}

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record LabList(List<LabView> items, Optional<Integer> next) {}

    @GET
    @Operation(description = "All labs by name.")
    @Access(Access.Who.ANYONE)
    public Response list(@QueryParam("page") @DefaultValue("1") int page) {
        var found = labs.list(page);
        return Response.ok(new LabList(
                        found.stream().limit(Labs.PAGE).map(LabView::of).toList(),
                        found.size() > Labs.PAGE ? Optional.of(Math.max(1, page) + 1) : Optional.empty()))
                .build();
    }

    @POST
    @Operation(description = "Opens a lab, of which you become the manager.")
    @Access(Access.Who.PERSON)
    public Response create(@Context Viewer viewer, @NotNull NewLab wish) {
        var lab = labs.create(viewer.require(), wish.handle(), wish.name(), wish.openTo());
        return Response.created(URI.create("/labs/" + lab.handle()))
                .entity(LabView.of(lab))
                .build();
    }

    @GET
    @Path("/{handle}")
    @Operation(description = "A lab; with its members for those who belong to it.")
    @Access(Access.Who.ANYONE)
    public Response lab(@Context Viewer viewer, @PathParam("handle") String handle) {
        var lab = labs.requireVisible(handle, viewer);
        var members = labs.may(lab.id(), viewer, Role.MEMBER)
                ? Optional.of(labs.members(lab).stream().map(MemberView::of).toList())
                : Optional.<List<MemberView>>empty();
        return Response.ok(new LabDetail(lab.handle(), lab.name(), lab.kind(), lab.openTo(), members))
                .build();
    }

    @PUT
    @Path("/{handle}/members/{person}")
    @Operation(description = "Gives a person a role in a lab: manager, operator or member.")
    @Access(Access.Who.PERSON)
    public Response put(
            @Context Viewer viewer,
            @PathParam("handle") String handle,
            @PathParam("person") String person,
            @NotNull NewRole wish) {
        var lab = labs.requireVisible(handle, viewer);
        return Response.ok(MemberView.of(labs.put(lab, viewer.require(), person, wish.role())))
                .build();
    }

    @DELETE
    @Path("/{handle}/members/{person}")
    @Operation(description = "Takes a person's role in a lab away.")
    @Access(Access.Who.PERSON)
    public Response remove(
            @Context Viewer viewer, @PathParam("handle") String handle, @PathParam("person") String person) {
        labs.remove(labs.requireVisible(handle, viewer), viewer.require(), person);
        return Response.noContent().build();
    }
}
