// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.permission;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** Permissions asked for and answered, for programs. */
@Path("/api/v1/permissions")
@Produces(MediaType.APPLICATION_JSON)
public final class PermissionApi {
    private final Permissions permissions;
    private final Designs designs;

    PermissionApi(Permissions permissions, Designs designs) {
        this.permissions = permissions;
        this.designs = designs;
    }

    /** @param granted whether it may be */
    record Answer(@NotNull Boolean granted, String words) {}

    /** @param state asked, granted, refused or withdrawn */
    record One(
            String id,
            String design,
            String asker,
            String licence,
            String words,
            String state,
            String answer,
            Optional<String> answeredBy,
            String askedAt,
            Optional<String> answeredAt) {
        static One of(Permission it) {
            return new One(
                    it.id(),
                    it.designName(),
                    it.asker(),
                    it.licence(),
                    it.words(),
                    it.state(),
                    it.answer(),
                    it.answeredBy(),
                    Instant.ofEpochMilli(it.askedAt()).toString(),
                    it.answeredAt().map(at -> Instant.ofEpochMilli(at).toString()));
        }
    }

    /** @param next the next page's number; missing on the last one */
    record Some(List<One> items, Optional<Integer> next) {}

    @GET
    @Access(Access.Who.PERSON)
    @Operation(description = "The permissions you asked for, or were asked for: side=asked or side=received.")
    public Some list(
            @Context Viewer viewer,
            @QueryParam("side") @DefaultValue("asked") String side,
            @QueryParam("page") @DefaultValue("1") int page) {
        var me = viewer.require().id();
        var found = side.equals("received") ? permissions.askedOf(me, page) : permissions.askedBy(me, page);
        return new Some(
                found.stream().map(One::of).toList(),
                found.size() == Permissions.PAGE ? Optional.of(Math.max(1, page) + 1) : Optional.empty());
    }

    @GET
    @Path("/{id}")
    @Access(Access.Who.PERSON)
    @Operation(description = "A permission that you asked for or were asked for.")
    public One one(@Context Viewer viewer, @PathParam("id") String id) {
        return One.of(permissions
                .byId(id)
                .filter(it -> viewer.is(it.askerId())
                        || designs.byId(it.design())
                                .filter(design -> designs.rights().mayOwn(design, viewer))
                                .isPresent())
                .orElseThrow(Problem::notFound));
    }

    @POST
    @Path("/{id}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(description = "Grants or refuses a permission that you were asked for. It cannot be taken back.")
    public One answer(@Context Viewer viewer, @PathParam("id") String id, @Valid @NotNull Answer answer) {
        return One.of(permissions.answer(viewer, id, answer.granted(), answer.words()));
    }

    @DELETE
    @Path("/{id}")
    @Access(Access.Who.PERSON)
    @Operation(description = "Takes back a question that has no answer yet.")
    public One withdraw(@Context Viewer viewer, @PathParam("id") String id) {
        return One.of(permissions.withdraw(viewer, id));
    }
}
