// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** What a git client asks for. Source: gitprotocol-http(5), the smart protocol. */
@Path("/{owner:[A-Za-z0-9-]+}/{repository:[A-Za-z0-9-]+[.]git}")
public final class GitResource {
    static final String FETCH = "git-upload-pack";
    static final String PUSH = "git-receive-pack";
    private static final String NEVER_KEPT = "no-cache, max-age=0, must-revalidate";

    private final Doors doors;

    GitResource(Doors doors) {
        this.doors = doors;
    }

    @GET
    @Access(Access.Who.ANYONE)
    @Operation(
            description = "The address of a design's repository, looked at in a browser: leads to the design's page.")
    public Response page(
            @Context Viewer viewer, @PathParam("owner") String owner, @PathParam("repository") String repository) {
        return Answers.seeOther(doors.toFetch(viewer, owner, repository).path());
    }

    @GET
    @Path("/info/refs")
    @Access(Access.Who.ANYONE)
    @Operation(description = "For git clients: what there is to fetch, or where a push would begin.")
    public Response refs(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("repository") String repository,
            @QueryParam("service") @DefaultValue("") String service,
            @HeaderParam("Git-Protocol") @DefaultValue("") String protocol) {
        return switch (service) {
            case FETCH -> {
                var design = doors.toFetch(viewer, owner, repository);
                yield answer(FETCH + "-advertisement", out -> doors.fetches().advertise(design.id(), protocol, out));
            }
            case PUSH -> {
                var design = doors.toPush(viewer, owner, repository);
                yield answer(PUSH + "-advertisement", out -> doors.pushes().advertise(design.id(), out));
            }
            default -> throw Problem.forbidden("git-dumb");
        };
    }

    @POST
    @Path("/git-upload-pack")
    @Consumes("application/x-git-upload-pack-request")
    @Produces("application/x-git-upload-pack-result")
    @Access(Access.Who.ANYONE)
    @Operation(description = "For git clients: clone and fetch.")
    public Response fetch(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("repository") String repository,
            @HeaderParam("Git-Protocol") @DefaultValue("") String protocol,
            InputStream body) {
        var design = doors.toFetch(viewer, owner, repository);
        return answer(
                FETCH + "-result", doors.oneOfMany(out -> doors.fetches().serve(design.id(), protocol, body, out)));
    }

    @POST
    @Path("/git-receive-pack")
    @Consumes("application/x-git-receive-pack-request")
    @Produces("application/x-git-receive-pack-result")
    @Access(Access.Who.PERSON)
    @Operation(description = "For git clients: push. Refused with a message where an upload would be refused.")
    public Response push(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("repository") String repository,
            InputStream body) {
        var design = doors.toPush(viewer, owner, repository);
        return answer(PUSH + "-result", doors.oneOfMany(out -> doors.pushes()
                .receive(design.id(), body, out, doors.visit(design, viewer))));
    }

    private static Response answer(String type, StreamingOutput body) {
        return Response.ok(body, "application/x-" + type)
                .header("Cache-Control", NEVER_KEPT)
                .build();
    }
}
