// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** A person's public page. */
@Path("/people")
@Produces(MediaType.TEXT_HTML)
public final class PersonResource {
    private final People people;
    private final List<PersonPanel> panels;

    PersonResource(People people, List<PersonPanel> panels) {
        this.people = people;
        this.panels = panels;
    }

    public record PersonPage(Person person, List<Part> parts) {}

    @GET
    @Path("/{handle}")
    @Access(Access.Who.ANYONE)
    public Page person(
            @Context Viewer viewer,
            @PathParam("handle") String handle,
            @QueryParam("after") @DefaultValue("") String after) {
        var person = people.find(handle).orElseThrow(Problem::notFound);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/person/person.ftl",
                new PersonPage(
                        person,
                        panels.stream()
                                .flatMap(panel -> panel.part(person, viewer, after).stream())
                                .toList()));
    }
}
