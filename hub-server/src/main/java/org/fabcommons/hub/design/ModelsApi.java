// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.mesh.MeshFacts;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.model.Model;
import org.fabcommons.hub.model.ModelView;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** What is known of a design's models, for programs. */
@Path("/api/v1/designs/{owner}/{name}/models/{revision}")
@Produces(MediaType.APPLICATION_JSON)
public final class ModelsApi {
    private final Designs designs;
    private final DesignModels models;

    ModelsApi(Designs designs, DesignModels models) {
        this.designs = designs;
        this.models = models;
    }

    /** @param items its models: parts first, then drawings, then toolpaths */
    record ModelsJson(String revision, List<ModelJson> items) {}

    /**
     * @param format what the file is by its content; what its name says while it is waiting
     * @param state waiting, measured, seen (nothing is measured of this format) or refused
     * @param words everything in sentences, in the reader's language
     * @param picture where its picture is, once it is measured
     */
    record ModelJson(
            String path,
            String sha256,
            String format,
            boolean nameFits,
            String state,
            String words,
            Optional<String> notice,
            Optional<String> fault,
            Optional<Boolean> watertight,
            Optional<MeshFacts> facts,
            List<ModelView.Mass> masses,
            Optional<String> picture) {}

    @GET
    @Operation(
            description =
                    "What is known of a revision's models: format, measures in mm, where they are open, what they weigh."
                            + " Found out in the background: ask again while a state is waiting.")
    @Access(Access.Who.ANYONE)
    public ModelsJson models(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("revision") String revision) {
        var design = designs.require(viewer, owner, name);
        var id = designs.requireRevision(design, revision);
        return new ModelsJson(
                id,
                models.of(design, id).stream()
                        .map(found -> json(design, id, found, viewer))
                        .toList());
    }

    private ModelJson json(Design design, String revision, DesignModels.Found found, Viewer viewer) {
        var view = models.view(found, viewer);
        var format = found.format();
        return new ModelJson(
                found.file().path(),
                found.file().sha256(),
                format.map(ModelFormat::title).orElseThrow(),
                format.equals(ModelFormat.named(found.file().path())),
                found.model().state().wireName(),
                view.words(),
                view.notice(),
                found.model().fault().map(Model.Fault::code),
                found.model().facts().map(MeshFacts::watertight),
                found.model().facts(),
                view.masses(),
                found.model()
                        .facts()
                        .map(facts -> design.picturePath(revision, found.file().path())));
    }
}
