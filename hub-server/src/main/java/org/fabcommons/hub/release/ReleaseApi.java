// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Upload;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Releases, for programs. */
@Path("/api/v1/designs/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
public final class ReleaseApi {
    private final Designs designs;
    private final Releases releases;
    private final Upload.Reception reception;

    ReleaseApi(Designs designs, Releases releases, Upload.Reception reception) {
        this.designs = designs;
        this.releases = releases;
        this.reception = reception;
    }

    /**
     * @param title the name where it is missing
     * @param notes Markdown
     * @param revision a commit, full or shortened; the newest one where it is missing
     */
    record NewRelease(String name, String title, String notes, String revision) {}

    /** The parts of a form that makes a release with artefacts; for the description of the API. */
    record ReleaseForm(
            String name,
            String title,
            String notes,
            String revision,
            @Schema(description = "One part per artefact; its filename is its name", format = "binary") String file) {}

    record Brief(
            String name,
            String title,
            String notes,
            String revision,
            String author,
            String authorHandle,
            String createdAt,
            String url) {
        static Brief of(Design design, Release release) {
            return new Brief(
                    release.name(),
                    release.title(),
                    release.notes(),
                    release.revision(),
                    release.author(),
                    release.authorHandle(),
                    Instant.ofEpochMilli(release.createdAt()).toString(),
                    release.path(design));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ReleaseList(List<Brief> items, Optional<Integer> next) {}

    record File(String path, long sizeBytes, String sha256, String url) {}

    /**
     * @param files those of the revision
     * @param artefacts what is kept with the release beside them
     * @param checksums where the checksums of all are, as {@code sha256sum} reads them
     */
    record Whole(Brief release, List<File> files, List<File> artefacts, String archive, String checksums) {}

    @GET
    @Path("/releases")
    @Access(Access.Who.ANYONE)
    @Operation(description = "A design's releases, the newest first.")
    public ReleaseList list(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("page") @DefaultValue("1") int page) {
        var design = designs.require(viewer, owner, name);
        var found = releases.of(design, page);
        return new ReleaseList(
                found.stream()
                        .limit(Releases.PAGE)
                        .map(release -> Brief.of(design, release))
                        .toList(),
                found.size() > Releases.PAGE ? Optional.of(Math.max(1, page) + 1) : Optional.empty());
    }

    @POST
    @Path("/releases")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(description = "Names a revision for good; git clients see a tag. For owners and maintainers.")
    @ApiResponse(
            responseCode = "201",
            description = "The release",
            content = @Content(schema = @Schema(implementation = Brief.class)))
    public Response make(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @NotNull NewRelease wish) {
        var design = maintained(viewer, owner, name);
        return made(
                viewer, design, new Releases.Wish(wish.name(), wish.title(), wish.notes(), wish.revision(), Map.of()));
    }

    @POST
    @Path("/releases")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Access(Access.Who.PERSON)
    @Operation(
            description = "The same with artefacts: files that belong to the release and not to the revision, such as a"
                    + " printed manual.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "multipart/form-data",
                                            schema = @Schema(implementation = ReleaseForm.class))))
    @ApiResponse(
            responseCode = "201",
            description = "The release",
            content = @Content(schema = @Schema(implementation = Brief.class)))
    public Response makeWithArtefacts(
            @Context Viewer viewer,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            InputStream body)
            throws IOException {
        // Whoever may not make one need not send it.
        var design = maintained(viewer, owner, name);
        return made(viewer, design, wish(reception.receive(viewer.require(), body, headers)));
    }

    static Releases.Wish wish(Upload upload) {
        return new Releases.Wish(
                upload.text("name"),
                upload.text("title"),
                upload.text("notes"),
                upload.text("revision"),
                upload.files());
    }

    private Design maintained(Viewer viewer, String owner, String name) {
        var design = designs.require(viewer, owner, name);
        designs.rights().requireMaintain(design, viewer);
        return design;
    }

    private Response made(Viewer viewer, Design design, Releases.Wish wish) {
        var release = releases.make(viewer.require(), design, wish);
        return Response.created(URI.create("/api/v1/designs/" + design.fullName() + "/releases/" + release.name()))
                .entity(Brief.of(design, release))
                .build();
    }

    @GET
    @Path("/releases/{release}")
    @Access(Access.Who.ANYONE)
    @Operation(description = "A release with its files, artefacts and their SHA-256 checksums.")
    public Whole release(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("release") String release) {
        var design = designs.require(viewer, owner, name);
        var found = releases.require(design, release);
        var page = found.path(design);
        return new Whole(
                Brief.of(design, found),
                designs.files(design, found.revision()).stream()
                        .map(file -> new File(
                                file.path(),
                                file.sizeBytes(),
                                file.sha256(),
                                design.filePath(found.revision(), file.path())))
                        .toList(),
                releases.artefacts(found).stream()
                        .map(file -> new File(
                                file.name(), file.sizeBytes(), file.sha256(), page + "/artefacts/" + file.encoded()))
                        .toList(),
                design.path() + "/archive/" + found.revision() + ".zip",
                page + "/SHA256SUMS");
    }
}
