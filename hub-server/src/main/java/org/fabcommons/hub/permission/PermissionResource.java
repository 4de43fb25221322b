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
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The page on which people answer questions for permissions, and see those they asked. */
@Path("/account/permissions")
@Produces(MediaType.TEXT_HTML)
public final class PermissionResource {
    private static final String TEMPLATES = "/org/fabcommons/hub/permission/";

    private final Permissions permissions;

    PermissionResource(Permissions permissions) {
        this.permissions = permissions;
    }

    /**
     * @param received questions to this person; those without an answer come first
     * @param more the number of the next page, where one of the lists goes on
     */
    public record PermissionsPage(List<Permission> received, List<Permission> asked, Optional<Integer> more) {}

    @GET
    @Access(Access.Who.PERSON)
    public Page list(@Context Viewer viewer, @QueryParam("page") @DefaultValue("1") int page) {
        var me = viewer.require().id();
        var received = permissions.askedOf(me, page);
        var asked = permissions.askedBy(me, page);
        // Shown as new once more, by what was read before.
        permissions.seen(me);
        var more = Math.max(received.size(), asked.size()) == Permissions.PAGE
                ? Optional.of(Math.max(1, page) + 1)
                : Optional.<Integer>empty();
        return Page.of(viewer, TEMPLATES + "permissions.ftl", new PermissionsPage(received, asked, more));
    }

    @POST
    @Path("/{id}")
    @Access(Access.Who.PERSON)
    public Response answer(
            @Context Viewer viewer,
            @PathParam("id") String id,
            @FormParam("do") @DefaultValue("") String action,
            @FormParam("words") @DefaultValue("") String words) {
        switch (action) {
            case "grant" -> permissions.answer(viewer, id, true, words);
            case "refuse" -> permissions.answer(viewer, id, false, words);
            case "withdraw" -> permissions.withdraw(viewer, id);
            default -> throw Problem.invalid("do", "permission-action");
        }
        return Answers.seeOther("/account/permissions");
    }
}
