// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.attribution;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.derivation.Verdicts;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.licence.VerdictJson;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** Whom a design goes back to, for programs. */
@Path("/api/v1/designs/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
public final class AttributionApi {
    private final Attributions attributions;
    private final Verdicts verdicts;
    private final Designs designs;

    AttributionApi(Attributions attributions, Verdicts verdicts, Designs designs) {
        this.attributions = attributions;
        this.verdicts = verdicts;
        this.designs = designs;
    }

    /**
     * @param licences those of documentation and software, where they have their own
     * @param into what it was taken into; missing where that is the design itself
     * @param url missing where it is gone
     */
    record Source(
            String id,
            String title,
            String author,
            Optional<String> url,
            String revision,
            Optional<String> licence,
            PartLicences licences,
            String kind,
            Optional<String> into,
            String note,
            Optional<Recorded> verdict) {
        static Source of(Attribution.Source it) {
            return new Source(
                    it.name(),
                    it.title(),
                    it.author(),
                    it.gone() ? Optional.empty() : Optional.of(it.address()),
                    it.revision(),
                    it.licence().map(Licence::spdx),
                    it.licences(),
                    it.kind(),
                    it.into(),
                    it.note(),
                    it.verdict().map(Recorded::of));
        }
    }

    /** What the rules of that version said when the edge was made. */
    record Recorded(String outcome, String rules, List<String> conditions, Optional<Agreed> permission) {
        static Recorded of(Attribution.Judged it) {
            return new Recorded(
                    it.outcome(),
                    it.rules(),
                    it.conditions(),
                    it.agreed()
                            .map(agreed -> new Agreed(
                                    agreed.by(),
                                    agreed.licence(),
                                    Instant.ofEpochMilli(agreed.at()).toString())));
        }
    }

    record Agreed(String by, String licence, String at) {}

    /** A change that whoever passes it on must tell of. */
    record Change(String at, String author, String message, String revision) {}

    /**
     * @param text the whole attribution as Markdown, {@code line} one sentence
     * @param today what the rules of today say of the newest revision
     */
    record Whole(
            String title,
            String author,
            String url,
            String git,
            String revision,
            String licence,
            PartLicences licences,
            String line,
            String text,
            List<Source> sources,
            List<Change> changes,
            VerdictJson today) {}

    @GET
    @Path("/attribution")
    @Access(Access.Who.ANYONE)
    @Operation(description = "Title, author, source, licence and changes of everything a design goes back to.")
    public Whole attribution(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        var it = attributions.of(design, revision, viewer);
        var text = new AttributionText(it, viewer);
        return new Whole(
                design.title(),
                design.ownerHandle(),
                it.source(),
                it.git(),
                it.revision().id(),
                it.licence().spdx(),
                it.licences(),
                text.line(),
                text.whole(),
                it.sources().stream().map(Source::of).toList(),
                it.changes().stream()
                        .map(change -> new Change(
                                Instant.ofEpochMilli(change.createdAt()).toString(),
                                change.author(),
                                change.message(),
                                change.id()))
                        .toList(),
                VerdictJson.of(verdicts.today(design), viewer));
    }
}
