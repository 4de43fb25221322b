// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.RateLimit;
import org.fabcommons.hub.web.Viewer;

/** Signing up, in and out, with forms. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public final class SignInResource {
    private static final String COOKIE = "fab_session";

    private final People people;
    private final RateLimit signUps;
    private final HubContext hub;

    SignInResource(People people, RateLimit signUps, HubContext hub) {
        this.people = people;
        this.signUps = signUps;
        this.hub = hub;
    }

    /** @param faults texts by field */
    public record SignInPage(
            String next, String name, String email, String displayName, Map<String, String> faults, boolean demo) {}

    @GET
    @Path("/sign-in")
    @Access(Access.Who.ANYONE)
    public Page signIn(@Context Viewer viewer, @QueryParam("next") String next) {
        return page(viewer, "sign-in", new SignInPage(Answers.localPath(next), "", "", "", Map.of(), hub.demo()));
    }

    @POST
    @Path("/sign-in")
    @Access(Access.Who.ANYONE)
    public Response signIn(
            @Context Viewer viewer,
            @FormParam("name") String name,
            @FormParam("password") String password,
            @FormParam("next") String next) {
        Optional<Person> person;
        String fault = "problem.sign-in-wrong";
        try {
            person = people.check(text(name), text(password));
        } catch (Problem tooOften) {
            person = Optional.empty();
            fault = "problem." + tooOften.code();
        }
        if (person.isEmpty())
            return Response.status(422)
                    .entity(page(
                            viewer,
                            "sign-in",
                            new SignInPage(
                                    Answers.localPath(next),
                                    text(name),
                                    "",
                                    "",
                                    Map.of("name", viewer.text(fault)),
                                    hub.demo())))
                    .build();
        return open(person.get(), next);
    }

    @GET
    @Path("/sign-up")
    @Access(Access.Who.ANYONE)
    public Page signUp(@Context Viewer viewer, @QueryParam("next") String next) {
        return page(viewer, "sign-up", new SignInPage(Answers.localPath(next), "", "", "", Map.of(), hub.demo()));
    }

    @POST
    @Path("/sign-up")
    @Access(Access.Who.ANYONE)
    public Response signUp(
            @Context Viewer viewer,
            @Context HttpServletRequest request,
            @FormParam("handle") String handle,
            @FormParam("email") String email,
            @FormParam("displayName") String displayName,
            @FormParam("password") String password,
            @FormParam("next") String next) {
        try {
            if (!hub.demo() && !signUps.allows(request.getRemoteAddr()))
                throw Problem.of(Problem.Kind.TOO_MANY, "sign-up-too-often");
            return open(people.create(handle, email, password, displayName), next);
        } catch (Problem problem) {
            var faults = viewer.faults(problem, "handle");
            return Response.status(problem.kind().status())
                    .entity(page(
                            viewer,
                            "sign-up",
                            new SignInPage(
                                    Answers.localPath(next),
                                    text(handle),
                                    text(email),
                                    text(displayName),
                                    faults,
                                    hub.demo())))
                    .build();
        }
    }

    @POST
    @Path("/sign-out")
    @Access(Access.Who.ANYONE)
    public Response signOut(@CookieParam(COOKIE) String session) {
        if (session != null) people.closeSession(session);
        return Response.fromResponse(Answers.seeOther("/"))
                .cookie(cookie("", 0))
                .build();
    }

    private Response open(Person person, String next) {
        return Response.fromResponse(Answers.seeOther(Answers.localPath(next)))
                .cookie(cookie(people.openSession(person), (int) People.SESSION.toSeconds()))
                .build();
    }

    private NewCookie cookie(String value, int seconds) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure("https".equals(hub.base().getScheme()))
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private static Page page(Viewer viewer, String name, SignInPage it) {
        return Page.of(viewer, "/org/fabcommons/hub/person/" + name + ".ftl", it);
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
