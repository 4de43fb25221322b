// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.machine.Need;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The jobs' pages. */
@Path("/jobs")
@Produces(MediaType.TEXT_HTML)
public final class JobResource {
    private final Jobs jobs;
    private final JobViews views;
    private final JobNeeds needs;
    private final Machines machines;
    private final OtherMachines others;
    private final List<JobPanel> panels;

    JobResource(
            Jobs jobs, JobViews views, JobNeeds needs, Machines machines, OtherMachines others, List<JobPanel> panels) {
        this.jobs = jobs;
        this.views = views;
        this.needs = needs;
        this.machines = machines;
        this.others = others;
        this.panels = panels;
    }

    /**
     * @param needs what waits for somebody at the machines that the viewer looks after; on the first page only
     * @param open what is still to be done; on the first page only
     * @param waiting what each of these waits for, by its id
     */
    public record JobsPage(
            List<Need> needs, List<Job> open, Map<String, Need> waiting, List<Job> past, int page, boolean more) {}

    /**
     * @param mine whether the viewer asked for it
     * @param others the machines to which the viewer may give it
     */
    public record JobPage(JobView job, String requesterName, boolean mine, List<Machine> others, List<Part> parts) {}

    @GET
    @Access(Access.Who.PERSON)
    public Page jobs(@Context Viewer viewer, @QueryParam("page") @DefaultValue("1") int page) {
        var found = jobs.over(viewer, page);
        var open = page <= 1 ? jobs.open(viewer) : List.<Job>of();
        return Page.of(
                viewer,
                "/org/fabcommons/hub/job/jobs.ftl",
                new JobsPage(
                        page <= 1 ? machines.needs().lookedAfterBy(viewer) : List.of(),
                        open,
                        needs.ofJobs(open, viewer),
                        found.stream().limit(Jobs.PAGE).toList(),
                        Math.max(1, page),
                        found.size() > Jobs.PAGE));
    }

    @GET
    @Path("/{id}")
    @Access(Access.Who.PERSON)
    public Page job(@Context Viewer viewer, @PathParam("id") String id) {
        var job = jobs.requireVisible(id, viewer);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/job/job.ftl",
                new JobPage(
                        views.of(job, viewer),
                        job.requesterName(),
                        viewer.is(job.requester()),
                        others.fitting(job, viewer),
                        panels.stream()
                                .flatMap(panel -> panel.part(job, viewer).stream())
                                .toList()));
    }

    @POST
    @Path("/{id}/{action: confirm|pause|resume|cancel|stop|abandon}")
    @Access(Access.Who.PERSON)
    public Response act(@Context Viewer viewer, @PathParam("id") String id, @PathParam("action") String action) {
        var job = jobs.act(id, JobAction.parse(action).orElseThrow(Problem::notFound), viewer);
        return Answers.seeOther(job.href());
    }

    @POST
    @Path("/{id}/move")
    @Access(Access.Who.PERSON)
    public Response move(
            @Context Viewer viewer, @PathParam("id") String id, @FormParam("to") @DefaultValue("") String to) {
        return Answers.seeOther(
                "/machines/" + jobs.place(id, JobApi.where(to), viewer).machine() + "#queue");
    }

    @POST
    @Path("/{id}/machine")
    @Access(Access.Who.PERSON)
    public Response give(
            @Context Viewer viewer,
            @PathParam("id") String id,
            @FormParam("machine") @DefaultValue("") String machine) {
        return Answers.seeOther(others.move(id, machine, viewer).href());
    }
}
