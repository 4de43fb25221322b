// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** Whose a design is, how it is called and who can see it, for programs. */
@Path("/api/v1/designs/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
public final class StewardshipApi {
    private final Designs designs;
    private final Stewardship stewardship;

    StewardshipApi(Designs designs, Stewardship stewardship) {
        this.designs = designs;
        this.stewardship = stewardship;
    }

    record NewVisibility(@Schema(allowableValues = {"public", "unlisted", "private"}) String visibility) {}

    record NewName(String name) {}

    /** @param to the handle of a person or a group */
    record Receiver(String to) {}

    /** @param restorableUntil until when it can be brought back */
    record Deletion(String deletedAt, String restorableUntil) {
        static Deletion of(Stewardship.Deleted deleted) {
            return new Deletion(
                    Instant.ofEpochMilli(deleted.design().deletedAt().orElseThrow())
                            .toString(),
                    Instant.ofEpochMilli(deleted.until()).toString());
        }
    }

    @PUT
    @Path("/visibility")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(description = "Says who can see a design: public, unlisted or private.")
    public DesignJson.Brief show(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @NotNull NewVisibility wish) {
        var design = stewardship.requireMaintained(viewer, owner, name);
        return DesignJson.Brief.design(stewardship.show(viewer, design, wish.visibility()));
    }

    @POST
    @Path("/rename")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(
            description = "Gives a design another name in its address. Whoever asks at the former address is led to the"
                    + " new one (308), until another design takes it.")
    public DesignJson.Brief rename(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @NotNull NewName wish) {
        var design = stewardship.requireMaintained(viewer, owner, name);
        return DesignJson.Brief.design(stewardship.rename(viewer, design, wish.name()));
    }

    @POST
    @Path("/transfer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(
            description =
                    "Offers a design to a person or a group. Where you may accept for the receiver it is theirs at"
                            + " once (200), otherwise when they accept (202).")
    @ApiResponse(
            responseCode = "200",
            description = "Handed over",
            content = @Content(schema = @Schema(implementation = DesignJson.Brief.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Offered",
            content = @Content(schema = @Schema(implementation = DesignJson.Brief.class)))
    public Response transfer(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @NotNull Receiver wish) {
        var design = stewardship.requireMaintained(viewer, owner, name);
        var now = stewardship.offer(viewer, design, wish.to());
        return Response.status(now.ownerId().equals(design.ownerId()) ? 202 : 200)
                .entity(DesignJson.Brief.design(now))
                .build();
    }

    @POST
    @Path("/transfer/accept")
    @Consumes(MediaType.WILDCARD)
    @Access(Access.Who.PERSON)
    @Operation(description = "Accepts a design that is offered to you or to a group that you maintain.")
    public DesignJson.Brief accept(
            @Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        var design = designs.find(owner, name).orElseThrow(Problem::notFound);
        return DesignJson.Brief.design(stewardship.accept(viewer, design));
    }

    @DELETE
    @Path("/transfer")
    @Access(Access.Who.PERSON)
    @Operation(description = "Declines an offer as its receiver, or withdraws it as the owner.")
    public Response decline(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        stewardship.decline(viewer, designs.find(owner, name).orElseThrow(Problem::notFound));
        return Response.noContent().build();
    }

    @DELETE
    @Access(Access.Who.PERSON)
    @Operation(
            description = "Deletes a design: nobody sees it any more. Its owner can bring it back for a while; then it"
                    + " goes for good, but for the credit where something was made of it.")
    public Deletion delete(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        return Deletion.of(stewardship.delete(viewer, stewardship.requireMaintained(viewer, owner, name)));
    }

    @POST
    @Path("/restore")
    @Consumes(MediaType.WILDCARD)
    @Access(Access.Who.PERSON)
    @Operation(description = "Brings a deleted design back as it was.")
    public DesignJson.Brief restore(
            @Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        return DesignJson.Brief.design(stewardship.restore(viewer, stewardship.requireMaintained(viewer, owner, name)));
    }
}
