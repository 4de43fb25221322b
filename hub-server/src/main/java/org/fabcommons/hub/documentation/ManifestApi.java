// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** A revision's manifest, for programs. */
@Path("/api/v1/designs/{owner}/{name}/manifest")
@Produces(MediaType.APPLICATION_JSON)
public final class ManifestApi {
    private final Documentation documentation;
    private final Designs designs;

    ManifestApi(Documentation documentation, Designs designs) {
        this.documentation = documentation;
        this.designs = designs;
    }

    /**
     * @param file the file its author wrote; missing where the hub made the manifest
     * @param manifest the fields of OKH-LOSH
     */
    record Whole(
            String revision,
            Optional<String> file,
            ObjectNode manifest,
            List<Described.ListedPart> parts,
            List<ManifestResource.Told> faults,
            List<ManifestResource.Told> suggestions) {}

    @GET
    @Access(Access.Who.ANYONE)
    @Operation(
            description =
                    "The Open Know-How manifest of a revision, what is wrong in it, and what would make it better.")
    public Whole manifest(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        var described = documentation.of(design, revision);
        return new Whole(
                described.revision(),
                described.path(),
                described.okh().as(Okh.Form.TOML).tree(),
                described.parts(),
                ManifestResource.Told.of(documentation.faults(described), viewer),
                ManifestResource.Told.of(
                        documentation.suggestions(described.okh(), design, described.revision()), viewer));
    }
}
