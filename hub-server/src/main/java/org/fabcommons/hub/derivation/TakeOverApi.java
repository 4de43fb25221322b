// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.vault.Lines;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** What changed against an ancestor, and taking its changes over, for programs. */
@Path("/api/v1/designs/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
public final class TakeOverApi {
    private final TakeOvers takeOvers;
    private final Comparing comparing;
    private final Designs designs;

    TakeOverApi(TakeOvers takeOvers, Comparing comparing, Designs designs) {
        this.takeOvers = takeOvers;
        this.comparing = comparing;
        this.designs = designs;
    }

    /** @param shape what a mesh measures */
    record File(long sizeBytes, String sha256, Optional<Measures> shape) {
        static Optional<File> of(Optional<DesignFile> file, Optional<Shape> shape) {
            return file.map(it -> new File(it.sizeBytes(), it.sha256(), shape.map(Measures::of)));
        }
    }

    record Measures(double widthMm, double depthMm, double heightMm, double volumeMm3, long triangles) {
        static Measures of(Shape shape) {
            var facts = shape.facts();
            return new Measures(
                    facts.widthMm(), facts.depthMm(), facts.heightMm(), shape.volumeMm3(), facts.triangles());
        }
    }

    /**
     * @param change added, changed or removed
     * @param linesAdded missing where the file is not compared by line
     */
    record Changed(
            String path,
            String change,
            Optional<File> before,
            Optional<File> after,
            Optional<Integer> linesAdded,
            Optional<Integer> linesRemoved) {
        static Changed of(FileChange change) {
            return new Changed(
                    change.path(),
                    change.sort().wire(),
                    File.of(change.before(), change.shapeBefore()),
                    File.of(change.after(), change.shapeAfter()),
                    change.text().map(Lines.Difference::added),
                    change.text().map(Lines.Difference::removed));
        }
    }

    /** @param since the ancestor, {@code owner/name}, and its revision that was built on */
    record Changes(String since, String revision, List<Changed> files) {}

    /**
     * @param state taken, merged, conflict or left-out
     * @param choices what may be chosen; of a file that is no conflict the first happens by itself
     * @param text both changes put together, with git's marks where they meet
     */
    record Step(
            String path,
            String state,
            List<String> choices,
            Changed theirs,
            Optional<File> mine,
            Optional<String> text) {
        static Step of(TakeOver.Step step) {
            return new Step(
                    step.path(),
                    step.state().wire(),
                    step.choices().stream().map(TakeOver.Choice::wire).toList(),
                    Changed.of(step.upstream()),
                    File.of(step.mine().after(), step.mine().shapeAfter()),
                    step.merged().map(Lines.Merged::text));
        }
    }

    /**
     * @param base the design's revision that was looked at
     * @param pinned the ancestor's revision that it is built on
     * @param revision the ancestor's revision to take over
     */
    record Plan(String from, String base, String pinned, String revision, boolean conflicts, List<Step> steps) {
        static Plan of(TakeOver plan) {
            return new Plan(
                    plan.from().fullName(),
                    plan.revision(),
                    plan.pinned(),
                    plan.theirs(),
                    plan.hasConflicts(),
                    plan.steps().stream().map(Step::of).toList());
        }
    }

    /**
     * @param from the ancestor, {@code owner/name}; the main one where it is missing
     * @param revision the ancestor's revision; its newest where it is missing
     * @param base the design's revision that was looked at; its newest where it is missing
     * @param choices by path: mine, theirs, merged or edited
     * @param texts by path, for those edited
     */
    record Wanted(
            String from,
            String revision,
            String base,
            Map<String, String> choices,
            Map<String, String> texts,
            String message) {}

    record Made(String revision, String url) {}

    @GET
    @Path("/changes")
    @Access(Access.Who.ANYONE)
    @Operation(description = "What changed since the ancestor's revision that the design was built on.")
    public Changes changes(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("since") @DefaultValue("") String since) {
        var design = designs.require(viewer, owner, name);
        var relative = takeOvers.ancestor(design, since, viewer);
        var before = takeOvers.pinned(design, relative.other().design().orElse(design), relative.edge());
        return new Changes(
                relative.other().fullName(),
                relative.edge().ancestorRevision(),
                comparing.between(before, new Comparing.Side(design, design.headRevision())).stream()
                        .map(Changed::of)
                        .toList());
    }

    @GET
    @Path("/take-over")
    @Access(Access.Who.ANYONE)
    @Operation(
            description = "What taking over an ancestor's changes would do, file by file: a three-way merge against"
                    + " the revision that was built on, texts by line. Nothing changes.")
    public Plan plan(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        return Plan.of(takeOvers.plan(designs.require(viewer, owner, name), from, revision, Designs.HEAD, viewer));
    }

    @POST
    @Path("/take-over")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PERSON)
    @Operation(
            description = "Takes them over in one revision, which goes back to both and is pinned to what was taken."
                    + " 409 names each file that needs a choice.")
    @ApiResponse(
            responseCode = "201",
            description = "The new revision",
            content = @Content(schema = @Schema(implementation = Made.class)))
    public Response take(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @NotNull Wanted wanted) {
        var design = designs.require(viewer, owner, name);
        designs.rights().requireWrite(design, viewer);
        var plan = takeOvers.plan(
                design,
                Optional.ofNullable(wanted.from()).orElse(""),
                Optional.ofNullable(wanted.revision()).orElse(Designs.HEAD),
                Optional.ofNullable(wanted.base()).orElse(Designs.HEAD),
                viewer);
        var made = takeOvers.take(
                viewer.require(),
                plan,
                new TakeOvers.Decision(
                        choices(wanted),
                        Optional.ofNullable(wanted.texts()).orElse(Map.of()),
                        Optional.ofNullable(wanted.message()).orElse("")));
        return Response.created(
                        URI.create("/api/v1/designs/" + made.fullName() + "/revisions?from=" + made.headRevision()))
                .entity(new Made(made.headRevision(), made.path()))
                .build();
    }

    private static Map<String, TakeOver.Choice> choices(Wanted wanted) {
        Map<String, TakeOver.Choice> choices = new HashMap<>();
        List<Problem.FieldFault> faults = new ArrayList<>();
        Optional.ofNullable(wanted.choices()).orElse(Map.of()).forEach((path, wire) -> TakeOver.Choice.find(wire)
                .ifPresentOrElse(
                        choice -> choices.put(path, choice),
                        () -> faults.add(Problem.FieldFault.of(path, "take-over-choice", path, wire))));
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return choices;
    }
}
