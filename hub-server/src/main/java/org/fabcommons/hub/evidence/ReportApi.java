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
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Saying how a job went, for programs. */
@Path("/api/v1/jobs/{id}/report")
@Produces(MediaType.APPLICATION_JSON)
public final class ReportApi {
    private final Makes makes;
    private final ReportForm form;

    ReportApi(Makes makes, ReportForm form) {
        this.makes = makes;
        this.form = form;
    }

    /** @param outcome {@code worked}, {@code partly} or {@code failed} */
    record NewReport(String outcome, String reason, String notes) {}

    @POST
    @Operation(
            description =
                    "Says how a job went: worked, partly or failed; kept as evidence on the revision that was made.")
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response report(@Context Viewer viewer, @PathParam("id") String id, @NotNull NewReport report) {
        return answer(makes.report(
                id, new Makes.Report(report.outcome(), report.reason(), report.notes(), Optional.empty()), viewer));
    }

    @POST
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(description = "The same with a picture: fields outcome, reason and notes, and a file photo.")
    public Response report(
            @Context Viewer viewer, @Context HttpHeaders headers, @PathParam("id") String id, InputStream body)
            throws IOException {
        return answer(makes.report(id, form.read(headers, body), viewer));
    }

    private static Response answer(Make make) {
        return Response.ok(MakeView.of(make)).build();
    }
}
