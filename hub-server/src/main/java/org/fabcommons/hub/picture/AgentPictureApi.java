// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** Where paired agents bring pictures; version 1 of the link. */
@Path("/agent/v1/jobs/{id}")
@Produces(MediaType.APPLICATION_JSON)
public final class AgentPictureApi {
    private static final Set<String> NOTICES = Set.of("stalled", "trouble");

    private final Pictures pictures;

    AgentPictureApi(Pictures pictures) {
        this.pictures = pictures;
    }

    record Taken(boolean watched) {}

    @PUT
    @Path("/time-lapse")
    @Access(Access.Who.AGENT)
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(description = "The film of a job that is over: MP4, at most 40 MB.")
    public Response film(@Context Viewer viewer, @PathParam("id") String id, InputStream body) throws IOException {
        pictures.takeFilm(viewer.agentId(), id, body);
        return Response.noContent().build();
    }

    @POST
    @Path("/pictures")
    @Access(Access.Who.AGENT)
    @Consumes("image/jpeg")
    @Operation(
            description = "A picture of a job in the agent's lab: live, or of its start, a pause or its end. The answer"
                    + " says whether somebody looks at the job now.")
    public Response take(
            @Context Viewer viewer,
            @PathParam("id") String id,
            @QueryParam("moment") @DefaultValue("live") String moment,
            @QueryParam("at") @DefaultValue("0") long at,
            @QueryParam("notice") @DefaultValue("") String notice,
            InputStream body)
            throws IOException {
        var when = Moment.parse(moment).orElseThrow(() -> Problem.invalid("moment", "picture-moment"));
        if (at <= 0) throw Problem.invalid("at", "picture-at");
        boolean watched = pictures.take(
                viewer.agentId(),
                id,
                when,
                at,
                Optional.of(notice).filter(NOTICES::contains),
                body.readNBytes(Pictures.MAX_BYTES));
        return Response.ok(new Taken(watched)).build();
    }
}
