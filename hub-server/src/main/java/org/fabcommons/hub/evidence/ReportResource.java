// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

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
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Viewer;

/** The form on the job's page that says how it went. */
@Path("/jobs/{id}/report")
@Produces(MediaType.TEXT_HTML)
public final class ReportResource {
    private final Reports reports;

    ReportResource(Reports reports) {
        this.reports = reports;
    }

    @POST
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response report(
            @Context Viewer viewer, @Context HttpHeaders headers, @PathParam("id") String id, InputStream body)
            throws IOException {
        var make = reports.take(viewer, id, headers, body);
        return Answers.seeOther("/jobs/" + make.job());
    }
}
