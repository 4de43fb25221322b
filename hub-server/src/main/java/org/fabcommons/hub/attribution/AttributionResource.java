// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.attribution;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.fabcommons.hub.derivation.Verdicts;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.licence.VerdictJson;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Viewer;

/** The page that says whom a design goes back to, and the text to pass on. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class AttributionResource {
    private final Attributions attributions;
    private final Verdicts verdicts;
    private final Designs designs;

    AttributionResource(Attributions attributions, Verdicts verdicts, Designs designs) {
        this.attributions = attributions;
        this.verdicts = verdicts;
        this.designs = designs;
    }

    /**
     * @param line the short attribution, {@code text} the whole one
     * @param verdict what the rules of today say
     */
    public record AttributionPage(Attribution attribution, String line, String text, VerdictJson verdict) {}

    @GET
    @Path("/attribution")
    @Access(Access.Who.ANYONE)
    public Page page(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        var attribution = attributions.of(design, revision, viewer);
        var text = new AttributionText(attribution, viewer);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/attribution/attribution.ftl",
                new AttributionPage(
                        attribution, text.line(), text.whole(), VerdictJson.of(verdicts.today(design), viewer)));
    }

    @GET
    @Path("/ATTRIBUTION.md")
    @Produces("text/markdown;charset=UTF-8")
    @Access(Access.Who.ANYONE)
    public String text(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        return new AttributionText(attributions.of(design, revision, viewer), viewer).whole();
    }
}
