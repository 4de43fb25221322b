// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Upload;
import org.fabcommons.hub.okh.OkhField;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The page that edits a bill of materials as a table. Parts that are designs here become relations. */
@Path("/@{owner}/{name}/parts/edit")
@Produces(MediaType.TEXT_HTML)
public final class BillEditor {
    private static final int MOST_CELL = 300;
    /** Schemes of addresses that a browser would run or fetch from elsewhere than the web; files of the design have none. */
    private static final Pattern OTHER_SCHEME = Pattern.compile("(?i)(?!https?://|mailto:)[a-z][a-z0-9+.-]*:.*");

    private final Bills bills;
    private final Documentation documentation;
    private final Designs designs;
    private final Desk desk;
    private final Saving saving;
    private final Upload.Reception reception;
    private final Blobs blobs;

    BillEditor(Bills bills, Documentation documentation, DocumentationFeature.Needs needs, Saving saving) {
        this.bills = bills;
        this.documentation = documentation;
        this.designs = needs.design().designs();
        this.desk = new Desk(designs);
        this.reception = needs.design().reception();
        this.blobs = needs.blobs();
        this.saving = saving;
    }

    @GET
    @Access(Access.Who.PERSON)
    public Page edit(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        var design = desk.writable(viewer, owner, name);
        var bill = bills.of(design, Designs.HEAD);
        return page(viewer, design, bill, bill.lines(), "", broken(viewer, bill), "");
    }

    /** A file that cannot be read is not overwritten unseen. */
    private static Map<String, String> broken(Viewer viewer, Bill bill) {
        return bill.fault()
                .map(fault -> Map.of("", fault.path() + ": " + viewer.text("problem." + fault.code(), fault.line())))
                .orElse(Map.of());
    }

    @POST
    @Path("/import")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Access(Access.Who.PERSON)
    public Response take(
            @Context Viewer viewer,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            InputStream body)
            throws IOException {
        var design = desk.writable(viewer, owner, name);
        var bill = bills.of(design, Designs.HEAD);
        var upload = reception.receive(viewer.require(), body, headers);
        var text = upload.files().isEmpty() ? upload.text("paste") : "";
        for (var blob : upload.files().values()) {
            if (blob.sizeBytes() > BillCsv.MOST_BYTES) throw Problem.of(Problem.Kind.TOO_LARGE, "http-413");
            text = text(Files.readAllBytes(blobs.find(blob.sha256()).orElseThrow()));
        }
        try {
            var lines = BillCsv.read(text);
            if (lines.isEmpty()) throw new BillCsv.Fault("bill-empty", 1);
            return Desk.answer(
                    200, page(viewer, design, bill, lines, viewer.text("documentation.bill.imported"), Map.of(), ""));
        } catch (BillCsv.Fault fault) {
            var told = viewer.text("problem." + fault.code(), fault.line());
            return Desk.answer(422, page(viewer, design, bill, bill.lines(), "", Map.of("import", told), ""));
        }
    }

    /** Spreadsheets still write the encoding of their system where they are not told better. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException older) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Access(Access.Who.PERSON)
    public Response save(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("base") @DefaultValue(Designs.HEAD) String base,
            @FormParam("do") @DefaultValue("save") String action,
            @FormParam("message") @DefaultValue("") String message,
            MultivaluedMap<String, String> form) {
        var design = desk.writable(viewer, owner, name);
        var bill = bills.of(design, base);
        var rows = BillForm.rows(form, action);
        if (!action.equals("save")) return Desk.answer(200, page(viewer, design, bill, rows, message, Map.of(), ""));
        Map<String, String> faults = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) check(viewer, rows.get(i), i, faults);
        if (!faults.isEmpty()) return Desk.answer(422, page(viewer, design, bill, rows, message, faults, ""));
        var lines = rows.stream().filter(row -> !row.isEmpty()).toList();
        try {
            saving.save(viewer.require(), design, change(design, bill, lines, message));
            return Answers.seeOther(design.path() + "/parts");
        } catch (Problem problem) {
            return refused(viewer, design, bill, rows, message, problem);
        }
    }

    private void check(Viewer viewer, BillLine row, int place, Map<String, String> faults) {
        if (row.isEmpty()) return;
        if (row.name().isEmpty()) faults.put("name-" + place, viewer.text("problem.bill-name"));
        for (var cell : List.of(row.name(), row.quantity(), row.unit(), row.material(), row.link(), row.note()))
            if (cell.length() > MOST_CELL)
                faults.put("name-" + place, viewer.text("problem.bill-cell-long", MOST_CELL));
        if (row.quantity().matches("[-−]\\s*[0-9].*|0+([.,]0+)?"))
            faults.put("quantity-" + place, viewer.text("problem.bill-quantity"));
        if (OTHER_SCHEME.matcher(row.link()).matches()) faults.put("link-" + place, viewer.text("problem.bill-link"));
        if (!row.cost().isEmpty() && BillLine.number(row.cost()).isEmpty())
            faults.put("cost-" + place, viewer.text("problem.bill-cost"));
        if (row.design().isEmpty()) return;
        try {
            designs.requireNamed(viewer, bills.fullName(row.design()), "design");
        } catch (Problem problem) {
            faults.put("design-" + place, Desk.told(viewer, problem));
        }
    }

    private Saving.Change change(Design design, Bill bill, List<BillLine> lines, String message) {
        Map<String, String> put = new LinkedHashMap<>();
        var path = path(bill);
        put.put(path, BillCsv.write(lines, false));
        // A manifest that says nothing of such a file says so from now on.
        var described = documentation.of(design, bill.revision());
        if (described.path().isPresent() && described.okh().texts("bom").isEmpty()) {
            var file = described.path().get();
            saving.text(design, bill.revision(), file, org.fabcommons.hub.okh.Okh.MOST_BYTES)
                    .ifPresent(before -> put.put(
                            file,
                            described
                                    .okh()
                                    .with(Map.of(OkhField.BOM, List.of(path)))
                                    .textLike(before)));
        }
        return new Saving.Change(message.isBlank() ? "Update " + path : message, bill.revision(), put);
    }

    /** Where the manifest lists parts itself, or there is nothing yet, the table gets a file of its own. */
    private static String path(Bill bill) {
        return bill.path().filter(Bills::isCsv).orElse(Bills.PATH);
    }

    private Response refused(
            Viewer viewer, Design design, Bill bill, List<BillLine> rows, String message, Problem problem) {
        var overtaken = Desk.overtaken(problem);
        var now = overtaken ? bills.of(desk.now(design), Designs.HEAD) : bill;
        var theirs = overtaken
                ? saving.text(design, now.revision(), path(now), BillCsv.MOST_BYTES)
                        .orElse("")
                : "";
        return Desk.answer(
                problem.kind().status(),
                page(viewer, design, now, rows, message, Map.of("", Desk.told(viewer, problem)), theirs));
    }

    private Page page(
            Viewer viewer,
            Design design,
            Bill bill,
            List<BillLine> rows,
            String message,
            Map<String, String> faults,
            String theirs) {
        return Page.of(
                viewer,
                "/org/fabcommons/hub/documentation/bill-edit.ftl",
                new BillForm(
                        design,
                        bill.revision(),
                        path(bill),
                        rows.isEmpty() ? List.of(BillLine.empty(), BillLine.empty(), BillLine.empty()) : rows,
                        message,
                        faults,
                        theirs));
    }
}
