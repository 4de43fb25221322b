// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.LinkJson;

/** What waits for somebody at one's machines, for programs and live pages. */
@Path("/api/v1/needs")
@Produces(MediaType.APPLICATION_JSON)
public final class NeedApi {
    private final Needs needs;
    private final HubContext hub;

    NeedApi(Needs needs, HubContext hub) {
        this.needs = needs;
        this.hub = hub;
    }

    /** @param stateText how many of them wait for the viewer, as a live page says it */
    record NeedList(List<Need> items, String stateText) {}

    @GET
    @Access(Access.Who.PERSON)
    @Operation(
            description = "What waits for somebody's word or hand at the machines of the labs where one is operator or"
                    + " manager: a question, a permission, a machine that is to be clear, an alarm.")
    public Response list(@Context Viewer viewer) {
        return Response.ok(view(viewer)).build();
    }

    @GET
    @Path("/events")
    @Access(Access.Who.PERSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(description = "The same now and whenever it changes, as events named needs.")
    public void events(@Context Viewer viewer, @Context SseEventSink sink, @Context Sse sse) {
        hub.live().follow(Machines.ALL, sink, sse, stream -> stream.sendNew("needs", LinkJson.write(view(viewer))));
    }

    private NeedList view(Viewer viewer) {
        var items = needs.lookedAfterBy(viewer);
        return new NeedList(items, text(items, viewer));
    }

    /** How many of these wait for the viewer. */
    static String text(List<Need> items, Viewer viewer) {
        long yours = items.stream().filter(Need::yours).count();
        return yours == 0
                ? viewer.text("machine.needs.none")
                : yours == 1 ? viewer.text("machine.needs.one") : viewer.text("machine.needs.many", yours);
    }
}
