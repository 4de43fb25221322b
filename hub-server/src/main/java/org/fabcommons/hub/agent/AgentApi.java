// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Download;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Telemetry;

/** What paired agents call; version 1 of the link. Unknown fields are ignored: agents are updated on their own time. */
@Path("/agent/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AgentApi {
    /** A message is a few hundred bytes; telemetry of a dozen machines some thousand. */
    private static final int MAX_BYTES = 1_000_000;

    private static final int MAX_MESSAGES = 500;

    private final Agents agents;
    private final HubContext hub;

    AgentApi(Agents agents, HubContext hub) {
        this.agents = agents;
        this.hub = hub;
    }

    @GET
    @Path("/commands")
    @Operation(
            description =
                    "An agent's orders, as events named after their type; those not yet done come again after a break.")
    @Access(Access.Who.AGENT)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void commands(
            @Context Viewer viewer,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse) {
        var agentId = viewer.agentId();
        // A second stream means that the agent gave the first one up.
        hub.live().end(Agents.topic(agentId));
        hub.live().follow(Agents.topic(agentId), sink, sse, agents.commands(agentId, number(lastEventId)));
    }

    @POST
    @Path("/messages")
    @Operation(
            description =
                    "What happened beside the machines; each message counts once, whatever number of times it comes.")
    @Access(Access.Who.AGENT)
    public Response messages(@Context Viewer viewer, InputStream body) throws IOException {
        List<JsonNode> messages = new ArrayList<>();
        json(body).path("messages").forEach(messages::add);
        if (messages.size() > MAX_MESSAGES) throw Problem.invalid("messages", "messages-too-many", MAX_MESSAGES);
        for (var message : messages)
            if (message.path("id").asText().isEmpty()) throw Problem.invalid("messages", "message-malformed", "id");
        return Response.ok(agents.receive(viewer.agentId(), messages)).build();
    }

    @POST
    @Path("/telemetry")
    @Operation(description = "What the machines do right now; kept in memory only.")
    @Access(Access.Who.AGENT)
    public Response telemetry(@Context Viewer viewer, InputStream body) throws IOException {
        var json = json(body);
        try {
            agents.telemetry(viewer.agentId(), LinkJson.mapper().treeToValue(json, Telemetry.class));
        } catch (JsonProcessingException malformed) {
            throw Problem.invalid("machines", "message-malformed", malformed.getOriginalMessage());
        }
        return Response.noContent().build();
    }

    @GET
    @Path("/files/{sha256: [0-9a-f]{64}}")
    @Operation(description = "The file of a job that was given to this agent, whole or in ranges.")
    @Access(Access.Who.AGENT)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response file(
            @Context Viewer viewer,
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("sha256") String sha256)
            throws IOException {
        var file = agents.file(viewer.agentId(), sha256).orElseThrow(Problem::notFound);
        return new Download(
                        sha256,
                        Files.size(file),
                        sha256,
                        MediaType.APPLICATION_OCTET_STREAM,
                        false,
                        () -> Files.newInputStream(file))
                .answer(request, headers);
    }

    private static long number(String lastEventId) {
        try {
            return lastEventId == null || lastEventId.isBlank() ? 0 : Long.parseLong(lastEventId.strip());
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }

    private static JsonNode json(InputStream body) throws IOException {
        var bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) throw Problem.of(Problem.Kind.TOO_LARGE, "http-413");
        return LinkJson.mapper().readTree(bytes);
    }
}
