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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.fabcommons.hub.design.About;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.okh.OkhFault;
import org.fabcommons.hub.okh.OkhField;
import org.fabcommons.hub.okh.OkhFinding;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The page that edits a manifest: by fields, or its text. What it saves is a revision like any other. */
@Path("/@{owner}/{name}/manifest/edit")
@Produces(MediaType.TEXT_HTML)
public final class ManifestEditor {
    /** What is missing is told, and keeps nobody from saving. */
    private static final Set<String> MISSING = Set.of("required", "home-required", "licence-parts", "part-files");

    private static final int MOST_CHOICES = 400;

    private final Documentation documentation;
    private final Designs designs;
    private final Desk desk;
    private final Saving saving;

    ManifestEditor(Documentation documentation, Designs designs, Saving saving) {
        this.documentation = documentation;
        this.designs = designs;
        this.desk = new Desk(designs);
        this.saving = saving;
    }

    /**
     * What is being edited.
     *
     * @param before its text so far; empty where there is no file yet
     */
    private record Draft(Design design, String base, String path, Okh okh, String before) {}

    /** What came back in a form. */
    private record Given(boolean text, Map<OkhField, List<String>> values, String raw, String message) {}

    @GET
    @Access(Access.Who.PERSON)
    public Page edit(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("as") @DefaultValue("") String as) {
        var design = desk.writable(viewer, owner, name);
        var draft = draft(design, Designs.HEAD);
        var readable = documentation.of(design, draft.base()).unreadable().isEmpty();
        var given = new Given(
                as.equals("text") || !readable,
                withLicences(design, ManifestForm.values(draft.okh())),
                draft.before().isEmpty() ? draft.okh().text() : draft.before(),
                "");
        return page(viewer, draft, given, readable ? Map.of() : unreadable(viewer, given.raw(), draft), "", "");
    }

    /** What the design says of its licences, where its manifest does not. */
    private static Map<OkhField, List<String>> withLicences(Design design, Map<OkhField, List<String>> values) {
        Map<OkhField, String> said = Map.of(
                OkhField.LICENCE, design.licence(),
                OkhField.DOCUMENTATION_LICENCE, design.parts().documentation(),
                OkhField.SOFTWARE_LICENCE, design.parts().software());
        said.forEach((field, licence) -> {
            if (values.getOrDefault(field, List.of()).isEmpty() && !licence.isEmpty())
                values.put(field, List.of(licence));
        });
        return values;
    }

    private Draft draft(Design design, String revision) {
        var described = documentation.of(design, revision);
        var path = described
                .path()
                .or(() -> described.unreadable().map(Described.Unreadable::path))
                .orElse(Okh.Form.TOML.fileName());
        var before =
                saving.text(design, described.revision(), path, Okh.MOST_BYTES).orElse("");
        return new Draft(design, described.revision(), path, described.okh(), before);
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
        var draft = draft(design, base);
        var text = form.containsKey("text");
        var written = Optional.ofNullable(form.getFirst("text")).orElse("").replace("\r\n", "\n");
        var given = new Given(
                text,
                text
                        ? ManifestForm.values(draft.okh())
                        : ManifestForm.given(form, draft.okh().form(), action),
                written,
                message);
        if (action.startsWith("add ") || action.startsWith("drop "))
            return Response.ok(page(viewer, draft, given, Map.of(), "", "")).build();
        Okh okh;
        try {
            okh = text
                    ? Okh.read(draft.okh().form(), written.getBytes(StandardCharsets.UTF_8))
                    : draft.okh().with(ManifestForm.filled(given.values()));
        } catch (OkhFault fault) {
            return Desk.answer(422, page(viewer, draft, given, Map.of("", unreadable(viewer, fault)), "", ""));
        }
        var raw = text ? written : draft.before().isEmpty() ? okh.text() : okh.textLike(draft.before());
        var shown = new Given(text, given.values(), text ? written : raw, message);
        var faults = faults(viewer, okh.faults());
        if (action.equals("preview")) return Desk.answer(200, page(viewer, draft, shown, faults, "", raw));
        if (okh.faults().stream().anyMatch(fault -> !MISSING.contains(fault.code())))
            return Desk.answer(422, page(viewer, draft, shown, faults, "", ""));
        try {
            saving.save(
                    viewer.require(),
                    design,
                    new Saving.Change(
                            message.isBlank() ? "Update " + draft.path() : message,
                            draft.base(),
                            Map.of(draft.path(), raw),
                            Map.of(),
                            Set.of(),
                            about(draft, given, okh),
                            Optional.empty()));
            return Answers.seeOther(design.path() + "/manifest");
        } catch (Problem problem) {
            return refused(viewer, draft, shown, problem);
        }
    }

    /** The licences that a manifest names are the design's; one that it never named stays. */
    private static Optional<About> about(Draft draft, Given given, Okh okh) {
        var design = draft.design();
        var licence = first(OkhField.LICENCE, okh).orElse(design.licence());
        var parts = new PartLicences(
                own(
                        OkhField.DOCUMENTATION_LICENCE,
                        draft,
                        given,
                        okh,
                        design.parts().documentation()),
                own(OkhField.SOFTWARE_LICENCE, draft, given, okh, design.parts().software()));
        var now = About.checked(design.title(), design.summary(), licence, design.tags(), parts);
        var before = new About(design.title(), design.summary(), design.licence(), design.tags(), design.parts());
        return now.equals(before) ? Optional.empty() : Optional.of(now);
    }

    private static String own(OkhField field, Draft draft, Given given, Okh okh, String so) {
        var emptied = given.text()
                ? !field.read(draft.okh()).isEmpty()
                : given.values().containsKey(field);
        return first(field, okh).orElse(emptied ? "" : so);
    }

    private static Optional<String> first(OkhField field, Okh okh) {
        return field.read(okh).stream().findFirst();
    }

    /** Whatever the reason, what was written is there still; where somebody else was faster, so is what they wrote. */
    private Response refused(Viewer viewer, Draft draft, Given given, Problem problem) {
        Map<String, String> faults = new LinkedHashMap<>();
        for (var fault : problem.faults())
            faults.put(
                    fault.field()
                            .replace("documentationLicence", "documentation-licence")
                            .replace("softwareLicence", "software-licence"),
                    viewer.told(fault));
        var overtaken = Desk.overtaken(problem);
        faults.putIfAbsent("", overtaken ? Desk.told(viewer, problem) : viewer.told(problem));
        var now = desk.now(draft.design());
        var onto = overtaken ? draft(now, now.headRevision()) : draft;
        return Desk.answer(
                problem.kind().status(), page(viewer, onto, given, faults, overtaken ? onto.before() : "", ""));
    }

    private static Map<String, String> faults(Viewer viewer, List<OkhFinding> findings) {
        Map<String, String> faults = new LinkedHashMap<>();
        for (var finding : findings)
            faults.putIfAbsent(
                    finding.field(),
                    viewer.text("okh." + finding.code(), finding.arguments().toArray()));
        return faults;
    }

    private static Map<String, String> unreadable(Viewer viewer, String raw, Draft draft) {
        try {
            Okh.read(draft.okh().form(), raw.getBytes(StandardCharsets.UTF_8));
            return Map.of();
        } catch (OkhFault fault) {
            return Map.of("", unreadable(viewer, fault));
        }
    }

    private static String unreadable(Viewer viewer, OkhFault fault) {
        return viewer.text(
                fault.line() > 0 ? "documentation.edit.unreadable.line" : "documentation.edit.unreadable",
                fault.getMessage(),
                fault.line());
    }

    private Page page(
            Viewer viewer, Draft draft, Given given, Map<String, String> found, String theirs, String preview) {
        var form = draft.okh().form();
        // By the names of the form's fields, where it has one for it; the text names its own.
        Map<String, String> faults = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        found.forEach((place, text) -> {
            var field = given.text() ? Optional.<OkhField>empty() : OkhField.at(place, form);
            var name = field.map(OkhField::wire).orElse(place);
            faults.putIfAbsent(name, text);
            if (given.text()) line(given.raw(), place).ifPresent(line -> lines.put(name, line));
        });
        return Page.of(
                viewer,
                "/org/fabcommons/hub/documentation/manifest-edit.ftl",
                new ManifestForm(
                        draft.design(),
                        draft.base(),
                        draft.path(),
                        form,
                        given.text(),
                        ManifestForm.sections(form, given.values()),
                        given.raw(),
                        given.message(),
                        designs.files(draft.design(), draft.base()).stream()
                                .map(DesignFile::path)
                                .limit(MOST_CHOICES)
                                .toList(),
                        faults,
                        lines,
                        ManifestResource.Told.of(
                                documentation.suggestions(draft.okh(), draft.design(), draft.base()), viewer),
                        theirs,
                        preview));
    }

    /** Where a field stands in a text: by its first name. */
    private static Optional<Integer> line(String raw, String place) {
        var steps = new ArrayList<>(List.of(place.split("\\.")));
        if (steps.get(0).isEmpty()) return Optional.empty();
        var named =
                Pattern.compile("\\s*(?:\\[\\[?\\s*)?[\"']?" + Pattern.quote(steps.get(0)) + "[\"']?\\s*[:=.\\]].*");
        int number = 0;
        for (var line : raw.lines().toList()) {
            number++;
            if (named.matcher(line).matches()) return Optional.of(number);
        }
        return Optional.empty();
    }
}
