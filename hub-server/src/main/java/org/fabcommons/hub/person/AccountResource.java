// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** A person's own page: tokens for programs, and the way out. */
@Path("/account")
@Produces(MediaType.TEXT_HTML)
public final class AccountResource {
    private final People people;
    private final List<AccountPanel> panels;

    AccountResource(People people, List<AccountPanel> panels) {
        this.people = people;
        this.panels = panels;
    }

    /** @param secret a token just made, shown this once */
    public record AccountPage(List<Part> parts, List<Token> tokens, Optional<String> secret) {}

    @GET
    @Access(Access.Who.PERSON)
    public Page account(@Context Viewer viewer) {
        return page(viewer, Optional.empty());
    }

    @POST
    @Path("/tokens")
    @Access(Access.Who.PERSON)
    public Page create(@Context Viewer viewer, @FormParam("name") String name) {
        return page(viewer, Optional.of(people.createToken(viewer.require().id(), name)));
    }

    @POST
    @Path("/tokens/{id}/revoke")
    @Access(Access.Who.PERSON)
    public Response revoke(@Context Viewer viewer, @PathParam("id") String id) {
        people.dropToken(id, viewer.require().id());
        return Answers.seeOther("/account");
    }

    private Page page(Viewer viewer, Optional<String> secret) {
        return Page.of(
                viewer,
                "/org/fabcommons/hub/person/account.ftl",
                new AccountPage(
                        panels.stream()
                                .flatMap(panel -> panel.part(viewer).stream())
                                .toList(),
                        people.tokens(viewer.require().id()),
                        secret));
    }
}
