// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fabcommons.gcode.Toolpath;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.machine.MachineView;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** From a design to a machine: its toolpaths, and for each the machines on which it fits. */
@Path("/@{owner}/{name}/make")
@Produces(MediaType.TEXT_HTML)
public final class MakeResource {
    /** So many toolpaths are looked at for one page. */
    private static final int MOST_FILES = 12;
    /** What a person is told of a file that does not fit; there may be hundreds of grounds. */
    private static final int MOST_REASONS = 3;

    private final Designs designs;
    private final Machines machines;
    private final Labs labs;
    private final Jobs jobs;
    private final Analyses analyses;
    private final JobRequests requests;

    MakeResource(Designs designs, Machines machines, Labs labs, Jobs jobs, Analyses analyses, JobRequests requests) {
        this.designs = designs;
        this.machines = machines;
        this.labs = labs;
        this.jobs = jobs;
        this.analyses = analyses;
        this.requests = requests;
    }

    public record Reason(long line, String message) {}

    /**
     * A machine for a toolpath.
     *
     * @param reasons why it does not fit; empty where it does
     * @param warnings what a person should know
     */
    public record Choice(
            MachineView machine, int waiting, Toolpath toolpath, List<Reason> reasons, List<Reason> warnings) {}

    /**
     * A toolpath with its machines.
     *
     * @param toolpath what it amounts to on the first machine on which it fits
     */
    public record Offer(DesignFile file, Optional<Toolpath> toolpath, List<Choice> fits, List<Choice> others) {}

    public record Fault(String field, String message) {}

    /**
     * @param hidden how many toolpaths are not shown
     * @param usable the machines to which a file of one's own can be sent
     */
    public record MakePage(
            Design design,
            String revision,
            boolean newest,
            List<Offer> offers,
            int hidden,
            List<MachineView> usable,
            Optional<String> refusal,
            List<Fault> faults) {}

    @GET
    @Access(Access.Who.PERSON)
    public Page make(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        return page(viewer, designs.require(viewer, owner, name), revision, Optional.empty());
    }

    @POST
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ask(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("machine") String machine,
            @FormParam("revision") @DefaultValue(Designs.HEAD) String revision,
            @FormParam("path") String path) {
        var design = designs.require(viewer, owner, name);
        try {
            return Answers.seeOther(requests.fromDesign(viewer, machine, design.fullName(), revision, path)
                    .href());
        } catch (Problem problem) {
            return refused(viewer, design, revision, problem);
        }
    }

    @POST
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response askWithFile(
            @Context Viewer viewer,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            InputStream body)
            throws IOException {
        var design = designs.require(viewer, owner, name);
        try {
            return Answers.seeOther(requests.fromForm(viewer, headers, body).href());
        } catch (Problem problem) {
            return refused(viewer, design, Designs.HEAD, problem);
        }
    }

    private Response refused(Viewer viewer, Design design, String revision, Problem problem) {
        return Response.status(problem.kind().status())
                .entity(page(viewer, design, revision, Optional.of(problem)))
                .build();
    }

    private Page page(Viewer viewer, Design design, String revision, Optional<Problem> problem) {
        var id = designs.requireRevision(design, revision);
        var usable = machines.visible(viewer, 1).stream()
                .filter(machine ->
                        labs.mayAsk(machines.lab(machine), viewer.require().id()))
                .toList();
        var toolpaths = designs.files(design, id).stream()
                .filter(file -> file.kind().toolpath())
                .toList();
        return Page.of(
                viewer,
                "/org/fabcommons/hub/job/make.ftl",
                new MakePage(
                        design,
                        id,
                        id.equals(design.headRevision()),
                        toolpaths.stream()
                                .limit(MOST_FILES)
                                .map(file -> offer(viewer, design, id, file, usable))
                                .toList(),
                        Math.max(0, toolpaths.size() - MOST_FILES),
                        usable.stream()
                                .filter(machine -> machine.knownProfile().isPresent() && !machine.outOfService())
                                .map(machine -> MachineView.of(machine, machines, viewer))
                                .toList(),
                        problem.map(known -> viewer.told(known)),
                        problem.map(known -> known.faults().stream()
                                        .map(fault -> new Fault(fault.field(), viewer.told(fault)))
                                        .toList())
                                .orElse(List.of())));
    }

    private Offer offer(Viewer viewer, Design design, String revision, DesignFile file, List<Machine> usable) {
        List<Choice> fits = new ArrayList<>();
        List<Choice> others = new ArrayList<>();
        for (var machine : usable) {
            var profile = machine.knownProfile();
            if (profile.isEmpty()) continue;
            var analysis = analyses.of(file.sha256(), () -> designs.open(design, revision, file.path()), profile.get());
            var choice = new Choice(
                    MachineView.of(machine, machines, viewer),
                    jobs.queue(machine.id()).size() + jobs.active(machine.id()).size(),
                    analysis.toolpath(),
                    reasons(viewer, analysis.refusals()),
                    reasons(viewer, analysis.warnings()));
            (analysis.refused() ? others : fits).add(choice);
        }
        return new Offer(
                file,
                fits.stream().findFirst().or(() -> others.stream().findFirst()).map(Choice::toolpath),
                fits,
                others);
    }

    private static List<Reason> reasons(Viewer viewer, List<org.fabcommons.preflight.Finding> findings) {
        return findings.stream()
                .limit(MOST_REASONS)
                .map(finding -> new Reason(finding.line(), finding.message(viewer.locale())))
                .toList();
    }
}
