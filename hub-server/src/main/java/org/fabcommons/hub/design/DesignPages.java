// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.model.Thumbnails;
import org.fabcommons.hub.web.Markdown;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** Puts a design's page together. */
final class DesignPages {
    private static final int MAX_README_BYTES = 400_000;
    private static final int MAX_LOOKS = 40;
    private static final long MAX_KEPT_CHARACTERS = 20_000_000;

    private final Designs designs;
    private final Owners owners;
    private final DesignModels models;
    private final List<DesignPanel> panels;
    /** Of those shown lately; what is in a revision never changes. */
    private final Cache<Readme, String> readmes = Caffeine.newBuilder()
            .maximumWeight(MAX_KEPT_CHARACTERS)
            .weigher((Readme readme, String html) -> 200 + html.length())
            .build();

    /**
     * A README as it is shown, with all that its HTML depends on.
     *
     * @param path the design's, to which its addresses lead
     * @param title the design's, which is not shown twice
     */
    private record Readme(String path, String title, String revision, DesignFile file) {}

    DesignPages(Designs designs, Owners owners, DesignModels models, List<DesignPanel> panels) {
        this.designs = designs;
        this.owners = owners;
        this.models = models;
        this.panels = panels;
    }

    DesignPage of(Design design, String revision, Viewer viewer) {
        var id = designs.requireRevision(design, revision);
        var files = designs.files(design, id);
        var shown = shown(design, id, viewer);
        var parts = designs.parts(design, id);
        return new DesignPage(
                design,
                owners.byId(design.ownerId()).orElseThrow(),
                designs.revision(design, id),
                id.equals(design.headRevision()),
                designs.rights().mayWrite(design, viewer),
                designs.rights().mayMaintain(design, viewer),
                Licence.find(designs.licence(design, id)),
                own(parts.documentation()),
                own(parts.software()),
                readme(design, id, files, viewer.locale()),
                stage(design, id, files, shown),
                shown,
                files,
                files.stream().mapToLong(DesignFile::sizeBytes).sum(),
                parts(DesignPanel.Slot.ACTIONS, design, id, viewer),
                parts(DesignPanel.Slot.LICENCE, design, id, viewer),
                parts(DesignPanel.Slot.SIDE, design, id, viewer),
                parts(DesignPanel.Slot.MAIN, design, id, viewer));
    }

    private static Optional<Licence> own(String expression) {
        return expression.isEmpty() ? Optional.empty() : Licence.find(expression);
    }

    List<Part> parts(DesignPanel.Slot slot, Design design, String revision, Viewer viewer) {
        return panels.stream()
                .filter(panel -> panel.slot() == slot)
                .sorted(Comparator.comparingInt(DesignPanel::order))
                .flatMap(panel -> panel.part(design, revision, viewer).stream())
                .toList();
    }

    /** README.fr.md goes before README.md where French is read, and so on. */
    private Optional<String> readme(Design design, String revision, List<DesignFile> files, Locale locale) {
        return files.stream()
                .filter(file -> readmeOrder(file.path(), locale) < 9)
                .min(Comparator.comparingInt((DesignFile file) -> readmeOrder(file.path(), locale))
                        .thenComparing(DesignFile::path))
                .map(file -> readmes.get(
                        new Readme(design.path(), design.title(), revision, file),
                        unknown -> html(design, revision, file)));
    }

    private String html(Design design, String revision, DesignFile file) {
        var readme = text(design, revision, file);
        var body = withoutTitle(readme, design);
        // Its headings stand below the page's title, or below its own.
        var below = body.equals(readme) ? 1 : 0;
        return Markdown.html(withoutPicture(body), address -> address(design, revision, file, address), below);
    }

    private static int readmeOrder(String path, Locale locale) {
        var name = path.toLowerCase(Locale.ROOT);
        if (name.equals("readme." + locale.getLanguage() + ".md")) return 0;
        if (name.equals("readme.md")) return 1;
        if (name.equals("readme.markdown") || name.equals("readme.txt") || name.equals("readme")) return 2;
        return 9;
    }

    /** The title that the page shows already is not shown again. */
    private static String withoutTitle(String readme, Design design) {
        var title = Pattern.compile(
                        "\\uFEFF?\\s*(?:<!--[^>]*-->\\s*)*#\\s+" + Pattern.quote(design.title()) + "[ #]*\\R\\s*")
                .matcher(readme);
        return title.lookingAt() ? readme.substring(title.end()) : readme;
    }

    /** Nor a picture of the design that comes before all words. */
    private static String withoutPicture(String readme) {
        var picture = Pattern.compile("!\\[[^\\]]*\\]\\((?!\\w+:|/)[^)\\s]+\\)[ \\t]*\\R(?=\\s*\\R|\\z)")
                .matcher(readme);
        return picture.lookingAt() ? readme.substring(picture.end()) : readme;
    }

    private String text(Design design, String revision, DesignFile file) {
        try (var in = designs.open(design, revision, file.path())) {
            return new String(in.readNBytes(MAX_README_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A relative address in a README leads to that file of the same revision. */
    private static String address(Design design, String revision, DesignFile readme, String relative) {
        var base = "/" + readme.encodedPath();
        try {
            var target = URI.create(base).resolve(relative.replace(" ", "%20")).normalize();
            return design.path() + "/files/" + revision + target.getRawPath().replaceFirst("^(/\\.\\.)+", "");
        } catch (IllegalArgumentException noAddress) {
            return "#";
        }
    }

    /**
     * What stands for it; photographs; then models, parts before drawings before toolpaths; pictures of steps last. Of very many,
     * some of each.
     */
    private static List<DesignPage.Look> stage(
            Design design, String revision, List<DesignFile> files, List<DesignPage.Shown> shown) {
        var cover = Cover.among(files.stream().map(DesignFile::path).toList());
        var pictures = files.stream()
                .filter(file -> file.kind().picture() && file.kind() != FileKind.SVG)
                .sorted(Comparator.comparing(DesignFile::path))
                .collect(Collectors.partitioningBy(file -> cover.step(file.path()) && !stands(design, file)));
        List<DesignPage.Look> looks = new ArrayList<>(looks(design, revision, pictures.get(false)));
        for (var kind : DesignPage.Kind.values())
            shown.stream()
                    .filter(model -> model.kind() == kind)
                    .limit(MAX_LOOKS)
                    .forEach(model -> looks.add(DesignPage.Look.of(model)));
        looks.addAll(looks(design, revision, pictures.get(true)));
        // Of a variant a model may stand for it although there are photographs: of its original.
        looks.sort(Comparator.comparing((DesignPage.Look look) -> !stands(design, look.file())));
        return looks.stream().map(look -> look.among(looks)).toList();
    }

    private static boolean stands(Design design, DesignFile file) {
        return file.path().equals(design.cover().orElse(""));
    }

    private static List<DesignPage.Look> looks(Design design, String revision, List<DesignFile> pictures) {
        return pictures.stream()
                .limit(MAX_LOOKS)
                .map(file -> DesignPage.Look.of(
                        file,
                        design.filePath(revision, file.path()),
                        design.thumbnailPath(revision, file.path(), Thumbnails.Size.ROW),
                        design.thumbnailPath(revision, file.path(), Thumbnails.Size.STAGE)))
                .toList();
    }

    private List<DesignPage.Shown> shown(Design design, String revision, Viewer viewer) {
        return models.of(design, revision).stream()
                .map(found -> shown(design, revision, found, viewer))
                .toList();
    }

    private DesignPage.Shown shown(Design design, String revision, DesignModels.Found found, Viewer viewer) {
        var path = found.file().path();
        var drawn = found.model().facts();
        return new DesignPage.Shown(
                found.file(),
                DesignPage.Kind.of(found.format().orElseThrow()),
                models.view(found, viewer),
                design.filePath(revision, path),
                drawn.map(facts -> design.picturePath(revision, path)),
                drawn.map(facts -> design.thumbnailPath(revision, path, Thumbnails.Size.CARD)),
                drawn.map(facts -> design.thumbnailPath(revision, path, Thumbnails.Size.ROW)));
    }
}
