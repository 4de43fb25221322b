// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.permission;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The page on which people ask an author for a permission. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class AskResource {
    private static final String TEMPLATES = "/org/fabcommons/hub/permission/";

    private final Permissions permissions;
    private final Designs designs;

    AskResource(Permissions permissions, Designs designs) {
        this.permissions = permissions;
        this.designs = designs;
    }

    /** @param faults texts by field */
    public record AskPage(
            Design design, String licence, String words, List<Licence> offered, Map<String, String> faults) {}

    @GET
    @Path("/permission")
    @Access(Access.Who.PERSON)
    public Page form(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("licence") @DefaultValue("") String licence) {
        var design = designs.require(viewer, owner, name);
        // Its own licence stands in the way already, so that it is hardly the one to ask for.
        return page(viewer, design, licence.equals(design.licence()) ? "" : licence, "", Map.of());
    }

    @POST
    @Path("/permission")
    @Access(Access.Who.PERSON)
    public Response ask(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("licence") @DefaultValue("") String licence,
            @FormParam("words") @DefaultValue("") String words) {
        var design = designs.require(viewer, owner, name);
        try {
            permissions.ask(viewer.require(), design, licence, words);
            return Answers.seeOther("/account/permissions");
        } catch (Problem problem) {
            var faults = viewer.faults(problem, "words");
            return Response.status(problem.kind().status())
                    .entity(page(viewer, design, licence, words, faults))
                    .build();
        }
    }

    private static Page page(Viewer viewer, Design design, String licence, String words, Map<String, String> faults) {
        return Page.of(viewer, TEMPLATES + "ask.ftl", new AskPage(design, licence, words, Licence.all(), faults));
    }
}
