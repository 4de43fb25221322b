// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.design.After;
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

    private static final int PAGE = 50;

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

    /**
     * @param made a page of them, the newest first
     * @param more where the next page goes on, where there is one
     */
    public record MadePage(
            Design design,
            Family.Sort sort,
            List<Family.Sort> sorts,
            Counts counts,
            List<Relative> made,
            Optional<String> more) {}

    @GET
    @Path("/derivations/{sort:remixes|variants|parts}")
    @Access(Access.Who.ANYONE)
    public Page made(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("sort") String sort,
            @QueryParam("after") @DefaultValue("") String after) {
        var design = designs.require(viewer, owner, name);
        var wanted = Family.Sort.valueOf(sort.toUpperCase(Locale.ROOT));
        var found = family.made(design, wanted, After.parse(after), PAGE + 1, viewer);
        var shown = found.subList(0, Math.min(PAGE, found.size()));
        var more = found.size() > PAGE
                ? shown.get(PAGE - 1).other().design().map(last -> new After(last.createdAt(), last.id()).toString())
                : Optional.<String>empty();
        return Page.of(
                viewer,
                TEMPLATES + "made.ftl",
                new MadePage(design, wanted, List.of(Family.Sort.values()), family.counts(design), shown, more));
    }
}
