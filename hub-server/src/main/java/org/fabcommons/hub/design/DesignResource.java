// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** A design's pages. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class DesignResource {
    private static final String TEMPLATES = "/org/fabcommons/hub/design/";
    private static final int REVISIONS = 100;

    private final Designs designs;
    private final Publishing publishing;
    private final DesignPages pages;
    private final Upload.Reception reception;
    private final List<ArchivePart> archiveParts;

    DesignResource(
            Designs designs,
            Publishing publishing,
            DesignPages pages,
            Upload.Reception reception,
            List<ArchivePart> archiveParts) {
        this.designs = designs;
        this.publishing = publishing;
        this.pages = pages;
        this.reception = reception;
        this.archiveParts = archiveParts;
    }

    /** @param more the revision to go on from, where there are more */
    public record RevisionsPage(Design design, List<Revision> revisions, Optional<String> more) {}

    @GET
    @Access(Access.Who.ANYONE)
    public Page design(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        return Page.of(
                viewer, TEMPLATES + "design.ftl", pages.of(designs.require(viewer, owner, name), revision, viewer));
    }

    @GET
    @Path("/revisions")
    @Access(Access.Who.ANYONE)
    public Page revisions(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("from") @DefaultValue(Designs.HEAD) String from) {
        var design = designs.require(viewer, owner, name);
        var found = designs.revisions(design, from, REVISIONS + 1);
        return Page.of(
                viewer,
                TEMPLATES + "revisions.ftl",
                new RevisionsPage(
                        design,
                        found.stream().limit(REVISIONS).toList(),
                        found.size() > REVISIONS
                                ? Optional.of(found.get(REVISIONS).id())
                                : Optional.empty()));
    }

    @GET
    @Path("/files/{revision}/{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Access(Access.Who.ANYONE)
    public Response file(
            @Context Request request,
            @Context HttpHeaders headers,
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("revision") String revision,
            @PathParam("path") String path,
            @QueryParam("save") String save) {
        return FileAnswer.of(
                designs, designs.require(viewer, owner, name), revision, path, save != null, request, headers);
    }

    @GET
    @Path("/archive/{revision: [0-9a-f]+|head}.zip")
    @Produces("application/zip")
    @Access(Access.Who.ANYONE)
    public Response archive(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("revision") String revision) {
        var design = designs.require(viewer, owner, name);
        var id = designs.requireRevision(design, revision);
        return Archive.of(designs, design, id, id.substring(0, 10), archiveParts, viewer)
                .answer();
    }

    @GET
    @Path("/edit")
    @Access(Access.Who.PERSON)
    public Page edit(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        var design = owned(viewer, owner, name);
        return form(
                viewer,
                design,
                new Wish(
                        design.name(),
                        design.title(),
                        design.summary(),
                        design.licence(),
                        design.tags(),
                        design.parts()),
                String.join(" ", design.tags()),
                "",
                Map.of());
    }

    @POST
    @Path("/edit")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({MediaType.TEXT_HTML, MediaType.APPLICATION_JSON})
    @Access(Access.Who.PERSON)
    public Response revise(
            @Context Viewer viewer,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            InputStream body)
            throws IOException {
        var design = owned(viewer, owner, name);
        var page = Uploads.wantsPage(headers);
        var upload = reception.receive(viewer.require(), body, headers);
        var wish = new Wish(
                design.name(),
                upload.text("title"),
                upload.text("summary"),
                upload.given("licenceWritten").orElseGet(() -> upload.text("licence")),
                About.words(upload.text("tags")),
                upload.parts());
        try {
            var about = wish.checked();
            var unchanged = about.equals(
                    new About(design.title(), design.summary(), design.licence(), design.tags(), design.parts()));
            publishing.revise(
                    viewer.require(),
                    design,
                    new Publishing.Change(
                            upload.text("message"),
                            upload.files(),
                            new LinkedHashSet<>(upload.all("remove")),
                            designs.requireRevision(design, upload.given("base").orElse(Designs.HEAD)),
                            unchanged ? Optional.empty() : Optional.of(about)));
            reception.done(upload.named());
        } catch (Problem problem) {
            if (!page) throw problem;
            return Response.status(problem.kind().status())
                    .type(MediaType.TEXT_HTML)
                    .entity(form(
                            viewer,
                            design,
                            wish,
                            upload.text("tags"),
                            upload.text("message"),
                            DesignForm.faults(problem, viewer)))
                    .build();
        }
        return page
                ? Answers.seeOther(design.path())
                : Response.status(201)
                        .type(MediaType.APPLICATION_JSON)
                        .entity(Map.of("url", design.path()))
                        .build();
    }

    private Design owned(Viewer viewer, String owner, String name) {
        var design = designs.require(viewer, owner, name);
        designs.rights().requireWrite(design, viewer);
        return design;
    }

    private Page form(
            Viewer viewer, Design design, Wish wish, String tags, String message, Map<String, String> faults) {
        return Page.of(
                viewer,
                TEMPLATES + "edit.ftl",
                new EditPage(
                        new DesignForm(
                                Optional.of(design),
                                design.headRevision(),
                                wish,
                                tags,
                                message,
                                DesignForm.allLicences(),
                                designs.files(design, design.headRevision()),
                                reception.maxFileBytes(),
                                List.of(),
                                design.ownerHandle(),
                                design.visibility().wireName(),
                                faults),
                        pages.parts(DesignPanel.Slot.BEFORE_PUBLISHING, design, design.headRevision(), viewer)));
    }

    /** @param parts what later features have to say before a revision is published */
    public record EditPage(DesignForm form, List<Part> parts) {}
}
