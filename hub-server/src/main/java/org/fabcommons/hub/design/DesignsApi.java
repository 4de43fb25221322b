// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** New designs, by programs; searching them is a later feature's. */
@Path("/api/v1/designs")
@Produces(MediaType.APPLICATION_JSON)
public final class DesignsApi {
    private final Publishing publishing;

    DesignsApi(Publishing publishing) {
        this.publishing = publishing;
    }

    /**
     * @param documentationLicence missing where it is the same, as for {@code softwareLicence}
     * @param owner a group's handle; missing for one of your own
     * @param visibility public (where it is missing), unlisted or private
     */
    record NewDesign(
            String name,
            String title,
            String summary,
            String licence,
            String documentationLicence,
            String softwareLicence,
            List<String> tags,
            String owner,
            String visibility) {}

    @Operation(description = "Makes a design of yours; its files come with its first revision.")
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @ApiResponse(
            responseCode = "201",
            description = "Published, without files yet",
            content = @Content(schema = @Schema(implementation = DesignJson.Brief.class)))
    public Response create(@Context Viewer viewer, @NotNull NewDesign wish) {
        var tags = wish.tags() == null ? List.<String>of() : wish.tags();
        var design = publishing.create(
                viewer.require(),
                publishing.home(viewer.require(), wish.owner(), wish.visibility()),
                wish.name(),
                new Wish(
                                wish.name(),
                                wish.title(),
                                wish.summary(),
                                wish.licence(),
                                tags,
                                new PartLicences(wish.documentationLicence(), wish.softwareLicence()))
                        .checked(),
                Map.of());
        return Response.created(URI.create("/api/v1/designs/" + design.fullName()))
                .entity(DesignJson.Brief.design(design))
                .build();
    }
}
