// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.mesh.MeshFacts;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Parameters and variants, for programs. */
@Path("/api/v1/designs/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
public final class ParametricApi {
    private final Designs designs;
    private final Variants variants;

    ParametricApi(Designs designs, Variants variants) {
        this.designs = designs;
        this.variants = variants;
    }

    /**
     * @param files all sources with parameters
     * @param presets sets of values that come with the design
     */
    record ParametersJson(
            String revision,
            String file,
            List<String> files,
            List<Parameter> parameters,
            Map<String, Map<String, String>> presets) {}

    /**
     * @param file the OpenSCAD file
     * @param revision head where it is missing
     * @param values by parameter, as text; those that are missing stay as in the source
     */
    record Asking(@NotNull String file, String revision, @NotNull Map<String, String> values) {}

    /** @param newName its name, and its title where it shall be another one */
    record PublishWish(@NotNull String newName, String title, String summary) {}

    /** @param said what OpenSCAD said, where it failed */
    record VariantJson(
            String id,
            String state,
            String revision,
            String file,
            Map<String, String> chosen,
            Optional<String> fault,
            Optional<String> said,
            Optional<MeshFacts> facts,
            Optional<String> mesh,
            String url) {
        static VariantJson of(Design design, Variant variant) {
            var url = design.path() + "/variants/" + variant.id();
            return new VariantJson(
                    variant.id(),
                    variant.state().wireName(),
                    variant.revision(),
                    variant.path(),
                    variant.chosen(),
                    Optional.of(variant.fault()).filter(fault -> !fault.isEmpty()),
                    Optional.of(variant.said()).filter(said -> !said.isEmpty()),
                    variant.facts(),
                    variant.facts().map(facts -> url + "/mesh.stl"),
                    url);
        }
    }

    /** @param url the page of the new design */
    record Published(String owner, String name, String url) {}

    @GET
    @Path("/parameters")
    @Operation(description = "What can be chosen in an OpenSCAD file, as its customizer comments describe it.")
    @Access(Access.Who.ANYONE)
    public ParametersJson parameters(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("file") Optional<String> file,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        var files = variants.parametric(design);
        var source = variants.source(
                design, revision, file.or(() -> files.stream().findFirst()).orElse(""));
        return new ParametersJson(source.revision(), source.path(), files, source.parameters(), source.presets());
    }

    @POST
    @Path("/variants")
    @Operation(
            description = "Has a variant rendered in the background, within limits on time, memory and size; the same"
                    + " one is rendered once. Ask again until its state is ready or failed. Kept for a week.")
    @ApiResponse(
            responseCode = "202",
            description = "The variant",
            content = @Content(schema = @Schema(implementation = VariantJson.class)))
    @Access(Access.Who.PERSON)
    public Response ask(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @Valid @NotNull Asking asking) {
        var design = designs.require(viewer, owner, name);
        var revision = Optional.ofNullable(asking.revision()).orElse(Designs.HEAD);
        var source = variants.source(design, revision, asking.file());
        var variant = variants.ask(viewer.require(), design, source, asking.values());
        return Response.accepted(VariantJson.of(design, variant))
                .location(URI.create("/api/v1/designs/" + design.fullName() + "/variants/" + variant.id()))
                .build();
    }

    @GET
    @Path("/variants/{id}")
    @Operation(description = "A variant that was asked for, and how far it is.")
    @Access(Access.Who.ANYONE)
    public VariantJson variant(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("id") String id) {
        var design = designs.require(viewer, owner, name);
        return VariantJson.of(design, variants.require(design, id));
    }

    @POST
    @Path("/variants/{id}/publish")
    @Operation(description = "Publishes a variant as a design of its own, derived as a variant, with its parameters.")
    @ApiResponse(
            responseCode = "201",
            description = "The new design",
            content = @Content(schema = @Schema(implementation = Published.class)))
    @Access(Access.Who.PERSON)
    public Response publish(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("id") String id,
            @Valid @NotNull PublishWish wish) {
        var design = designs.require(viewer, owner, name);
        var made = variants.publish(
                viewer.require(), design, variants.require(design, id), wish.newName(), wish.title(), wish.summary());
        return Response.created(URI.create("/api/v1/designs/" + made.fullName()))
                .entity(new Published(made.ownerHandle(), made.name(), made.path()))
                .build();
    }
}
