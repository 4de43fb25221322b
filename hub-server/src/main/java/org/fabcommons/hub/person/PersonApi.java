// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.RateLimit;
import org.fabcommons.hub.web.Viewer;

/** People and tokens, for programs. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PersonApi {
    private final People people;
    private final RateLimit signUps;
    private final boolean demo;

    PersonApi(People people, RateLimit signUps, boolean demo) {
        this.people = people;
        this.signUps = signUps;
        this.demo = demo;
    }

    record SignUp(String handle, String email, String password, String displayName) {}

    record NewToken(String name) {}

    @POST
    @Path("/people")
    @Operation(description = "Makes an account.")
    @Access(Access.Who.ANYONE)
    public Response signUp(@NotNull SignUp wish, @Context HttpServletRequest request) {
        if (!demo && !signUps.allows(request.getRemoteAddr()))
            throw Problem.of(Problem.Kind.TOO_MANY, "sign-up-too-often");
        var person = people.create(wish.handle(), wish.email(), wish.password(), wish.displayName());
        return Response.created(URI.create("/people/" + person.handle()))
                .entity(Map.of("handle", person.handle(), "displayName", person.displayName()))
                .build();
    }

    @POST
    @Path("/tokens")
    @Operation(
            description =
                    "Makes a token for a program; the only answer that ever shows it. Handle and password will do to ask.")
    @Access(Access.Who.PERSON)
    public Response token(@Context Viewer viewer, @NotNull NewToken wish) {
        var secret = people.createToken(viewer.require().id(), wish.name());
        return Response.status(201).entity(Map.of("token", secret)).build();
    }
}
