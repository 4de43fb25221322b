// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** How to cite a design or a release of it, as files that reference managers read. */
@Path("/@{owner}/{name}")
@Produces("text/plain; charset=utf-8")
public final class CitationResource {
    private final Designs designs;
    private final Releases releases;
    private final Citations citations;

    CitationResource(Designs designs, Releases releases, Citations citations) {
        this.designs = designs;
        this.releases = releases;
        this.citations = citations;
    }

    @GET
    @Path("/CITATION.cff")
    @Access(Access.Who.ANYONE)
    public Response cff(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        return answer(citations.of(designs.require(viewer, owner, name)).cff(), "CITATION.cff");
    }

    @GET
    @Path("/citation.bib")
    @Access(Access.Who.ANYONE)
    public Response bibtex(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        return answer(citations.of(designs.require(viewer, owner, name)).bibtex(), "citation.bib");
    }

    @GET
    @Path("/releases/{release}/CITATION.cff")
    @Access(Access.Who.ANYONE)
    public Response cff(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("release") String release) {
        var design = designs.require(viewer, owner, name);
        return answer(citations.of(design, releases.require(design, release)).cff(), "CITATION.cff");
    }

    @GET
    @Path("/releases/{release}/citation.bib")
    @Access(Access.Who.ANYONE)
    public Response bibtex(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("release") String release) {
        var design = designs.require(viewer, owner, name);
        return answer(citations.of(design, releases.require(design, release)).bibtex(), "citation.bib");
    }

    private static Response answer(String text, String file) {
        return Response.ok(text)
                .header("Content-Disposition", "inline; filename=\"" + file + "\"")
                .build();
    }
}
