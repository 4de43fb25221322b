// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The page that publishes a design. Its script sends the same form and shows how far it is. */
@Path("/publish")
@Produces({MediaType.TEXT_HTML, MediaType.APPLICATION_JSON})
public final class PublishResource {
    private static final Wish EMPTY = new Wish("", "", "", "", List.of());

    private final Publishing publishing;
    private final Upload.Reception reception;

    PublishResource(Publishing publishing, Upload.Reception reception) {
        this.publishing = publishing;
        this.reception = reception;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Access(Access.Who.PERSON)
    public Page form(@Context Viewer viewer, @QueryParam("owner") @DefaultValue("") String owner) {
        return page(viewer, EMPTY, Upload.ofFields(Map.of("owner", List.of(owner))), Map.of());
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Access(Access.Who.PERSON)
    public Response publish(@Context Viewer viewer, @Context HttpHeaders headers, InputStream body) throws IOException {
        var page = Uploads.wantsPage(headers);
        Upload upload;
        try {
            upload = reception.receive(viewer.require(), body, headers);
        } catch (Problem problem) {
            if (!page || problem.faults().isEmpty()) throw problem;
            return refused(viewer, EMPTY, Upload.ofFields(Map.of()), problem);
        }
        var wish = new Wish(
                upload.given("name").orElseGet(() -> slug(upload.text("title"))),
                upload.text("title"),
                upload.text("summary"),
                upload.given("licenceWritten").orElseGet(() -> upload.text("licence")),
                About.words(upload.text("tags")),
                upload.parts());
        try {
            var design = publishing.create(
                    viewer.require(),
                    publishing.home(viewer.require(), upload.text("owner"), upload.text("visibility")),
                    wish.name(),
                    wish.checked(),
                    upload.files());
            reception.done(upload.named());
            return page
                    ? Answers.seeOther(design.path())
                    : Response.status(201)
                            .type(MediaType.APPLICATION_JSON)
                            .entity(Map.of("url", design.path()))
                            .build();
        } catch (Problem problem) {
            if (!page) throw problem;
            return refused(viewer, wish, upload, problem);
        }
    }

    private Response refused(Viewer viewer, Wish wish, Upload given, Problem problem) {
        return Response.status(problem.kind().status())
                .type(MediaType.TEXT_HTML)
                .entity(page(viewer, wish, given, DesignForm.faults(problem, viewer)))
                .build();
    }

    private Page page(Viewer viewer, Wish wish, Upload given, Map<String, String> faults) {
        return Page.of(
                viewer,
                "/org/fabcommons/hub/design/publish.ftl",
                new DesignForm(
                        Optional.empty(),
                        "",
                        wish,
                        given.text("tags"),
                        "",
                        DesignForm.allLicences(),
                        List.of(),
                        reception.maxFileBytes(),
                        publishing.homes(viewer.require()),
                        given.given("owner").orElse(viewer.require().handle()),
                        given.given("visibility").orElse(Visibility.PUBLIC.wireName()),
                        faults));
    }

    /** A name for the address, made of the title. */
    public static String slug(String title) {
        var plain = Normalizer.normalize(title, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+", "");
        return (plain.length() > 60 ? plain.substring(0, 60) : plain).replaceAll("-+$", "");
    }
}
