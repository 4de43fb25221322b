// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Viewer;

/** A revision's bill of materials, for programs. To change it, publish its file. */
@Path("/api/v1/designs/{owner}/{name}/bill")
@Produces(MediaType.APPLICATION_JSON)
public final class BillApi {
    private final Bills bills;
    private final Designs designs;

    BillApi(Bills bills, Designs designs) {
        this.bills = bills;
        this.designs = designs;
    }

    /**
     * @param quantity as it was written, {@code amount} as a number where it is one
     * @param design the design here that the part is, {@code owner/name}
     * @param others columns that the hub does not know
     */
    record Line(
            String name,
            String quantity,
            Optional<BigDecimal> amount,
            String unit,
            String material,
            String link,
            Optional<String> design,
            String cost,
            String currency,
            String note,
            Map<String, String> others) {}

    /**
     * @param file the file it stands in; missing where there is none
     * @param totals what all of it costs by currency, as far as costs are given
     */
    record Whole(String revision, Optional<String> file, List<Line> lines, Map<String, BigDecimal> totals) {}

    @GET
    @Access(Access.Who.ANYONE)
    @Operation(description = "What is needed to make a design: from its bom.csv, or the parts of its manifest.")
    public Whole bill(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var bill = bills.of(designs.require(viewer, owner, name), revision);
        var parts = bills.parts(bill.lines(), viewer);
        return new Whole(
                bill.revision(),
                bill.path(),
                IntStream.range(0, bill.lines().size())
                        .mapToObj(i -> line(bill.lines().get(i), Optional.ofNullable(parts.get(i))))
                        .toList(),
                bill.totals());
    }

    private static Line line(BillLine line, Optional<Design> part) {
        return new Line(
                line.name(),
                line.quantity(),
                line.amount(),
                line.unit(),
                line.material(),
                line.link(),
                part.map(Design::fullName),
                line.cost(),
                line.currency(),
                line.note(),
                line.others());
    }
}
