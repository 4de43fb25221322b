// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Archive;
import org.fabcommons.hub.design.ArchivePart;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Upload;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Download;
import org.fabcommons.hub.web.Markdown;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The pages of releases. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class ReleaseResource {
    private static final String TEMPLATES = "/org/fabcommons/hub/release/";

    private final Designs designs;
    private final Releases releases;
    private final Citations citations;
    private final Upload.Reception reception;
    private final List<ArchivePart> archiveParts;

    ReleaseResource(DesignFeature.Faces design, Releases releases, Citations citations) {
        this.designs = design.designs();
        this.releases = releases;
        this.citations = citations;
        this.reception = design.reception();
        this.archiveParts = design.archiveParts();
    }

    /** @param maintained whether the viewer may make one */
    public record ReleasesPage(Design design, List<Release> releases, int page, boolean more, boolean maintained) {}

    /**
     * @param notes as HTML that was made safe
     * @param newest whether there is no newer one
     * @param before the one made before it
     */
    public record ReleasePage(
            Design design,
            Release release,
            Optional<String> notes,
            boolean newest,
            Optional<Release> before,
            List<DesignFile> files,
            long totalBytes,
            List<Releases.Artefact> artefacts,
            String cff,
            String bibtex) {}

    /** @param faults texts by field; those of single files by their names */
    public record NewReleasePage(
            Design design,
            String name,
            String title,
            String notes,
            String revision,
            String revisionMessage,
            Map<String, String> faults) {}

    @GET
    @Path("/releases")
    @Access(Access.Who.ANYONE)
    public Page list(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("page") @DefaultValue("1") int page) {
        var design = designs.require(viewer, owner, name);
        var found = releases.of(design, page);
        return Page.of(
                viewer,
                TEMPLATES + "releases.ftl",
                new ReleasesPage(
                        design,
                        found.stream().limit(Releases.PAGE).toList(),
                        Math.max(1, page),
                        found.size() > Releases.PAGE,
                        designs.rights().mayMaintain(design, viewer)));
    }

    @GET
    @Path("/releases/new")
    @Access(Access.Who.PERSON)
    public Page form(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = maintained(viewer, owner, name);
        var id = designs.requireRevision(design, revision);
        return form(viewer, design, new Releases.Wish("", "", "", id, Map.of()), Map.of());
    }

    @POST
    @Path("/releases/new")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Access(Access.Who.PERSON)
    public Response make(
            @Context Viewer viewer,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            InputStream body)
            throws IOException {
        var design = maintained(viewer, owner, name);
        var wish = ReleaseApi.wish(reception.receive(viewer.require(), body, headers));
        try {
            return Answers.seeOther(
                    releases.make(viewer.require(), design, wish).path(design));
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID && problem.kind() != Problem.Kind.CONFLICT) throw problem;
            return Response.status(problem.kind().status())
                    .entity(form(viewer, design, wish, viewer.faults(problem, "name")))
                    .build();
        }
    }

    @GET
    @Path("/releases/{release}")
    @Access(Access.Who.ANYONE)
    public Page release(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("release") String release) {
        var design = designs.require(viewer, owner, name);
        var found = releases.require(design, release);
        var files = designs.files(design, found.revision());
        var citation = citations.of(design, found);
        return Page.of(
                viewer,
                TEMPLATES + "release.ftl",
                new ReleasePage(
                        design,
                        found,
                        found.notes().isEmpty()
                                ? Optional.empty()
                                : Optional.of(Markdown.html(found.notes(), path -> address(design, found, path), 1)),
                        releases.newest(design).filter(found::equals).isPresent(),
                        releases.before(found),
                        files,
                        files.stream().mapToLong(DesignFile::sizeBytes).sum(),
                        releases.artefacts(found),
                        citation.cff(),
                        citation.bibtex()));
    }

    /** A relative address in the notes leads to a file of the revision. */
    private static String address(Design design, Release release, String path) {
        return design.path() + "/files/" + release.revision() + "/" + path.replace(" ", "%20");
    }

    @GET
    @Path("/releases/{release}/artefacts/{file}")
    @Produces(MediaType.WILDCARD)
    @Access(Access.Who.ANYONE)
    public Response artefact(
            @Context Viewer viewer,
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("release") String release,
            @PathParam("file") String file) {
        var design = designs.require(viewer, owner, name);
        var found = releases.require(design, release);
        var artefact = releases.artefacts(found).stream()
                .filter(each -> each.name().equals(file))
                .findFirst()
                .orElseThrow(Problem::notFound);
        return new Download(
                        artefact.name(),
                        artefact.sizeBytes(),
                        artefact.sha256(),
                        "application/octet-stream",
                        false,
                        () -> releases.open(found, artefact))
                .answer(request, headers);
    }

    @GET
    @Path("/releases/{release}/SHA256SUMS")
    @Produces("text/plain; charset=utf-8")
    @Access(Access.Who.ANYONE)
    public String checksums(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("release") String release) {
        var design = designs.require(viewer, owner, name);
        var found = releases.require(design, release);
        return Checksums.of(designs.files(design, found.revision()), releases.artefacts(found));
    }

    @GET
    @Path("/releases/{release}/archive.zip")
    @Produces("application/zip")
    @Access(Access.Who.ANYONE)
    @Operation(description = "All of a release: its files, its artefacts, and the checksums of both.")
    public Response archive(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("release") String release) {
        var design = designs.require(viewer, owner, name);
        var found = releases.require(design, release);
        var archive = Archive.of(designs, design, found.revision(), found.name(), archiveParts, viewer);
        var artefacts = releases.artefacts(found);
        for (var artefact : artefacts)
            archive.added().put(ReleaseSheet.ARTEFACTS + artefact.name(), () -> releases.open(found, artefact));
        var sums =
                Checksums.of(designs.files(design, found.revision()), artefacts).getBytes(StandardCharsets.UTF_8);
        archive.added().put("SHA256SUMS", () -> new ByteArrayInputStream(sums));
        return archive.answer();
    }

    private Design maintained(Viewer viewer, String owner, String name) {
        var design = designs.require(viewer, owner, name);
        designs.rights().requireMaintain(design, viewer);
        return design;
    }

    private Page form(Viewer viewer, Design design, Releases.Wish wish, Map<String, String> faults) {
        var named = wish.revision().isEmpty() ? Designs.HEAD : wish.revision();
        var revision = faults.containsKey("revision") ? Designs.HEAD : named;
        var shown = designs.revisions(design, revision, 1).get(0);
        return Page.of(
                viewer,
                TEMPLATES + "new.ftl",
                new NewReleasePage(
                        design, wish.name(), wish.title(), wish.notes(), shown.id(), shown.message(), faults));
    }
}
