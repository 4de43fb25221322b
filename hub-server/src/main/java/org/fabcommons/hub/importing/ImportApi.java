// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.PublishResource;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.design.Wish;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** Imports, for programs. */
@Path("/api/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
public final class ImportApi {
    private final Imports imports;
    private final DesignFeature.Faces design;

    ImportApi(Imports imports, DesignFeature.Faces design) {
        this.imports = imports;
        this.design = design;
    }

    /**
     * @param url of a git repository
     * @param upload or the id of an archive that was uploaded before
     * @param files or those of a folder, each uploaded before
     */
    record NewImport(String url, String upload, List<@Valid @NotNull Sent> files) {}

    /**
     * @param upload the id
     * @param path where it is in the folder, with the folder's own name or without it
     */
    record Sent(@NotNull String upload, @NotNull String path) {}

    /**
     * Whatever is missing is as it was found.
     *
     * @param owner a group's handle; missing for one of your own
     * @param releases false where its tags shall not become releases
     */
    record NewDesign(
            String name,
            String title,
            String summary,
            String licence,
            String documentationLicence,
            String softwareLicence,
            List<String> tags,
            String owner,
            String visibility,
            Boolean releases) {}

    record ImportList(List<ImportJson> items) {}

    @GET
    @Access(Access.Who.PERSON)
    @Operation(description = "Your imports, the newest first.")
    public ImportList list(@Context Viewer viewer) {
        return new ImportList(imports.of(viewer.require()).stream()
                .map(each -> ImportJson.of(each, viewer))
                .toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(
            description =
                    "Begins an import of a git repository, or of an archive or the files of a folder that were uploaded before.")
    @ApiResponse(
            responseCode = "202",
            description = "Begun",
            content = @Content(schema = @Schema(implementation = ImportJson.class)))
    public Response begin(@Context Viewer viewer, @Valid @NotNull NewImport wish) {
        if (wish.files() != null && !wish.files().isEmpty()) return folder(viewer, wish.files());
        if (wish.upload() == null) return begun(imports.git(viewer.require(), wish.url()), viewer);
        Map<String, Blob> files = new HashMap<>();
        var upload = design.reception().name(files, viewer.require(), wish.upload(), "archive");
        var each =
                imports.archive(viewer.require(), upload.name(), upload.blob().orElseThrow());
        design.reception().done(List.of(upload));
        return begun(each, viewer);
    }

    private Response folder(Viewer viewer, List<Sent> sent) {
        if (sent.size() > Publishing.MAX_FILES) throw Problem.invalid("file", "files-many", Publishing.MAX_FILES);
        Map<String, Blob> files = new HashMap<>();
        var uploads = sent.stream()
                .map(file -> design.reception().name(files, viewer.require(), file.upload(), file.path()))
                .toList();
        var each = imports.folder(viewer.require(), files);
        design.reception().done(uploads);
        return begun(each, viewer);
    }

    private static Response begun(Import each, Viewer viewer) {
        return Response.accepted(ImportJson.of(each, viewer))
                .location(URI.create("/api/v1/imports/" + each.id()))
                .build();
    }

    @GET
    @Path("/{id}")
    @Access(Access.Who.PERSON)
    @Operation(description = "How far an import is, and what was found.")
    public ImportJson one(@Context Viewer viewer, @PathParam("id") String id) {
        return ImportJson.of(imports.require(viewer.require(), id), viewer);
    }

    @POST
    @Path("/{id}/publish")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(description = "Begins to make a design of an import that is ready; state tells how that ends.")
    @ApiResponse(
            responseCode = "202",
            description = "Begun",
            content = @Content(schema = @Schema(implementation = ImportJson.class)))
    public Response publish(@Context Viewer viewer, @PathParam("id") String id, @NotNull NewDesign wish) {
        var each = imports.require(viewer.require(), id);
        var whole = Found.read(each.found());
        var found = whole.proposal();
        var described = new Wish(
                or(wish.name(), wish.title() == null ? whole.name() : PublishResource.slug(wish.title())),
                or(wish.title(), found.title()),
                or(wish.summary(), found.summary()),
                or(wish.licence(), found.licence()),
                wish.tags() == null ? found.tags() : wish.tags(),
                new PartLicences(
                        or(wish.documentationLicence(), found.documentation()),
                        or(wish.softwareLicence(), found.software())));
        imports.publish(
                each,
                design.publishing().home(viewer.require(), wish.owner(), wish.visibility()),
                described.name(),
                described.checked(),
                !Boolean.FALSE.equals(wish.releases()));
        return begun(imports.require(viewer.require(), id), viewer);
    }

    private static String or(String said, String found) {
        return said == null ? found : said;
    }

    @POST
    @Path("/{id}/again")
    @Access(Access.Who.PERSON)
    @Operation(description = "Begins an import anew that has failed.")
    public ImportJson again(@Context Viewer viewer, @PathParam("id") String id) {
        imports.again(imports.require(viewer.require(), id));
        return one(viewer, id);
    }

    @DELETE
    @Path("/{id}")
    @Access(Access.Who.PERSON)
    @Operation(description = "Ends an import and takes away what has come of it.")
    public Response cancel(@Context Viewer viewer, @PathParam("id") String id) {
        imports.cancel(imports.require(viewer.require(), id));
        return Response.noContent().build();
    }

    static Problem missing() {
        return Problem.invalid("file", "import-nothing");
    }
}
