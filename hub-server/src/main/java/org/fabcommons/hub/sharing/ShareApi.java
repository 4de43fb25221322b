// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.evidence.ReportForm;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.JobState;

/** Sharing jobs that agents ran alone, for programs. */
@Path("/api/v1/shared-jobs/{id}")
@Produces(MediaType.APPLICATION_JSON)
public final class ShareApi {
    private final Sharing sharing;

    ShareApi(Sharing sharing) {
        this.sharing = sharing;
    }

    record Picture(String moment, long takenAt) {}

    /** @param fileHere whether the agent has brought the toolpath */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record SharedJobView(
            String id,
            String machine,
            String fileName,
            String sha256,
            long sizeBytes,
            JobState ending,
            Instant endedAt,
            boolean fileHere,
            List<Picture> pictures,
            List<String> suggestedDesigns,
            boolean published) {}

    /**
     * @param design {@code owner/name}
     * @param revision the newest where it is left out
     * @param attachToolpath whether the toolpath becomes public where it is no file of the revision
     * @param pictures times of those that become public
     */
    record Publication(
            String design,
            String revision,
            boolean attachToolpath,
            String outcome,
            String reason,
            String notes,
            List<Long> pictures) {}

    record Published(String job, String design) {}

    @GET
    @Access(Access.Who.PERSON)
    @Operation(description = "A job that an agent ran alone and brought here, for the operators of its lab.")
    public Response job(@Context Viewer viewer, @PathParam("id") String id) {
        var shared = sharing.require(viewer, id);
        var told = shared.local();
        return Response.ok(new SharedJobView(
                        id,
                        sharing.machine(shared).name(),
                        told.fileName(),
                        told.sha256(),
                        told.sizeBytes(),
                        told.ending(),
                        Instant.ofEpochMilli(told.endedAtMillis()),
                        shared.fileSha256().isPresent(),
                        sharing.pictures(shared).stream()
                                .map(picture -> new Picture(picture.moment(), picture.takenAt()))
                                .toList(),
                        sharing.suggestions(viewer, shared).stream()
                                .map(design -> design.fullName())
                                .toList(),
                        shared.publishedAt().isPresent()))
                .build();
    }

    @POST
    @Path("/publish")
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(description = "Makes a job with evidence on the design of it; what is chosen becomes public.")
    public Response publish(@Context Viewer viewer, @PathParam("id") String id, @NotNull Publication wish) {
        Map<String, String> fields = new HashMap<>();
        fields.put("outcome", wish.outcome());
        fields.put("reason", wish.reason());
        fields.put("notes", wish.notes());
        var filled = new ReportForm.Filled(
                fields, Optional.ofNullable(wish.pictures()).orElse(List.of()), Optional.empty());
        var decision = new Sharing.Decision(wish.design(), wish.revision(), wish.attachToolpath());
        var job = sharing.publish(viewer, id, decision, filled);
        return Response.ok(new Published(job.id(), job.designName().orElseThrow()))
                .build();
    }

    @DELETE
    @Access(Access.Who.PERSON)
    @Operation(description = "Takes it back: what waits, or the job with its evidence, as if it had never been shared.")
    public Response withdraw(@Context Viewer viewer, @PathParam("id") String id) {
        sharing.withdraw(viewer, id);
        return Response.noContent().build();
    }
}
