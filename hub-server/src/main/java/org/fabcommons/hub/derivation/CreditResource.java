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
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Viewer;

/** The page that tells who contributed what. */
@Path("/@{owner}/{name}/credit")
@Produces(MediaType.TEXT_HTML)
public final class CreditResource {
    private final Ledgers ledgers;
    private final Designs designs;

    CreditResource(Ledgers ledgers, Designs designs) {
        this.ledgers = ledgers;
        this.designs = designs;
    }

    /**
     * @param entries those of this page
     * @param next the next page's number, where there is one
     */
    public record CreditPage(Ledger ledger, List<Ledger.Entry> entries, int page, Optional<Integer> next) {}

    @GET
    @Access(Access.Who.ANYONE)
    public Page credit(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("page") @DefaultValue("1") int page) {
        var ledger = ledgers.of(designs.require(viewer, owner, name), viewer);
        int number = Math.max(1, Math.min(page, 10_000));
        long from = (number - 1L) * CreditApi.PAGE;
        return Page.of(
                viewer,
                "/org/fabcommons/hub/derivation/credit.ftl",
                new CreditPage(
                        ledger,
                        ledger.entries().stream()
                                .skip(from)
                                .limit(CreditApi.PAGE)
                                .toList(),
                        number,
                        from + CreditApi.PAGE < ledger.entries().size() ? Optional.of(number + 1) : Optional.empty()));
    }
}
