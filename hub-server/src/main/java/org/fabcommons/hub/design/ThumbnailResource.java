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
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import org.fabcommons.hub.model.Thumbnails;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Download;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The pictures of a design, and those that the hub drew of its models, small enough for lists. */
@Path("/@{owner}/{name}/thumbnails/{size}/{revision}/{path: .+}")
public final class ThumbnailResource {
    /** Java does not read WebP: it is shown as it is, up to here. */
    private static final long MOST_AS_IT_IS = 3_000_000;

    private final Designs designs;
    private final DesignModels models;
    private final Thumbnails thumbnails;

    ThumbnailResource(Designs designs, DesignModels models, Thumbnails thumbnails) {
        this.designs = designs;
        this.models = models;
        this.thumbnails = thumbnails;
    }

    @GET
    @Produces(MediaType.WILDCARD)
    @Access(Access.Who.ANYONE)
    public Response thumbnail(
            @Context Viewer viewer,
            @Context Request request,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("size") String wanted,
            @PathParam("revision") String revision,
            @PathParam("path") String path)
            throws IOException {
        var size = Thumbnails.Size.parse(wanted).orElseThrow(Problem::notFound);
        var design = designs.require(viewer, owner, name);
        var id = designs.requireRevision(design, revision);
        var file = designs.requireFile(design, id, path);
        var small = small(design, id, file, size);
        if (small.isEmpty()) return instead(design, id, file, size);
        var kept = small.get().file();
        return FileAnswer.kept(
                new Download(
                                "small." + small.get().mediaType().substring("image/".length()),
                                small.get().sizeBytes(),
                                size.wireName() + "-" + file.sha256(),
                                small.get().mediaType(),
                                true,
                                () -> Files.newInputStream(kept))
                        .answer(request, headers),
                design,
                id.equals(revision));
    }

    private Optional<Thumbnails.Small> small(Design design, String revision, DesignFile file, Thumbnails.Size size)
            throws IOException {
        if (file.kind().picture())
            return thumbnails.ofPicture(file.sha256(), size, () -> designs.open(design, revision, file.path()));
        var drawn = models.picture(file);
        return drawn.isEmpty() ? Optional.empty() : thumbnails.ofDrawn(file.sha256(), size, drawn.get());
    }

    private static Response instead(Design design, String revision, DesignFile file, Thumbnails.Size size) {
        // The one that the page is about is shown all the same.
        boolean whole = size == Thumbnails.Size.STAGE && file.kind().picture();
        if (!whole && (file.kind() != FileKind.WEBP || file.sizeBytes() > MOST_AS_IT_IS))
            return ModelPictureResource.blank();
        return Response.status(Response.Status.FOUND)
                .location(URI.create(design.filePath(revision, file.path())))
                .header("Cache-Control", "no-cache")
                .build();
    }
}
