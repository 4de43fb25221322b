// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.discovery;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.evidence.Makes;
import org.fabcommons.hub.lab.Lab;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.search.Cards;
import org.fabcommons.hub.search.DesignCard;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Viewer;

/** The home page: what this is, and what is new. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public final class HomeResource {
    private static final int PROVEN = 3;
    private static final int LABS = 6;

    private final HubContext hub;
    private final Designs designs;
    private final Labs labs;
    private final Makes makes;
    private final Cards cards;

    HomeResource(HubContext hub, Designs designs, Cards cards, Labs labs, Makes makes) {
        this.hub = hub;
        this.designs = designs;
        this.labs = labs;
        this.makes = makes;
        this.cards = cards;
    }

    /**
     * @param proven what worked most often
     * @param address the hub's address, for whoever sets up an agent
     */
    public record HomePage(List<DesignCard> proven, List<DesignCard> newest, List<Lab> labs, String address) {}

    @GET
    @Access(Access.Who.ANYONE)
    public Page home(@Context Viewer viewer) {
        return Page.of(
                viewer,
                "/org/fabcommons/hub/discovery/home.ftl",
                new HomePage(
                        proven(),
                        cards.newest(),
                        labs.list(1).stream().limit(LABS).toList(),
                        hub.base().toString()));
    }

    private List<DesignCard> proven() {
        return cards.of(makes.proven(PROVEN).stream()
                .flatMap(proof -> designs.byId(proof.design()).stream())
                .filter(Design::listed)
                .toList());
    }
}
