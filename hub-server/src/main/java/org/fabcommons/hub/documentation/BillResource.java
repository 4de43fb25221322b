// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Viewer;

/** The page of what is needed to make a design, and the same for spreadsheets. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class BillResource {
    private final Bills bills;
    private final Assemblies assemblies;
    private final Designs designs;
    private final URI base;

    BillResource(Bills bills, Assemblies assemblies, Designs designs, URI base) {
        this.bills = bills;
        this.assemblies = assemblies;
        this.designs = designs;
        this.base = base;
    }

    /**
     * @param parts the designs here that lines are, by their place from 0
     * @param files paths of the revision, to which links may lead
     * @param data JSON-LD
     */
    public record BillPage(
            Design design, Bill bill, Map<Integer, Design> parts, List<String> files, boolean mine, String data) {
        /** The design that a line is; nothing where it is none that whoever looks may see. */
        public Design part(int place) {
            return parts.get(place);
        }
    }

    @GET
    @Path("/parts")
    @Access(Access.Who.ANYONE)
    public Page page(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        var bill = bills.of(design, revision);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/documentation/bill.ftl",
                new BillPage(
                        design,
                        bill,
                        bills.parts(bill.lines(), viewer),
                        designs.files(design, bill.revision()).stream()
                                .map(DesignFile::path)
                                .toList(),
                        designs.rights().mayWrite(design, viewer),
                        StructuredData.of(
                                design, bill, assemblies.of(design, bill.revision(), viewer.locale()), base)));
    }

    @GET
    @Path("/parts.csv")
    @Produces("text/csv;charset=UTF-8")
    @Access(Access.Who.ANYONE)
    public Response csv(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        return Response.ok(BillCsv.write(bills.of(design, revision).lines(), true))
                .header("Content-Disposition", "attachment; filename=\"" + design.name() + "-parts.csv\"")
                .build();
    }
}
