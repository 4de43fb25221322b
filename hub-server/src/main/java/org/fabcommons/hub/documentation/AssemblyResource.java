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
import java.net.URI;
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
    private final Bills bills;
    private final Designs designs;
    private final URI base;

    AssemblyResource(Assemblies assemblies, Bills bills, Designs designs, URI base) {
        this.assemblies = assemblies;
        this.bills = bills;
        this.designs = designs;
        this.base = base;
    }

    /** @param data JSON-LD */
    public record AssemblyPage(Design design, Assembly assembly, boolean mine, String data) {}

    @GET
    @Access(Access.Who.ANYONE)
    public Page page(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        var assembly = assemblies.of(design, revision, viewer.locale());
        return Page.of(
                viewer,
                "/org/fabcommons/hub/documentation/assembly.ftl",
                new AssemblyPage(
                        design,
                        assembly,
                        designs.rights().mayWrite(design, viewer),
                        StructuredData.of(design, bills.of(design, assembly.revision()), assembly, base)));
    }
}
