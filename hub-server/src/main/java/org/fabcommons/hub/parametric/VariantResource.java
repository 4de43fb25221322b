// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.model.Model;
import org.fabcommons.hub.model.ModelView;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Download;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** A variant: waited for, looked at, fetched, published. */
@Path("/@{owner}/{name}/variants/{id}")
public final class VariantResource {
    private static final String TEMPLATE = "/org/fabcommons/hub/parametric/variant.ftl";

    private final Designs designs;
    private final Variants variants;

    VariantResource(Designs designs, Variants variants) {
        this.designs = designs;
        this.variants = variants;
    }

    /**
     * @param view what was measured, once it is ready
     * @param newName what the field holds, as is {@code title}
     * @param faults texts by field
     */
    public record VariantPage(
            Design design,
            Variant variant,
            Optional<ModelView> view,
            String newName,
            String title,
            Map<String, String> faults) {
        public String address() {
            return design.path() + "/variants/" + variant.id();
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Access(Access.Who.ANYONE)
    public Page variant(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("id") String id) {
        var design = designs.require(viewer, owner, name);
        return page(viewer, design, variants.require(design, id), design.name() + "-variant", design.title(), Map.of());
    }

    private static Page page(
            Viewer viewer, Design design, Variant variant, String newName, String title, Map<String, String> faults) {
        var view = variant.facts()
                .map(facts -> ModelView.of(
                        new Model(
                                variant.id(),
                                Model.State.MEASURED,
                                Optional.of(ModelFormat.STL),
                                variant.facts(),
                                Optional.empty(),
                                Optional.empty()),
                        variant.stem() + ".stl",
                        viewer));
        return Page.of(viewer, TEMPLATE, new VariantPage(design, variant, view, newName, title, faults));
    }

    @GET
    @Path("/mesh.stl")
    @Produces(MediaType.WILDCARD)
    @Access(Access.Who.ANYONE)
    public Response mesh(
            @Context Viewer viewer,
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("id") String id)
            throws IOException {
        var variant = variants.require(designs.require(viewer, owner, name), id);
        var file = variants.mesh(variant).orElseThrow(Problem::notFound);
        return new Download(
                        variant.stem() + "-variant.stl",
                        Files.size(file),
                        variant.id(),
                        "model/stl",
                        false,
                        () -> Files.newInputStream(file))
                .answer(request, headers);
    }

    @GET
    @Path("/picture.png")
    @Produces(MediaType.WILDCARD)
    @Access(Access.Who.ANYONE)
    public Response picture(
            @Context Viewer viewer,
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("id") String id)
            throws IOException {
        var variant = variants.require(designs.require(viewer, owner, name), id);
        var file = variants.picture(variant).orElseThrow(Problem::notFound);
        return new Download(
                        "variant.png",
                        Files.size(file),
                        variant.id() + "-picture",
                        "image/png",
                        true,
                        () -> Files.newInputStream(file))
                .answer(request, headers);
    }

    @POST
    @Produces(MediaType.TEXT_HTML)
    @Access(Access.Who.PERSON)
    public Response publish(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("id") String id,
            @FormParam("newName") @DefaultValue("") String newName,
            @FormParam("title") @DefaultValue("") String title) {
        var design = designs.require(viewer, owner, name);
        var variant = variants.require(design, id);
        try {
            return Answers.seeOther(variants.publish(viewer.require(), design, variant, newName.strip(), title, "")
                    .path());
        } catch (Problem problem) {
            if (problem.kind() == Problem.Kind.UNAUTHORISED) throw problem;
            Map<String, String> faults = new LinkedHashMap<>();
            for (var fault : problem.faults())
                faults.put(fault.field().equals("name") ? "newName" : fault.field(), viewer.told(fault));
            if (faults.isEmpty())
                faults.put(problem.code().startsWith("design-name") ? "newName" : "other", viewer.told(problem));
            return Response.status(problem.kind().status())
                    .entity(page(viewer, design, variant, newName, title, faults))
                    .build();
        }
    }
}
