// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Viewer;

/** The forms by which a manager answers what the lab's policy asks about a job. */
@Path("/jobs/{id}/question")
@Produces(MediaType.TEXT_HTML)
public final class QuestionResource {
    private final Deciding deciding;

    QuestionResource(Deciding deciding) {
        this.deciding = deciding;
    }

    @POST
    @Path("/allow")
    @Access(Access.Who.PERSON)
    public Response allow(
            @Context Viewer viewer, @PathParam("id") String id, @FormParam("why") @DefaultValue("") String why) {
        return Answers.seeOther(deciding.allow(id, viewer, why).href());
    }

    @POST
    @Path("/refuse")
    @Access(Access.Who.PERSON)
    public Response refuse(
            @Context Viewer viewer, @PathParam("id") String id, @FormParam("why") @DefaultValue("") String why) {
        return Answers.seeOther(deciding.refuse(id, viewer, why).href());
    }
}
