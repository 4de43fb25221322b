// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.LinkJson;

/** Machines, for programs and live pages. */
@Path("/api/v1/machines")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class MachineApi {
    private static final ObjectMapper JSON = LinkJson.mapper()
            .copy()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final Machines machines;
    private final HubContext hub;

    MachineApi(Machines machines, HubContext hub) {
        this.machines = machines;
        this.hub = hub;
    }

    /** @param lab handle of a lab that the person manages */
    record NewMachine(String lab, String name, String profile) {}

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record MachineList(List<MachineView> items, Optional<Integer> next) {}

    @GET
    @Operation(description = "The machines one may see, with what they do right now.")
    @Access(Access.Who.ANYONE)
    public Response list(@Context Viewer viewer, @QueryParam("page") @DefaultValue("1") int page) {
        return Response.ok(views(viewer, page)).build();
    }

    private MachineList views(Viewer viewer, int page) {
        var found = machines.visible(viewer, page);
        return new MachineList(
                found.stream()
                        .limit(Machines.PAGE)
                        .map(machine -> MachineView.of(machine, machines, viewer))
                        .toList(),
                found.size() > Machines.PAGE ? Optional.of(Math.max(1, page) + 1) : Optional.empty());
    }

    @POST
    @Operation(description = "Registers a machine by hand; it is offline until an agent takes it over.")
    @Access(Access.Who.PERSON)
    public Response create(@Context Viewer viewer, @NotNull NewMachine wish) {
        var machine = machines.create(viewer.require(), wish.lab(), wish.name(), wish.profile());
        return Response.created(URI.create("/machines/" + machine.id()))
                .entity(MachineView.of(machine, machines, viewer))
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(description = "A machine with what it does right now.")
    @Access(Access.Who.ANYONE)
    public Response machine(@Context Viewer viewer, @PathParam("id") String id) {
        return Response.ok(MachineView.of(machines.requireVisible(id, viewer), machines, viewer))
                .build();
    }

    /**
     * @param question as the machine's {@code answer} names it
     * @param choice counted from 0
     */
    record Given(String question, Integer choice) {}

    @POST
    @Path("/{id}/answer")
    @Operation(
            description =
                    "A manager of the lab answers what the machine asks, once, where the lab's policy lets that be"
                            + " answered here. 409 when it asks something else by now.")
    @Access(Access.Who.PERSON)
    public Response answer(@Context Viewer viewer, @PathParam("id") String id, @NotNull Given given) {
        machines.answer(
                machines.requireVisible(id, viewer),
                viewer,
                given.question() == null ? "" : given.question(),
                given.choice() == null ? -1 : given.choice());
        return Response.noContent().build();
    }

    @POST
    @Path("/{id}/stop")
    @Operation(description = "Emergency stop: the machine stops at once and goes cold; what it was making is lost.")
    @Access(Access.Who.PERSON)
    @Consumes(MediaType.WILDCARD)
    public Response stop(@Context Viewer viewer, @PathParam("id") String id) {
        machines.stop(machines.requireVisible(id, viewer), viewer.require());
        return Response.noContent().build();
    }

    /** The machine now and whenever something of it changes, as events {@code machine}. */
    @GET
    @Path("/{id}/events")
    @Operation(description = "The machine now and whenever something of it changes, as events named machine.")
    @Access(Access.Who.ANYONE)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
            @Context Viewer viewer, @PathParam("id") String id, @Context SseEventSink sink, @Context Sse sse) {
        var known = machines.requireVisible(id, viewer);
        hub.live()
                .follow(
                        Machines.topic(known.id()),
                        sink,
                        sse,
                        stream -> stream.sendNew(
                                "machine",
                                json(MachineView.of(machines.requireVisible(id, viewer), machines, viewer))));
    }

    /** All machines that one may see, whenever something of them changes, as events {@code machines}. */
    @GET
    @Path("/events")
    @Operation(
            description =
                    "The machines one may see now and whenever something of them changes, as events named machines.")
    @Access(Access.Who.ANYONE)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void allEvents(@Context Viewer viewer, @Context SseEventSink sink, @Context Sse sse) {
        hub.live().follow(Machines.ALL, sink, sse, stream -> stream.sendNew("machines", json(views(viewer, 1))));
    }

    private static String json(Object view) {
        try {
            return JSON.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON", e);
        }
    }
}
