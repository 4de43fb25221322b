// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Viewer;

/** The page of how a thing is put together. */
@Path("/@{owner}/{name}/assembly")
@Produces(MediaType.TEXT_HTML)
public final class AssemblyResource {
    private final Assemblies assemblies;
    private final Designs designs;

    AssemblyResource(Assemblies assemblies, Designs designs) {
        this.assemblies = assemblies;
        this.designs = designs;
    }

    public record AssemblyPage(Design design, Assembly assembly, boolean mine) {}

    @GET
    @Access(Access.Who.ANYONE)
    public Page page(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/documentation/assembly.ftl",
                new AssemblyPage(
                        design,
                        assemblies.of(design, revision, viewer.locale()),
                        designs.rights().mayWrite(design, viewer)));
    }
}
