// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** One design, its revisions and files, for programs. */
@Path("/api/v1/designs/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
public final class DesignApi {
    private static final int PAGE = 50;

    private final Designs designs;
    private final Publishing publishing;
    private final Upload.Reception reception;

    DesignApi(Designs designs, Publishing publishing, Upload.Reception reception) {
        this.designs = designs;
        this.publishing = publishing;
        this.reception = reception;
    }

    @GET
    @Access(Access.Who.ANYONE)
    public Response design(@PathParam("owner") String owner, @PathParam("name") String name) {
        var design = designs.require(owner, name);
        return Response.ok(DesignJson.Whole.of(design, designs.files(design, design.headRevision())))
                .build();
    }

    @GET
    @Path("/revisions")
    @Access(Access.Who.ANYONE)
    @Operation(description = "Newest first, history of the designs it was made of included.")
    public Response revisions(
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("from") @DefaultValue(Designs.HEAD) String from) {
        var design = designs.require(owner, name);
        var found = designs.revisions(design, from, PAGE + 1);
        return Response.ok(new DesignJson.Commits(
                        found.stream().limit(PAGE).map(DesignJson.Commit::of).toList(),
                        found.size() > PAGE ? Optional.of(found.get(PAGE).id()) : Optional.empty()))
                .build();
    }

    @POST
    @Path("/revisions")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Access(Access.Who.PERSON)
    @Operation(
            description = "A field message, one part per file whose filename is its path in the design, fields remove"
                    + " with paths to take away, and a field base with the revision that was looked at (the newest"
                    + " one otherwise). Files not named stay as they were.")
    public Response revise(
            @Context Viewer viewer,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            InputStream body)
            throws IOException {
        var design = designs.require(owner, name);
        // Whoever may not change it need not send it.
        if (!viewer.is(design.ownerId())) throw Problem.forbidden("not-your-design");
        var upload = reception.receive(body, headers);
        var base = designs.requireRevision(design, upload.given("base").orElse(design.headRevision()));
        var revised = publishing.revise(
                viewer.require(),
                design,
                new Publishing.Change(
                        upload.text("message"),
                        upload.files(),
                        new LinkedHashSet<>(upload.all("remove")),
                        base,
                        Optional.empty()));
        var revision = designs.revisions(revised, revised.headRevision(), 1).get(0);
        return Response.created(
                        URI.create("/api/v1/designs/" + revised.fullName() + "/revisions?from=" + revision.id()))
                .entity(DesignJson.Commit.of(revision))
                .build();
    }

    @GET
    @Path("/files/{revision}")
    @Access(Access.Who.ANYONE)
    public Response files(
            @PathParam("owner") String owner, @PathParam("name") String name, @PathParam("revision") String revision) {
        var design = designs.require(owner, name);
        var id = designs.requireRevision(design, revision);
        return Response.ok(Map.of(
                        "revision",
                        id,
                        "items",
                        designs.files(design, id).stream()
                                .map(file -> DesignJson.File.of(design, id, file))
                                .toList()))
                .build();
    }

    @GET
    @Path("/files/{revision}/{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Access(Access.Who.ANYONE)
    @Operation(description = "The file's content; Range and If-None-Match work.")
    public Response file(
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("revision") String revision,
            @PathParam("path") String path) {
        return FileAnswer.of(designs, designs.require(owner, name), revision, path, false, request, headers);
    }
}
