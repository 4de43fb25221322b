// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.sharing;

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
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.gcode.Toolpath;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.evidence.Choosing;
import org.fabcommons.hub.evidence.ReportForm;
import org.fabcommons.hub.job.RanAtAgent;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.picture.JobPicture;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Download;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.LocalJob;
import org.fabcommons.preflight.Secrets;

/** The page on which a person says what becomes public of a job that their agent ran alone. */
@Path("/shared/{id}")
@Produces(MediaType.TEXT_HTML)
public final class ShareResource {
    private final Sharing sharing;
    private final RanAtAgent ranAtAgent;
    private final Designs designs;
    private final Blobs blobs;
    private final ReportForm form;

    ShareResource(Sharing sharing, RanAtAgent ranAtAgent, Designs designs, Blobs blobs) {
        this.sharing = sharing;
        this.ranAtAgent = ranAtAgent;
        this.designs = designs;
        this.blobs = blobs;
        this.form = new ReportForm(blobs);
    }

    public record Fault(String field, String message) {}

    /**
     * @param fileHere whether the toolpath has arrived
     * @param toolpath what it amounts to, where the machine's kind is known
     * @param belonging about the design that was chosen
     * @param secrets names of settings in the toolpath that nobody should publish
     * @param asked the design that was typed
     * @param filled what was filled in before
     */
    public record SharePage(
            SharedJob shared,
            LocalJob told,
            Machine machine,
            String labName,
            String handle,
            boolean fileHere,
            Optional<Toolpath> toolpath,
            List<Design> suggestions,
            Optional<Belonging> belonging,
            Optional<String> secrets,
            List<JobPicture> pictures,
            int most,
            String asked,
            Map<String, String> filled,
            List<Long> ticked,
            List<Fault> faults) {}

    @GET
    @Access(Access.Who.PERSON)
    public Page page(
            @Context Viewer viewer,
            @PathParam("id") String id,
            @QueryParam("design") @DefaultValue("") String designName) {
        var shared = sharing.require(viewer, id);
        return page(viewer, shared, designName, Map.of(), List.of(), Optional.empty());
    }

    @POST
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response publish(
            @Context Viewer viewer, @Context HttpHeaders headers, @PathParam("id") String id, InputStream body)
            throws IOException {
        var shared = sharing.require(viewer, id);
        var filled = form.read(headers, body);
        var design = filled.fields().getOrDefault("design", "");
        try {
            var job = sharing.publish(
                    viewer,
                    id,
                    new Sharing.Decision(
                            design,
                            filled.fields().get("revision"),
                            "yes".equals(filled.fields().get("attach"))),
                    filled);
            return Answers.seeOther(
                    job.designName().map(name -> "/@" + name + "#makes").orElse(job.href()));
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID) throw problem;
            return Response.status(problem.kind().status())
                    .entity(page(viewer, shared, design, filled.fields(), filled.pictures(), Optional.of(problem)))
                    .build();
        }
    }

    @POST
    @Path("/withdraw")
    @Access(Access.Who.PERSON)
    public Response withdraw(@Context Viewer viewer, @PathParam("id") String id) {
        return Answers.seeOther(
                sharing.withdraw(viewer, id).map(name -> "/@" + name).orElse("/jobs"));
    }

    /** A picture, before it is decided whether anybody else sees it. */
    @GET
    @Path("/pictures/{at: \\d{1,15}}")
    @Access(Access.Who.PERSON)
    public Response picture(
            @Context Viewer viewer,
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            @PathParam("at") long at)
            throws IOException {
        var picture = sharing.pictures(sharing.require(viewer, id)).stream()
                .filter(one -> one.takenAt() == at)
                .findFirst()
                .orElseThrow(Problem::notFound);
        var file = blobs.find(picture.sha256()).orElseThrow(Problem::notFound);
        return new Download(
                        id + "-" + at + ".jpg",
                        Files.size(file),
                        picture.sha256(),
                        "image/jpeg",
                        true,
                        () -> Files.newInputStream(file))
                .answer(request, headers);
    }

    private Page page(
            Viewer viewer,
            SharedJob shared,
            String asked,
            Map<String, String> filled,
            List<Long> ticked,
            Optional<Problem> problem) {
        var told = shared.local();
        var machine = sharing.machine(shared);
        var suggestions = sharing.suggestions(viewer, shared);
        // One that is all there is need not be asked for.
        var name =
                asked.isBlank() && suggestions.size() == 1 ? suggestions.get(0).fullName() : asked.strip();
        var design = find(viewer, name);
        var faults = problem.map(known -> faults(viewer, known)).orElse(List.of());
        if (!name.isEmpty() && design.isEmpty() && faults.isEmpty())
            faults = List.of(new Fault("design", viewer.text("problem.design-unknown", name)));
        boolean here = shared.fileSha256().isPresent();
        var secrets = sharing.secrets(shared);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/sharing/share.ftl",
                new SharePage(
                        shared,
                        told,
                        machine,
                        sharing.labName(shared),
                        viewer.require().handle(),
                        here,
                        here && machine.knownProfile().isPresent()
                                ? Optional.of(ranAtAgent
                                        .analysis(machine, told.sha256())
                                        .toolpath())
                                : Optional.empty(),
                        suggestions,
                        design.map(found -> sharing.belonging(found, shared)),
                        secrets.isEmpty() ? Optional.empty() : Optional.of(Secrets.names(secrets)),
                        sharing.pictures(shared),
                        Choosing.MOST,
                        name,
                        filled,
                        ticked,
                        faults));
    }

    private Optional<Design> find(Viewer viewer, String name) {
        if (name.isEmpty()) return Optional.empty();
        try {
            return Optional.of(designs.requireNamed(viewer, name, "design"));
        } catch (Problem unknown) {
            return Optional.empty();
        }
    }

    private static List<Fault> faults(Viewer viewer, Problem problem) {
        return problem.faults().stream()
                .map(fault -> new Fault(fault.field(), viewer.told(fault)))
                .toList();
    }
}
