// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
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
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.machine.Need;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;

/** Jobs, for programs and live pages. */
@Path("/api/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
public final class JobApi {
    private static final ObjectMapper JSON = LinkJson.mapper()
            .copy()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final Jobs jobs;
    private final JobRequests requests;
    private final JobViews views;
    private final JobNeeds needs;
    private final HubContext hub;

    JobApi(Jobs jobs, JobRequests requests, JobViews views, JobNeeds needs, HubContext hub) {
        this.jobs = jobs;
        this.requests = requests;
        this.views = views;
        this.needs = needs;
        this.hub = hub;
    }

    /**
     * @param design {@code owner/name}
     * @param revision the newest where it is left out
     */
    record NewJob(String machine, String design, String revision, String path) {}

    /**
     * A job in a list.
     *
     * @param need what it waits for, where that is somebody's word or hand
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Row(
            String id,
            JobState state,
            Optional<JobState> ending,
            String machine,
            String machineName,
            String requester,
            Optional<String> design,
            Optional<String> revision,
            String fileName,
            Instant createdAt,
            Optional<Instant> endedAt,
            Optional<Need> need) {
        static Row of(Job job, Optional<Need> need) {
            return new Row(
                    job.id(),
                    job.state(),
                    job.ending(),
                    job.machine(),
                    job.machineName(),
                    job.requesterHandle(),
                    job.designName(),
                    job.revision(),
                    job.fileName(),
                    Instant.ofEpochMilli(job.createdAt()),
                    job.endedAt().map(Instant::ofEpochMilli),
                    need);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record JobList(List<Row> items, Optional<Integer> next) {}

    @GET
    @Access(Access.Who.PERSON)
    @Operation(description = "One's own jobs and those of one's labs, newest first.")
    public Response list(
            @Context Viewer viewer,
            @QueryParam("machine") @DefaultValue("") String machine,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("page") @DefaultValue("1") int page) {
        var found = jobs.list(viewer, machine, state, page);
        var waiting = needs.ofJobs(found, viewer);
        return Response.ok(new JobList(
                        found.stream()
                                .limit(Jobs.PAGE)
                                .map(job -> Row.of(job, Optional.ofNullable(waiting.get(job.id()))))
                                .toList(),
                        found.size() > Jobs.PAGE ? Optional.of(Math.max(1, page) + 1) : Optional.empty()))
                .build();
    }

    @POST
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            description = "Asks a machine to run a toolpath of a design. The file is checked against the machine; what"
                    + " must not run is refused with line and reason.")
    public Response create(@Context Viewer viewer, @NotNull NewJob wish) {
        return created(
                viewer, requests.fromDesign(viewer, wish.machine(), wish.design(), wish.revision(), wish.path()));
    }

    @POST
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            description = "The same with a file of one's own: a field machine, fields design and revision where it"
                    + " belongs to one, and the file.")
    public Response create(@Context Viewer viewer, @Context HttpHeaders headers, InputStream body) throws IOException {
        return created(viewer, requests.fromForm(viewer, headers, body));
    }

    private Response created(Viewer viewer, Job job) {
        return Response.created(URI.create("/api/v1/jobs/" + job.id()))
                .entity(views.of(job, viewer))
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(description = "A job with its progress and its history.")
    @Access(Access.Who.PERSON)
    public Response job(@Context Viewer viewer, @PathParam("id") String id) {
        return Response.ok(views.of(jobs.requireVisible(id, viewer), viewer)).build();
    }

    @POST
    @Path("/{id}/{action: confirm|pause|resume|cancel|stop|abandon}")
    @Operation(
            description = "Confirms that the machine is clear, pauses, resumes, cancels, or stops at once;"
                    + " abandon takes it off a machine of which nothing is heard any more.")
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.WILDCARD)
    public Response act(@Context Viewer viewer, @PathParam("id") String id, @PathParam("action") String action) {
        var wish = JobAction.parse(action).orElseThrow(Problem::notFound);
        return Response.ok(views.of(jobs.act(id, wish, viewer), viewer)).build();
    }

    /** @param to {@code first}, {@code up}, {@code down} or {@code last} */
    record Move(@NotNull String to) {}

    @POST
    @Path("/{id}/move")
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            description =
                    "Moves a job that waits within its machine's queue: first, up, down or last; for operators and"
                            + " managers of the lab.")
    public Response move(@Context Viewer viewer, @PathParam("id") String id, @Valid @NotNull Move move) {
        return Response.ok(views.of(jobs.place(id, where(move.to()), viewer), viewer))
                .build();
    }

    static QueueOrder.Where where(String to) {
        return QueueOrder.Where.parse(to).orElseThrow(() -> Problem.invalid("to", "job-move-where"));
    }

    @GET
    @Path("/{id}/events")
    @Access(Access.Who.PERSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(description = "The job now and whenever something of it or its machine changes, as events named job.")
    public void events(
            @Context Viewer viewer, @PathParam("id") String id, @Context SseEventSink sink, @Context Sse sse) {
        var job = jobs.requireVisible(id, viewer);
        hub.live()
                .follow(
                        Jobs.topic(job.machine()),
                        sink,
                        sse,
                        stream -> stream.sendNew("job", json(views.of(jobs.requireVisible(id, viewer), viewer))));
    }

    private static String json(JobView view) {
        try {
            return JSON.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job cannot be written as JSON", e);
        }
    }
}
