// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** The designs that somebody wants to hand over to the caller. */
@Path("/api/v1/transfers")
@Produces(MediaType.APPLICATION_JSON)
public final class TransferApi {
    private final Stewardship stewardship;

    TransferApi(Stewardship stewardship) {
        this.stewardship = stewardship;
    }

    /**
     * @param design {@code owner/name}
     * @param to the handle of whom it is offered to
     */
    record OfferView(String design, String title, String to, String offeredBy, String offeredAt) {
        static OfferView of(Stewardship.Offer offer) {
            return new OfferView(
                    offer.design().fullName(),
                    offer.design().title(),
                    offer.transfer().receiverHandle(),
                    offer.transfer().offeredBy(),
                    Instant.ofEpochMilli(offer.transfer().createdAt()).toString());
        }
    }

    record Offers(List<OfferView> items) {}

    @GET
    @Access(Access.Who.PERSON)
    @Operation(description = "What is offered to you and to the groups that you maintain, the oldest first.")
    public Offers offers(@Context Viewer viewer) {
        return new Offers(stewardship.offersTo(viewer.require()).stream()
                .map(OfferView::of)
                .toList());
    }
}
