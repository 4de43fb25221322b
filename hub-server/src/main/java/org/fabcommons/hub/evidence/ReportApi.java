// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Saying how a job went, for programs. */
@Path("/api/v1/jobs/{id}/report")
@Produces(MediaType.APPLICATION_JSON)
public final class ReportApi {
    private final Makes makes;
    private final Reports reports;

    ReportApi(Makes makes, Reports reports) {
        this.makes = makes;
        this.reports = reports;
    }

    /**
     * @param outcome {@code worked}, {@code partly} or {@code failed}
     * @param pictures times of the camera's pictures that everybody may see, UTC epoch milliseconds
     */
    record NewReport(String outcome, String reason, String notes, List<Long> pictures) {}

    @POST
    @Operation(
            description =
                    "Says how a job went: worked, partly or failed; kept as evidence on the revision that was made.")
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response report(@Context Viewer viewer, @PathParam("id") String id, @NotNull NewReport report) {
        var pictures = Optional.ofNullable(report.pictures()).orElse(List.of());
        return answer(reports.take(viewer, id, report.outcome(), report.reason(), report.notes(), pictures));
    }

    @POST
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            description =
                    "The same with a photo: fields outcome, reason and notes, picture as often as wanted, and a file photo.")
    public Response report(
            @Context Viewer viewer, @Context HttpHeaders headers, @PathParam("id") String id, InputStream body)
            throws IOException {
        return answer(reports.take(viewer, id, headers, body));
    }

    private Response answer(Make make) {
        var pictures = makes.pictures(List.of(make)).getOrDefault(make.job(), List.of());
        return Response.ok(MakeView.of(make, pictures)).build();
    }
}
