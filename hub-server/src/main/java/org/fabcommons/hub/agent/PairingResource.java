// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.lab.Lab;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** Where a person enters the code that an agent shows. */
@Path("/pair")
@Produces(MediaType.TEXT_HTML)
public final class PairingResource {
    private final Pairings pairings;
    private final Labs labs;

    PairingResource(Pairings pairings, Labs labs) {
        this.pairings = pairings;
        this.labs = labs;
    }

    /**
     * @param code as the person wrote it
     * @param agentName the agent that waits for the code, once it is known
     * @param fault why the code is not taken
     * @param done how it ended: {@code approved} or {@code denied}
     */
    public record PairPage(
            String code,
            Optional<String> agentName,
            List<Lab> labs,
            String lab,
            Optional<String> fault,
            Optional<String> done) {}

    @GET
    @Access(Access.Who.PERSON)
    public Response pair(
            @Context Viewer viewer,
            @QueryParam("code") @DefaultValue("") String code,
            @QueryParam("lab") @DefaultValue("") String lab,
            @QueryParam("done") String done) {
        if (done != null) {
            var at = labs.find(lab);
            return Response.ok(page(
                            viewer,
                            code,
                            Optional.empty(),
                            at.map(Lab::handle).orElse(""),
                            Optional.empty(),
                            Optional.of(done.equals("approved") ? "approved" : "denied")))
                    .build();
        }
        if (code.isBlank())
            return Response.ok(page(viewer, "", Optional.empty(), lab, Optional.empty(), Optional.empty()))
                    .build();
        try {
            var pairing = pairings.require(code, viewer.require().id());
            return Response.ok(page(
                            viewer,
                            Pairings.shown(pairing.userCode()),
                            Optional.of(pairing.agentName()),
                            lab,
                            Optional.empty(),
                            Optional.empty()))
                    .build();
        } catch (Problem problem) {
            return Response.status(problem.kind().status())
                    .entity(page(
                            viewer,
                            code,
                            Optional.empty(),
                            lab,
                            Optional.of(viewer.text("problem." + problem.code())),
                            Optional.empty()))
                    .build();
        }
    }

    @POST
    @Access(Access.Who.PERSON)
    public Response decide(
            @Context Viewer viewer,
            @FormParam("code") String code,
            @FormParam("lab") String lab,
            @FormParam("decision") String decision) {
        if (!"approve".equals(decision)) {
            pairings.deny(code, viewer.require().id());
            return Answers.seeOther("/pair?done=denied");
        }
        var at = labs.requireManaged(lab, viewer.require());
        pairings.approve(code, viewer.require().id(), at);
        return Answers.seeOther("/pair?done=approved&lab=" + at.handle());
    }

    private Page page(
            Viewer viewer,
            String code,
            Optional<String> agentName,
            String lab,
            Optional<String> fault,
            Optional<String> done) {
        var me = viewer.require();
        var home = labs.home(me);
        var managed = labs.of(me.id()).stream()
                .filter(mine -> mine.home() || labs.may(mine.id(), me.id(), Role.MANAGER))
                .toList();
        return Page.of(
                viewer,
                "/org/fabcommons/hub/agent/pair.ftl",
                new PairPage(code, agentName, managed, lab.isEmpty() ? home.handle() : lab, fault, done));
    }
}
