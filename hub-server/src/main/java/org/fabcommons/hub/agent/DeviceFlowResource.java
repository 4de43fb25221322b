// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.RateLimit;

/** The agent's side of pairing, with the names and error codes of RFC 8628 and RFC 6749, 5.2. */
@Path("/agent")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class DeviceFlowResource {
    private static final String CLIENT = "fab-agent";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final Pairings pairings;
    private final HubContext hub;
    private final RateLimit starts;

    DeviceFlowResource(Pairings pairings, HubContext hub) {
        this.pairings = pairings;
        this.hub = hub;
        this.starts = new RateLimit(hub.clock(), 60, Duration.ofHours(1).toMillis());
    }

    @POST
    @Path("/device_authorization")
    @Operation(description = "Begins pairing (RFC 8628): a code for the agent and a short one for its owner.")
    @Access(Access.Who.ANYONE)
    public Response authorise(
            @FormParam("client_id") String client,
            @FormParam("agent_name") String name,
            @Context HttpServletRequest request) {
        if (!CLIENT.equals(client)) return error("invalid_client");
        if (!hub.demo() && !starts.allows(request.getRemoteAddr()))
            throw Problem.of(Problem.Kind.TOO_MANY, "pairing-too-often");
        var codes = pairings.start(shownName(name));
        var page = hub.base() + "/pair";
        return Response.ok(Map.of(
                        "device_code", codes.deviceCode(),
                        "user_code", codes.userCode(),
                        "verification_uri", page,
                        "verification_uri_complete", page + "?code=" + codes.userCode(),
                        "expires_in", Pairings.LIFETIME.toSeconds(),
                        "interval", pairings.interval().toSeconds()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @Path("/token")
    @Operation(description = "Asks whether the owner has entered the short code yet (RFC 8628).")
    @Access(Access.Who.ANYONE)
    public Response token(
            @FormParam("grant_type") String grant,
            @FormParam("client_id") String client,
            @FormParam("device_code") String code) {
        if (!GRANT.equals(grant)) return error("unsupported_grant_type");
        if (code == null || code.isBlank()) return error("invalid_request");
        if (client != null && !CLIENT.equals(client)) return error("invalid_client");
        var poll = pairings.poll(code.strip());
        if (poll instanceof Pairings.Poll.Paired paired)
            return Response.ok(Map.of("access_token", paired.token(), "token_type", "Bearer"))
                    .header("Cache-Control", "no-store")
                    .build();
        return error(((Pairings.Poll.NotYet) poll).error());
    }

    private static Response error(String code) {
        return Response.status(code.equals("invalid_client") ? 401 : 400)
                .entity(Map.of("error", code))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static String shownName(String given) {
        var name = given == null ? "" : given.strip().replaceAll("\\p{Cntrl}", "");
        return name.isEmpty() ? CLIENT : name.substring(0, Math.min(name.length(), 60));
    }
}
