// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Viewer;

/** The family of a design: a list that everybody can read, made into a drawing where there are scripts. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class FamilyResource {
    private static final String TEMPLATES = "/org/fabcommons/hub/derivation/";

    private final Family family;
    private final Designs designs;

    FamilyResource(Family family, Designs designs) {
        this.family = family;
        this.designs = designs;
    }

    /**
     * @param kinds that there are
     * @param cut whether there are more than are shown
     */
    public record TreePage(
            Design design,
            List<Branch> ancestors,
            List<Branch> descendants,
            Counts counts,
            List<Kind> kinds,
            boolean cut) {}

    @GET
    @Path("/derivations")
    @Access(Access.Who.ANYONE)
    public Page tree(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        var design = designs.require(viewer, owner, name);
        var above = family.around(design, Ancestry.Direction.ANCESTORS, Family.MAX_DEPTH, viewer);
        var below = family.around(design, Ancestry.Direction.DESCENDANTS, Family.MAX_DEPTH, viewer);
        return Page.of(
                viewer,
                TEMPLATES + "derivations.ftl",
                new TreePage(
                        design,
                        Branch.of(above),
                        Branch.of(below),
                        family.counts(design),
                        List.of(Kind.values()),
                        above.cut() || below.cut()));
    }
}
