// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.sharing;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import org.fabcommons.hub.picture.Moment;
import org.fabcommons.hub.picture.Pictures;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.LocalJob;

/** Where agents bring jobs that they ran alone, when somebody there wants to share them; version 1 of the link. */
@Path("/agent/v1/shared-jobs")
@Produces(MediaType.APPLICATION_JSON)
public final class AgentShareApi {
    private static final int MAX_BYTES = 100_000;

    private final Sharing sharing;

    AgentShareApi(Sharing sharing) {
        this.sharing = sharing;
    }

    /**
     * @param page where a person says what becomes public
     * @param needsFile whether the toolpath is still to come
     */
    record Waiting(String id, String page, boolean needsFile, boolean published) {}

    @POST
    @Access(Access.Who.AGENT)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            description = "A job that the agent ran by itself. Nothing of it is public before a person has said so on"
                    + " the page that the answer names.")
    public Response tell(@Context Viewer viewer, InputStream body) throws IOException {
        var bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) throw Problem.of(Problem.Kind.TOO_LARGE, "http-413");
        SharedJob shared;
        try {
            shared = sharing.tell(viewer.agentId(), LinkJson.mapper().readValue(bytes, LocalJob.class));
        } catch (JsonProcessingException malformed) {
            throw Problem.invalid("job", "message-malformed", malformed.getOriginalMessage());
        }
        boolean published = shared.publishedAt().isPresent();
        return Response.ok(new Waiting(
                        shared.id(),
                        shared.href(),
                        !published && shared.fileSha256().isEmpty(),
                        published))
                .build();
    }

    @PUT
    @Path("/{id}/file")
    @Access(Access.Who.AGENT)
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(description = "The toolpath of such a job; it must have the SHA-256 that was told.")
    public Response file(@Context Viewer viewer, @PathParam("id") String id, InputStream body) throws IOException {
        sharing.file(viewer.agentId(), id, body);
        return Response.noContent().build();
    }

    @POST
    @Path("/{id}/pictures")
    @Access(Access.Who.AGENT)
    @Consumes("image/jpeg")
    @Operation(description = "A picture of such a job: of its start, a pause or its end.")
    public Response picture(
            @Context Viewer viewer,
            @PathParam("id") String id,
            @QueryParam("moment") @DefaultValue("") String moment,
            @QueryParam("at") @DefaultValue("0") long at,
            InputStream body)
            throws IOException {
        var when = Moment.parse(moment)
                .filter(known -> known != Moment.LIVE)
                .orElseThrow(() -> Problem.invalid("moment", "picture-moment"));
        if (at <= 0) throw Problem.invalid("at", "picture-at");
        sharing.picture(viewer.agentId(), id, when, at, body.readNBytes(Pictures.MAX_BYTES));
        return Response.noContent().build();
    }
}
