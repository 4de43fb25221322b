// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import jakarta.ws.rs.GET;
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
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Download;
import org.fabcommons.hub.web.Viewer;

/** The pictures that the hub drew of a design's models. */
@Path("/@{owner}/{name}/pictures/{revision}/{path: .+}")
public final class ModelPictureResource {
    /** Shown while there is none, or where the file cannot be drawn. */
    private static final String BLANK =
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" width="800" height="600" fill="none"
            stroke="#7d8a90" stroke-width="5" stroke-linejoin="round" opacity=".7"><path d="M200 70 269 110v80l-69
            40-69-40v-80z"/><path d="M131 110l69 40 69-40M200 150v80"/></svg>
            """;

    private final Designs designs;
    private final DesignModels models;

    ModelPictureResource(Designs designs, DesignModels models) {
        this.designs = designs;
        this.models = models;
    }

    @GET
    @Produces(MediaType.WILDCARD)
    @Access(Access.Who.ANYONE)
    public Response picture(
            @Context Viewer viewer,
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("revision") String revision,
            @PathParam("path") String path)
            throws IOException {
        var design = designs.require(viewer, owner, name);
        var file = designs.requireFile(design, revision, path);
        var picture = models.picture(file);
        if (picture.isEmpty()) return blank();
        var png = picture.get();
        return new Download(
                        "model.png",
                        Files.size(png),
                        "picture-" + file.sha256(),
                        "image/png",
                        true,
                        () -> Files.newInputStream(png))
                .answer(request, headers);
    }

    /** A picture of no model in particular; soon there may be a better one. */
    static Response blank() {
        return Response.ok(BLANK, "image/svg+xml")
                .header("Cache-Control", "no-cache")
                .build();
    }
}
