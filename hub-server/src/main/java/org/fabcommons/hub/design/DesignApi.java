// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.NotNull;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.upload.ResumableUpload;
import org.fabcommons.hub.vault.Blob;
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

    /** The parts of a form that makes a revision; for the description of the API. */
    record RevisionForm(
            @Schema(description = "What changed, in a few words") String message,
            @Schema(description = "The revision that was looked at; the newest one where it is missing") String base,
            @Schema(description = "Paths of files to take away") List<String> remove,
            @Schema(description = "Files uploaded before: the upload's id, a space, the path") List<String> upload,
            @Schema(description = "One part per file; its filename is its path in the design", format = "binary")
                    String file) {}

    /** @param base the revision that was looked at; the newest one where it is missing */
    record NewRevision(String message, String base, List<String> remove, List<Uploaded> uploads) {}

    /**
     * A file that was uploaded before.
     *
     * @param id the last part of the upload's address
     * @param path in the design; the upload's own name where it is missing
     */
    record Uploaded(String id, String path) {}

    @GET
    @Operation(description = "A design as its newest revision describes it.")
    @Access(Access.Who.ANYONE)
    public DesignJson.Whole design(
            @Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        var design = designs.require(viewer, owner, name);
        return DesignJson.Whole.of(design, designs.files(design, design.headRevision()));
    }

    @GET
    @Path("/revisions")
    @Access(Access.Who.ANYONE)
    @Operation(description = "Newest first, history of the designs it was made of included.")
    public DesignJson.Commits revisions(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("from") @DefaultValue(Designs.HEAD) String from) {
        var design = designs.require(viewer, owner, name);
        var found = designs.revisions(design, from, PAGE + 1);
        return new DesignJson.Commits(
                found.stream().limit(PAGE).map(DesignJson.Commit::of).toList(),
                found.size() > PAGE ? Optional.of(found.get(PAGE).id()) : Optional.empty());
    }

    @POST
    @Path("/revisions")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Access(Access.Who.PERSON)
    @Operation(
            description = "Files not named stay as they were.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "multipart/form-data",
                                            schema = @Schema(implementation = RevisionForm.class))))
    @ApiResponse(
            responseCode = "201",
            description = "The new revision",
            content = @Content(schema = @Schema(implementation = DesignJson.Commit.class)))
    public Response revise(
            @Context Viewer viewer,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            InputStream body)
            throws IOException {
        var design = designs.require(viewer, owner, name);
        // Whoever may not change it need not send it.
        designs.rights().requireWrite(design, viewer);
        var upload = reception.receive(viewer.require(), body, headers);
        return revised(
                viewer,
                design,
                new Publishing.Change(
                        upload.text("message"),
                        upload.files(),
                        new LinkedHashSet<>(upload.all("remove")),
                        designs.requireRevision(design, upload.given("base").orElse(design.headRevision())),
                        Optional.empty()),
                upload.named());
    }

    @POST
    @Path("/revisions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(description = "The same of files that were uploaded before. Files not named stay as they were.")
    @ApiResponse(
            responseCode = "201",
            description = "The new revision",
            content = @Content(schema = @Schema(implementation = DesignJson.Commit.class)))
    public Response revise(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @NotNull NewRevision wish) {
        var design = designs.require(viewer, owner, name);
        designs.rights().requireWrite(design, viewer);
        Map<String, Blob> files = new LinkedHashMap<>();
        List<ResumableUpload> named = new ArrayList<>();
        for (var file : wish.uploads() == null ? List.<Uploaded>of() : wish.uploads())
            if (file == null || file.id() == null) throw Problem.invalid("uploads", "upload-unknown", "");
            else named.add(reception.name(files, viewer.require(), file.id(), file.path() == null ? "" : file.path()));
        return revised(
                viewer,
                design,
                new Publishing.Change(
                        wish.message(),
                        files,
                        wish.remove() == null ? Set.of() : new LinkedHashSet<>(wish.remove()),
                        designs.requireRevision(design, wish.base() == null ? design.headRevision() : wish.base()),
                        Optional.empty()),
                named);
    }

    private Response revised(Viewer viewer, Design design, Publishing.Change change, List<ResumableUpload> named) {
        var revised = publishing.revise(viewer.require(), design, change);
        reception.done(named);
        var revision = designs.revisions(revised, revised.headRevision(), 1).get(0);
        return Response.created(
                        URI.create("/api/v1/designs/" + revised.fullName() + "/revisions?from=" + revision.id()))
                .entity(DesignJson.Commit.of(revision))
                .build();
    }

    @GET
    @Path("/files/{revision}")
    @Operation(description = "The files of a revision: a commit id, or head for the newest.")
    @Access(Access.Who.ANYONE)
    public DesignJson.Files files(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("revision") String revision) {
        var design = designs.require(viewer, owner, name);
        var id = designs.requireRevision(design, revision);
        return new DesignJson.Files(
                id,
                designs.files(design, id).stream()
                        .map(file -> DesignJson.File.of(design, id, file))
                        .toList());
    }

    @GET
    @Path("/files/{revision}/{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Access(Access.Who.ANYONE)
    @Operation(description = "Range, If-Range and If-None-Match work.")
    @ApiResponse(responseCode = "200", description = "The file's content", content = @Content(mediaType = "*/*"))
    public Response file(
            @Context Request request,
            @Context HttpHeaders headers,
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("revision") String revision,
            @PathParam("path") String path) {
        return FileAnswer.of(designs, designs.require(viewer, owner, name), revision, path, false, request, headers);
    }
}
