// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.DesignForm;
import org.fabcommons.hub.design.PublishResource;
import org.fabcommons.hub.design.Wish;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Tag;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The pages of imports: begin one, see how far it is, publish it. */
@Path("/imports")
@Produces(MediaType.TEXT_HTML)
public final class ImportResource {
    private static final String TEMPLATES = "/org/fabcommons/hub/importing/";

    private final Imports imports;
    private final DesignFeature.Faces design;

    ImportResource(Imports imports, DesignFeature.Faces design) {
        this.imports = imports;
        this.design = design;
    }

    /**
     * @param url as it was given
     * @param faults texts by field
     */
    public record BeginPage(List<Import> imports, String url, long maxFileBytes, Map<String, String> faults) {}

    @GET
    @Access(Access.Who.PERSON)
    public Page begin(@Context Viewer viewer) {
        return begin(viewer, "", Map.of());
    }

    private Page begin(Viewer viewer, String url, Map<String, String> faults) {
        return Page.of(
                viewer,
                TEMPLATES + "imports.ftl",
                new BeginPage(
                        imports.of(viewer.require()), url, design.reception().maxFileBytes(), faults));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({MediaType.TEXT_HTML, MediaType.APPLICATION_JSON})
    @Access(Access.Who.PERSON)
    @Operation(description = "Begins an import of a git repository or an archive.")
    public Response begin(@Context Viewer viewer, @Context HttpHeaders headers, InputStream body) throws IOException {
        var page = headers.getAcceptableMediaTypes().stream()
                .anyMatch(type -> !type.isWildcardType() && type.isCompatible(MediaType.TEXT_HTML_TYPE));
        var url = "";
        try {
            var form = design.reception().receive(viewer.require(), body, headers);
            url = form.text("url").strip();
            Import each;
            if (!url.isEmpty()) each = imports.git(viewer.require(), url);
            else if (form.text("from").equals("folder")) {
                if (form.files().isEmpty()) throw ImportApi.missing();
                each = imports.folder(viewer.require(), form.files());
                design.reception().done(form.named());
            } else {
                var file = form.files().entrySet().stream().findFirst().orElseThrow(ImportApi::missing);
                each = imports.archive(viewer.require(), file.getKey(), file.getValue());
                design.reception().done(form.named());
            }
            return page
                    ? Answers.seeOther("/imports/" + each.id())
                    : Response.status(201)
                            .type(MediaType.APPLICATION_JSON)
                            .entity(Map.of("url", "/imports/" + each.id()))
                            .build();
        } catch (Problem problem) {
            if (!page) throw problem;
            Map<String, String> faults = new LinkedHashMap<>();
            problem.faults().forEach(fault -> faults.put(fault.field(), viewer.told(fault)));
            if (faults.isEmpty()) faults.put("file", viewer.told(problem));
            return Response.status(problem.kind().status())
                    .type(MediaType.TEXT_HTML)
                    .entity(begin(viewer, url, faults))
                    .build();
        }
    }

    @GET
    @Path("/{id}")
    @Access(Access.Who.PERSON)
    public Page one(@Context Viewer viewer, @PathParam("id") String id) {
        var each = imports.require(viewer.require(), id);
        var found = Found.read(each.found());
        var proposal = found.proposal();
        // What its person has said already, where publishing it did not work out.
        var said = each.publication().map(Publication::read);
        var wish = said.map(Publication::wish)
                .orElseGet(() -> new Wish(
                        found.name(),
                        proposal.title(),
                        proposal.summary(),
                        proposal.licence(),
                        proposal.tags(),
                        new PartLicences(proposal.documentation(), proposal.software())));
        return one(
                viewer,
                each,
                wish,
                String.join(" ", wish.tags()),
                said.map(Publication::owner).orElse(viewer.require().handle()),
                said.map(Publication::visibility).orElse("public"),
                each.is(Import.State.READY) ? ImportPage.fields(found, viewer) : Map.of());
    }

    private Page one(
            Viewer viewer,
            Import each,
            Wish wish,
            String tags,
            String owner,
            String visibility,
            Map<String, String> faults) {
        var found = Found.read(each.found());
        Map<String, Long> files = new LinkedHashMap<>();
        found.files().forEach((path, file) -> files.put(path, file.bytes()));
        return Page.of(
                viewer,
                TEMPLATES + "import.ftl",
                new ImportPage(
                        each,
                        ImportPage.words(each, found, viewer),
                        ImportPage.faults(found, viewer),
                        ImportPage.wrong(each, found, viewer),
                        files,
                        found.bytes(),
                        found.leftOut(),
                        found.revisions(),
                        found.same(),
                        found.tags().stream().map(Tag::name).toList(),
                        new DesignForm(
                                Optional.empty(),
                                "",
                                wish,
                                tags,
                                "",
                                DesignForm.allLicences(),
                                List.of(),
                                design.reception().maxFileBytes(),
                                design.publishing().homes(viewer.require()),
                                owner,
                                visibility,
                                faults)));
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Access(Access.Who.PERSON)
    @Operation(description = "Publishes an import that is ready.")
    public Response publish(@Context Viewer viewer, @PathParam("id") String id, MultivaluedMap<String, String> fields) {
        var each = imports.require(viewer.require(), id);
        var written = text(fields, "licenceWritten");
        var found = Found.read(each.found());
        var wish = new Wish(
                text(fields, "name").isEmpty() ? PublishResource.slug(text(fields, "title")) : text(fields, "name"),
                text(fields, "title"),
                text(fields, "summary"),
                written.isEmpty() ? text(fields, "licence") : written,
                Arrays.asList(text(fields, "tags").split("[,;\\s]+")),
                new PartLicences(text(fields, "documentationLicence"), text(fields, "softwareLicence")));
        try {
            var told = found.same()
                    ? new Wish(
                                    wish.name(),
                                    found.proposal().title(),
                                    found.proposal().summary(),
                                    found.proposal().licence(),
                                    found.proposal().tags(),
                                    new PartLicences(
                                            found.proposal().documentation(),
                                            found.proposal().software()))
                            .checked()
                    : wish.checked();
            var home = design.publishing().home(viewer.require(), text(fields, "owner"), text(fields, "visibility"));
            imports.publish(
                    each, home, wish.name(), told, !text(fields, "releases").isEmpty());
            return Answers.seeOther("/imports/" + id);
        } catch (Problem problem) {
            return Response.status(problem.kind().status())
                    .entity(one(
                            viewer,
                            imports.require(viewer.require(), id),
                            wish,
                            text(fields, "tags"),
                            text(fields, "owner"),
                            text(fields, "visibility"),
                            DesignForm.faults(problem, viewer)))
                    .build();
        }
    }

    private static String text(MultivaluedMap<String, String> fields, String name) {
        return Optional.ofNullable(fields.getFirst(name)).orElse("").strip();
    }

    @POST
    @Path("/{id}/cancel")
    @Access(Access.Who.PERSON)
    @Operation(description = "Ends an import.")
    public Response cancel(@Context Viewer viewer, @PathParam("id") String id) {
        imports.cancel(imports.require(viewer.require(), id));
        return Answers.seeOther("/imports");
    }

    @POST
    @Path("/{id}/again")
    @Access(Access.Who.PERSON)
    @Operation(description = "Begins an import anew that has failed.")
    public Response again(@Context Viewer viewer, @PathParam("id") String id) {
        imports.again(imports.require(viewer.require(), id));
        return Answers.seeOther("/imports/" + id);
    }

    @POST
    @Path("/{id}/files")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Access(Access.Who.PERSON)
    @Operation(description = "Puts another file in the place of one of a folder that failed, or leaves it out.")
    public Response mend(
            @Context Viewer viewer, @PathParam("id") String id, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        var each = imports.require(viewer.require(), id);
        var form = design.reception().receive(viewer.require(), body, headers);
        Optional<Blob> instead = form.text("leaveOut").isEmpty()
                ? Optional.of(form.files().values().stream().findFirst().orElseThrow(ImportApi::missing))
                : Optional.empty();
        imports.mend(each, form.text("path"), instead);
        return Answers.seeOther("/imports/" + id);
    }
}
