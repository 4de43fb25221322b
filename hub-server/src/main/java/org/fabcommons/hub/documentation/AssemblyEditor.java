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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.FileKind;
import org.fabcommons.hub.design.Upload;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.okh.OkhField;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The pages that edit assembly steps: their order, and each with its pictures. Every change is a revision. */
@Path("/@{owner}/{name}/assembly/edit")
@Produces(MediaType.TEXT_HTML)
public final class AssemblyEditor {
    private static final String TEMPLATES = "/org/fabcommons/hub/documentation/";
    private static final String PICTURES = "pictures/";
    private static final int MAX_LINE = 500;
    private static final int MOST_SHOWN_BYTES = 3_000_000;

    private final Assemblies assemblies;
    private final Documentation documentation;
    private final Designs designs;
    private final Desk desk;
    private final Saving saving;
    private final Upload.Reception reception;
    private final Blobs blobs;

    AssemblyEditor(
            Assemblies assemblies, Documentation documentation, DocumentationFeature.Needs needs, Saving saving) {
        this.assemblies = assemblies;
        this.documentation = documentation;
        this.designs = needs.design().designs();
        this.desk = new Desk(designs);
        this.reception = needs.design().reception();
        this.blobs = needs.blobs();
        this.saving = saving;
    }

    /** @param named whether the manifest gives the order, so that it is changed there */
    public record OrderPage(Design design, String base, List<Assembly.Leaf> files, boolean named, String fault) {}

    /**
     * A step as its form shows it.
     *
     * @param path empty for a new one
     * @param whole whether the file holds several steps, so that its text is edited as one
     * @param faults texts by field; those of no field under the empty name
     * @param preview how it will look; empty where nobody asked
     * @param kept pictures that came with the form and wait for it to be saved, by name
     */
    public record StepPage(
            Design design,
            String base,
            String path,
            boolean whole,
            String title,
            String tools,
            String parts,
            String text,
            String message,
            Map<String, String> faults,
            String theirs,
            String preview,
            Map<String, String> kept) {}

    @GET
    @Access(Access.Who.PERSON)
    public Page order(@Context Viewer viewer, @PathParam("owner") String owner, @PathParam("name") String name) {
        return order(viewer, desk.writable(viewer, owner, name), "");
    }

    private Page order(Viewer viewer, Design design, String fault) {
        var order = assemblies.order(design, Designs.HEAD);
        var leaves = order.files().stream()
                .map(group -> Assemblies.in(viewer.locale(), group))
                .map(path -> new Assembly.Leaf(path, titleOf(design, order.revision(), path)))
                .toList();
        return Page.of(
                viewer,
                TEMPLATES + "assembly-edit.ftl",
                new OrderPage(design, order.revision(), leaves, order.named(), fault));
    }

    private String titleOf(Design design, String revision, String path) {
        var file = StepText.read(assemblies.text(design, revision, path), Assemblies.title(path));
        return file.steps().size() == 1 ? file.steps().get(0).title() : Assemblies.title(path);
    }

    /** @param action {@code up} or {@code drop}, and the path */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Access(Access.Who.PERSON)
    public Response arrange(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @FormParam("base") @DefaultValue(Designs.HEAD) String base,
            @FormParam("do") @DefaultValue("") String action) {
        var design = desk.writable(viewer, owner, name);
        var order = assemblies.order(design, base);
        List<List<String>> groups = new ArrayList<>(order.files());
        var path = action.replaceFirst("^\\S+\\s", "");
        int at = 0;
        while (at < groups.size() && !groups.get(at).contains(path)) at++;
        if (at == groups.size()) throw Problem.notFound();
        Map<String, Blob> files = new LinkedHashMap<>();
        Set<String> remove = new LinkedHashSet<>();
        if (action.startsWith("drop ")) remove.addAll(groups.get(at));
        else if (at > 0 && !order.named()) {
            groups.add(at - 1, groups.remove(at));
            renumber(design, order.revision(), groups, files, remove);
        }
        try {
            if (!files.isEmpty() || !remove.isEmpty())
                saving.save(
                        viewer.require(),
                        design,
                        new Saving.Change(
                                action.startsWith("drop ") ? "Remove the step " + path : "Reorder the steps",
                                order.revision(),
                                Map.of(),
                                files,
                                remove,
                                Optional.empty(),
                                Optional.empty()));
            return Answers.seeOther(design.path() + "/assembly/edit");
        } catch (Problem problem) {
            return Desk.answer(problem.kind().status(), order(viewer, design, Desk.told(viewer, problem)));
        }
    }

    /** Files stand in the order of their names, so that each gets the number of its place. */
    private void renumber(
            Design design, String revision, List<List<String>> groups, Map<String, Blob> put, Set<String> remove) {
        Map<String, DesignFile> all = new LinkedHashMap<>();
        for (var file : designs.files(design, revision)) all.put(file.path(), file);
        int number = 0;
        for (var group : groups) {
            number++;
            for (var path : group) {
                var folder = path.substring(0, path.lastIndexOf('/') + 1);
                var name = path.substring(folder.length()).replaceFirst("^[0-9]+[-_. ]*", "");
                var wanted = folder + "%02d-".formatted(number) + name;
                if (wanted.equals(path)) continue;
                put.put(wanted, saving.same(design, revision, all.get(path)));
                remove.add(path);
            }
        }
        remove.removeAll(put.keySet());
    }

    @GET
    @Path("/step")
    @Access(Access.Who.PERSON)
    public Page step(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("path") @DefaultValue("") String path) {
        var design = desk.writable(viewer, owner, name);
        if (path.isEmpty())
            return page(
                    viewer,
                    new StepPage(
                            design, design.headRevision(), "", false, "", "", "", "", "", Map.of(), "", "", Map.of()));
        if (assemblies.order(design, Designs.HEAD).files().stream().noneMatch(group -> group.contains(path)))
            throw Problem.notFound();
        var text = assemblies.text(design, design.headRevision(), path);
        var file = StepText.read(text, Assemblies.title(path));
        var whole = file.steps().size() > 1;
        var step = file.steps().get(0);
        return page(
                viewer,
                new StepPage(
                        design,
                        design.headRevision(),
                        path,
                        whole,
                        whole ? "" : step.title(),
                        whole ? "" : step.tools(),
                        whole ? "" : step.parts(),
                        whole ? text : step.body(),
                        "",
                        Map.of(),
                        "",
                        "",
                        Map.of()));
    }

    private static Page page(Viewer viewer, StepPage it) {
        return Page.of(viewer, TEMPLATES + "step-edit.ftl", it);
    }

    @POST
    @Path("/step")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Access(Access.Who.PERSON)
    public Response save(
            @Context Viewer viewer,
            @Context HttpHeaders headers,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            InputStream body)
            throws IOException {
        var design = desk.writable(viewer, owner, name);
        var upload = reception.receive(viewer.require(), body, headers);
        var whole = upload.text("whole").equals("true");
        var it = new StepPage(
                design,
                upload.text("base"),
                upload.text("path"),
                whole,
                upload.text("title").strip(),
                upload.text("tools").strip(),
                upload.text("parts").strip(),
                upload.text("text").replace("\r\n", "\n"),
                upload.text("message").strip(),
                Map.of(),
                "",
                "",
                Map.of());
        var faults = faults(viewer, it, upload);
        if (!faults.isEmpty()) return Desk.answer(422, page(viewer, with(it, it.base(), faults, "", "", Map.of())));
        var order = assemblies.order(design, it.base().isEmpty() ? Designs.HEAD : it.base());
        var path = it.path().isEmpty() ? fresh(order, it.title()) : it.path();
        if (!it.path().isEmpty() && order.files().stream().noneMatch(group -> group.contains(it.path())))
            throw Problem.notFound();
        var step = new StepText(it.title(), it.tools(), it.parts(), withPictures(it, upload));
        var text = whole
                ? step.body().strip() + "\n"
                : step.markdown(viewer.locale().getLanguage().equals("fr"));
        if (upload.text("do").equals("preview"))
            return Desk.answer(
                    200,
                    page(
                            viewer,
                            with(
                                    it,
                                    it.base(),
                                    Map.of(),
                                    "",
                                    preview(design, order.revision(), path, text, upload),
                                    kept(viewer, upload))));
        try {
            saving.save(viewer.require(), design, change(design, order.revision(), path, text, it.message(), upload));
            reception.done(upload.named());
            return Answers.seeOther(design.path() + "/assembly/edit");
        } catch (Problem problem) {
            return refused(viewer, it, path, problem, kept(viewer, upload));
        }
    }

    private static Map<String, String> faults(Viewer viewer, StepPage it, Upload upload) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (!it.whole() && it.title().isEmpty()) faults.put("title", viewer.text("problem.step-title"));
        for (var line : List.of(it.title(), it.tools(), it.parts()))
            if (line.length() > MAX_LINE) faults.put("title", viewer.text("problem.bill-cell-long", MAX_LINE));
        if (it.text().length() > Assemblies.MOST_BYTES / 4)
            faults.put("text", viewer.text("problem.step-long", Assemblies.MOST_BYTES / 4));
        for (var file : upload.files().keySet())
            if (!FileKind.of(file).picture()) faults.put("file", viewer.text("problem.step-picture", file));
        return faults;
    }

    /** Pictures that the text does not show yet are shown at its end. */
    private static String withPictures(StepPage it, Upload upload) {
        var text = new StringBuilder(it.text());
        for (var file : upload.files().keySet()) {
            var place = PICTURES + slug(file);
            if (!it.text().contains(place))
                text.append("\n\n![")
                        .append(it.title().replaceAll("[\\[\\]]", ""))
                        .append("](")
                        .append(place)
                        .append(')');
        }
        return text.toString();
    }

    /** Pictures that are of no revision yet stand in the page itself. */
    private String preview(Design design, String revision, String path, String text, Upload upload) throws IOException {
        var html = new StringBuilder();
        var links = assemblies.links(design, revision);
        for (var step : StepText.read(text, Assemblies.title(path)).steps())
            html.append(links.html(path, step.body(), step.shift()));
        var shown = html.toString();
        for (var file : upload.files().entrySet()) {
            var kind = FileKind.of(file.getKey());
            if (kind == FileKind.SVG || file.getValue().sizeBytes() > MOST_SHOWN_BYTES) continue;
            var bytes = Files.readAllBytes(blobs.find(file.getValue().sha256()).orElseThrow());
            shown = shown.replaceAll(
                    "src=\"[^\"]*/" + Pattern.quote(PICTURES + slug(file.getKey())) + "\"",
                    "src=\"data:" + kind.mediaType() + ";base64,"
                            + Base64.getEncoder().encodeToString(bytes) + "\"");
        }
        return shown;
    }

    private Saving.Change change(
            Design design, String revision, String path, String text, String message, Upload upload) {
        Map<String, String> put = new LinkedHashMap<>();
        put.put(path, text);
        var described = documentation.of(design, revision);
        // A manifest that says nothing of how it is made says so from now on.
        if (described.path().isPresent()
                && OkhField.MAKING.read(described.okh()).isEmpty()) {
            var file = described.path().get();
            saving.text(design, revision, file, Okh.MOST_BYTES)
                    .ifPresent(before -> put.put(
                            file,
                            described
                                    .okh()
                                    .with(Map.of(OkhField.MAKING, List.of(path.substring(0, path.lastIndexOf('/')))))
                                    .textLike(before)));
        }
        Map<String, Blob> files = new LinkedHashMap<>();
        var folder = path.substring(0, path.lastIndexOf('/') + 1);
        upload.files().forEach((name, blob) -> files.put(folder + PICTURES + slug(name), blob));
        return new Saving.Change(
                message.isEmpty() ? "Update " + path : message,
                revision,
                put,
                files,
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    private Map<String, String> kept(Viewer viewer, Upload upload) {
        return reception.keep(viewer.require(), upload);
    }

    private Response refused(Viewer viewer, StepPage it, String path, Problem problem, Map<String, String> kept) {
        var overtaken = Desk.overtaken(problem);
        var now = desk.now(it.design());
        var faults = Map.of("", Desk.told(viewer, problem));
        var theirs = overtaken ? assemblies.text(now, now.headRevision(), path) : "";
        return Desk.answer(
                problem.kind().status(),
                page(viewer, with(it, overtaken ? now.headRevision() : it.base(), faults, theirs, "", kept)));
    }

    private static StepPage with(
            StepPage it,
            String base,
            Map<String, String> faults,
            String theirs,
            String preview,
            Map<String, String> kept) {
        return new StepPage(
                it.design(),
                base,
                it.path(),
                it.whole(),
                it.title(),
                it.tools(),
                it.parts(),
                it.text(),
                it.message(),
                faults,
                theirs,
                preview,
                kept);
    }

    /** Behind the last step, in its folder. */
    private static String fresh(Assemblies.Order order, String title) {
        var last = order.files().isEmpty()
                ? ""
                : order.files().get(order.files().size() - 1).get(0);
        var folder = last.contains("/") ? last.substring(0, last.lastIndexOf('/')) : Assemblies.FOLDER;
        Set<String> taken = new LinkedHashSet<>();
        order.files().forEach(taken::addAll);
        int number = order.files().size() + 1;
        var name = slug(title.replace('.', '-'));
        var path = folder + "/%02d-%s.md".formatted(number, name.isEmpty() ? "step" : name);
        while (taken.contains(path)) path = folder + "/%02d-%s.md".formatted(++number, name);
        return path;
    }

    /** Fit to be a file's name, its ending kept. */
    private static String slug(String name) {
        return Normalizer.normalize(name.substring(name.lastIndexOf('/') + 1), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.]+", "-")
                .replaceAll("^[-.]+|[-.]+$", "");
    }
}
