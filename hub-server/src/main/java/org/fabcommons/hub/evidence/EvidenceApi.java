// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** What is known of a design's makes, for programs. */
@Path("/api/v1/designs/{owner}/{name}/evidence")
@Produces(MediaType.APPLICATION_JSON)
public final class EvidenceApi {
    private final Designs designs;
    private final Makes makes;

    EvidenceApi(Designs designs, Makes makes) {
        this.designs = designs;
        this.makes = makes;
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record EvidenceList(Summary summary, List<MakeView> items, Optional<Integer> next) {}

    @GET
    @Access(Access.Who.ANYONE)
    @Operation(description = "Newest first. A job that was cancelled before the machine began is listed, not counted.")
    public Response evidence(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("page") @DefaultValue("1") int page) {
        var design = designs.require(viewer, owner, name);
        var found = makes.of(design, page);
        var pictures = makes.pictures(found);
        return Response.ok(new EvidenceList(
                        makes.summary(design.id()),
                        found.stream()
                                .limit(Makes.PAGE)
                                .map(make -> MakeView.of(make, pictures.getOrDefault(make.job(), List.of())))
                                .toList(),
                        found.size() > Makes.PAGE ? Optional.of(Math.max(1, page) + 1) : Optional.empty()))
                .build();
    }
}
