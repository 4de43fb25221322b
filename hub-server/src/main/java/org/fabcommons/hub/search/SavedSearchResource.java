// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

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
import org.fabcommons.hub.web.Viewer;

/** A person's saved searches: keep, rename, remove and take that back. */
@Path("/account/searches")
@Produces(MediaType.TEXT_HTML)
public final class SavedSearchResource {
    private final SavedSearches saved;

    SavedSearchResource(SavedSearches saved) {
        this.saved = saved;
    }

    /** @param removed the one just removed, to be brought back */
    public record SavedPage(List<SavedSearch> searches, Optional<SavedSearch> removed) {}

    @GET
    @Access(Access.Who.PERSON)
    public Page list(@Context Viewer viewer) {
        return page(viewer, Optional.empty());
    }

    @POST
    @Access(Access.Who.PERSON)
    public Response save(@Context Viewer viewer, @FormParam("name") String name, @FormParam("query") String query) {
        return Answers.seeOther(
                "/account/searches#" + saved.save(viewer.require(), name, query).id());
    }

    @POST
    @Path("/{id}/rename")
    @Access(Access.Who.PERSON)
    public Response rename(@Context Viewer viewer, @PathParam("id") String id, @FormParam("name") String name) {
        return Answers.seeOther(
                "/account/searches#" + saved.rename(viewer.require(), id, name).id());
    }

    @POST
    @Path("/{id}/remove")
    @Access(Access.Who.PERSON)
    public Page remove(@Context Viewer viewer, @PathParam("id") String id) {
        return page(viewer, Optional.of(saved.remove(viewer.require(), id)));
    }

    private Page page(Viewer viewer, Optional<SavedSearch> removed) {
        return Page.of(
                viewer, "/org/fabcommons/hub/search/saved.ftl", new SavedPage(saved.of(viewer.require()), removed));
    }
}
