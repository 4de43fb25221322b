// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.fabcommons.hub.agent.Agent;
import org.fabcommons.hub.agent.Agents;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.BedSeen;
import org.fabcommons.link.LinkJson;

/** Where agents say whether their cameras see a machine clear; version 1 of the link. */
@Path("/agent/v1/bed")
@Produces(MediaType.APPLICATION_JSON)
public final class AgentBedApi {
    private static final int MAX_BYTES = 10_000;

    private final Agents agents;
    private final GoingOn goingOn;

    AgentBedApi(Agents agents, GoingOn goingOn) {
        this.agents = agents;
        this.goingOn = goingOn;
    }

    @GET
    @Access(Access.Who.AGENT)
    @Operation(
            description = "The job that starts on this machine once the camera sees it clear; none where a person"
                    + " has to start the next one.")
    public Response next(@Context Viewer viewer, @QueryParam("machine") @DefaultValue("") String machine) {
        return Response.ok(new BedSeen.Next(goingOn.next(agent(viewer), machine).map(Job::id)))
                .build();
    }

    @POST
    @Access(Access.Who.AGENT)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(description = "What the camera sees now; the answer says whether the job starts for that.")
    public Response seen(@Context Viewer viewer, InputStream body) throws IOException {
        var bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) throw Problem.of(Problem.Kind.TOO_LARGE, "http-413");
        BedSeen seen;
        try {
            seen = LinkJson.mapper().readValue(bytes, BedSeen.class);
        } catch (JsonProcessingException malformed) {
            throw Problem.invalid("bed", "message-malformed", malformed.getOriginalMessage());
        }
        if (seen.machine() == null || seen.job() == null || seen.camera() == null || seen.reason() == null)
            throw Problem.invalid("bed", "message-malformed", "machine, job, camera, reason");
        return Response.ok(new BedSeen.Answer(goingOn.seen(agent(viewer), seen)))
                .build();
    }

    private Agent agent(Viewer viewer) {
        return agents.byId(viewer.agentId()).orElseThrow(Problem::notFound);
    }
}
