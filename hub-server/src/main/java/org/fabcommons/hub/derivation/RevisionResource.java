// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Revision;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Viewer;

/** The page of one revision: who made it, why, and what it changed. */
@Path("/@{owner}/{name}/revisions/{revision}")
@Produces(MediaType.TEXT_HTML)
public final class RevisionResource {
    private final Comparing comparing;
    private final Designs designs;

    RevisionResource(Comparing comparing, Designs designs) {
        this.comparing = comparing;
        this.designs = designs;
    }

    /**
     * @param before what it is compared with; nothing where it is the first
     * @param chosen whether that is another one than the one before it
     * @param wordings what it says of itself in other words
     * @param growthBytes by how much the whole grew
     */
    public record RevisionPage(
            Design design,
            Revision revision,
            Optional<Revision> before,
            boolean chosen,
            List<Wording> wordings,
            List<FileChange> files,
            long growthBytes) {}

    @GET
    @Access(Access.Who.ANYONE)
    public Page revision(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @PathParam("revision") String revision,
            @QueryParam("since") @DefaultValue("") String since) {
        var design = designs.require(viewer, owner, name);
        var shown = designs.revision(design, revision);
        var before = since.isEmpty()
                ? designs.before(design, shown.id()).map(id -> designs.revision(design, id))
                : Optional.of(designs.revision(design, since));
        var after = new Comparing.Side(design, shown.id());
        var files = before.isPresent()
                ? comparing.between(new Comparing.Side(design, before.get().id()), after)
                : comparing.first(after);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/derivation/revision.ftl",
                new RevisionPage(
                        design,
                        shown,
                        before,
                        !since.isEmpty(),
                        before.map(earlier -> wordings(design, earlier, shown)).orElse(List.of()),
                        files,
                        files.stream().mapToLong(FileChange::growthBytes).sum()));
    }

    private List<Wording> wordings(Design design, Revision before, Revision after) {
        var was = designs.manifestIfAny(design, before.id());
        var is = designs.manifestIfAny(design, after.id());
        return was.isEmpty() || is.isEmpty() ? List.of() : Wording.between(was.get(), is.get());
    }
}
