// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.fabcommons.hub.design.Cover;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.FileKind;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.okh.OkhFault;
import org.fabcommons.hub.okh.OkhField;
import org.fabcommons.hub.okh.OkhFinding;
import org.fabcommons.hub.release.Release;
import org.fabcommons.hub.release.Releases;
import org.fabcommons.hub.web.Viewer;

/** Finds or makes a revision's manifest. */
public final class Documentation {
    static final int MOST_PARTS = 500;
    private static final int MOST_LISTED = 200;
    private static final int MOST_MISSING = 20;

    private final Designs designs;
    private final Releases releases;
    private final URI base;

    private final Lineage lineage;

    Documentation(Designs designs, Releases releases, Lineage lineage, URI base) {
        this.lineage = lineage;
        this.designs = designs;
        this.releases = releases;
        this.base = base;
    }

    /** @param revision {@code head}, or as {@link Designs#requireRevision} takes it */
    public Described of(Design design, String revision) {
        var id = designs.requireRevision(design, revision);
        var files = designs.files(design, id);
        var written = files.stream()
                .filter(file -> Okh.Form.ofPath(file.path()).isPresent() && file.sizeBytes() <= Okh.MOST_BYTES)
                .min(Comparator.comparing(DesignFile::path, Written.FIRST));
        if (written.isEmpty())
            return new Described(design, id, made(design, id, files), Optional.empty(), Optional.empty());
        var path = written.get().path();
        try (var in = designs.open(design, id, path)) {
            var okh = Okh.read(Okh.Form.ofPath(path).orElseThrow(), in.readNBytes(Okh.MOST_BYTES + 1));
            return new Described(design, id, okh, Optional.of(path), Optional.empty());
        } catch (OkhFault fault) {
            return new Described(
                    design,
                    id,
                    made(design, id, files),
                    Optional.empty(),
                    Optional.of(new Described.Unreadable(path, fault.line(), fault.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The manifest as a file of this form: its author's to the letter where it is theirs, otherwise made of it, with what the
     * hub knows of where the design comes from.
     */
    String text(Described described, Okh.Form form, Viewer viewer) {
        return theirs(described, form)
                .orElseGet(() -> lineage.in(described.okh().as(form), described.design(), viewer)
                        .text());
    }

    /** The same to leave this hub with: its author's, too, says where the design comes from. */
    String leaving(Described described, Okh.Form form, Viewer viewer) {
        return theirs(described, form)
                .map(text ->
                        lineage.in(described.okh(), described.design(), viewer).textLike(text))
                .orElseGet(() -> text(described, form, viewer));
    }

    private Optional<String> theirs(Described described, Okh.Form form) {
        if (described.path().isEmpty() || described.okh().form() != form) return Optional.empty();
        try (var in = designs.open(
                described.design(), described.revision(), described.path().get())) {
            return Optional.of(new String(in.readNBytes(Okh.MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong in a manifest, and where it names another licence than the design has. */
    List<OkhFinding> faults(Described described) {
        if (described.path().isEmpty()) return List.of();
        var okh = described.okh();
        var parts = designs.parts(described.design(), described.revision());
        var hardware = designs.licence(described.design(), described.revision());
        List<OkhFinding> faults = new ArrayList<>(described.faults());
        Map.of(
                        OkhField.LICENCE, hardware,
                        OkhField.DOCUMENTATION_LICENCE, orElse(parts.documentation(), hardware),
                        OkhField.SOFTWARE_LICENCE, orElse(parts.software(), hardware))
                .forEach((field, licence) -> Written.licence(field, okh)
                        .filter(named -> !named.equals(licence))
                        .ifPresent(named -> faults.add(
                                OkhFinding.of(field.path(okh.form()), "licence-otherwise", named, licence))));
        return faults;
    }

    /** What would help others; of files that are there already only that the manifest does not name them. */
    List<OkhFinding> suggestions(Okh okh, Design design, String revision) {
        var files =
                designs.files(design, revision).stream().map(DesignFile::path).toList();
        List<OkhFinding> told = new ArrayList<>(missing(okh, files));
        okh.suggestions().stream()
                .map(finding -> there(finding, design, files)
                        .map(path -> OkhFinding.of(finding.field(), "suggest-here", path))
                        .orElse(finding))
                .forEach(told::add);
        return told;
    }

    /** Files that a manifest names and nobody finds: a misspelt name, or one that is still to come. */
    private static List<OkhFinding> missing(Okh okh, List<String> files) {
        List<OkhFinding> missing = new ArrayList<>();
        for (var field : OkhField.values()) {
            if (!field.kind().path() || field.path(okh.form()).isEmpty()) continue;
            for (var named : field.read(okh)) {
                var path = named.replaceFirst("^(\\./|/)", "").replaceFirst("/$", "");
                if (!named.contains("://")
                        && files.stream().noneMatch(file -> file.equals(path) || file.startsWith(path + "/")))
                    missing.add(OkhFinding.of(field.path(okh.form()), "no-file", named));
            }
        }
        return missing.subList(0, Math.min(MOST_MISSING, missing.size()));
    }

    private static Optional<String> there(OkhFinding finding, Design design, List<String> files) {
        return switch (finding.code()) {
            case "suggest-bom" -> Bills.path(files, Optional.empty());
            case "suggest-manufacturing-instructions" ->
                files.stream()
                        .filter(path -> path.matches(Assemblies.FOLDER + "/[^/]+\\.md"))
                        .findFirst()
                        .map(path -> Assemblies.FOLDER);
            case "suggest-image" ->
                design.cover()
                        .filter(path ->
                                files.contains(path) && FileKind.of(path).picture());
            default -> Optional.empty();
        };
    }

    private static String orElse(String own, String hardware) {
        return own.isEmpty() ? hardware : own;
    }

    URI base() {
        return base;
    }

    /** The design's address on this hub. */
    String address(Design design) {
        return base.resolve(design.path()).toString();
    }

    /** The release's name where the revision has one, and the revision's first characters otherwise. */
    String version(Design design, String revision) {
        return releases.newest(design)
                .filter(release -> release.revision().equals(revision))
                .map(Release::name)
                .orElse(revision.substring(0, 10));
    }

    private Okh made(Design design, String revision, List<DesignFile> files) {
        var fields = JsonNodeFactory.instance.objectNode();
        fields.put("okhv", "2.4")
                .put("name", design.title())
                .put("repo", address(design))
                .put("version", version(design, revision))
                .put("license", design.licence())
                .put("licensor", design.ownerHandle())
                .put("function", design.summary());
        if (!design.parts().isNone()) {
            // Only version 1 has a field for them; the other form keeps it.
            var own = fields.putObject("okh-v1");
            own.put("okh-manifest-version", "1.0.0");
            var licences = own.putObject("license").put("hardware", design.licence());
            if (!design.parts().documentation().isEmpty())
                licences.put("documentation", design.parts().documentation());
            if (!design.parts().software().isEmpty())
                licences.put("software", design.parts().software());
        }
        files.stream()
                .map(DesignFile::path)
                .filter(path -> path.equalsIgnoreCase("README.md"))
                .findFirst()
                .ifPresent(path -> fields.put("readme", path));
        var pictures = Cover.pictures(files.stream().map(DesignFile::path).toList());
        if (!pictures.isEmpty()) pictures.stream().limit(MOST_LISTED).forEach(fields.putArray("image")::add);
        list(fields, files, "source", file -> file.kind() == FileKind.SOURCE || file.kind() == FileKind.STEP);
        list(fields, files, "export", file -> file.kind() == FileKind.MESH || file.kind() == FileKind.OTHER_MESH);
        list(fields, files, "auxiliary", file -> file.kind().toolpath());
        return Okh.of(Okh.Form.TOML, fields);
    }

    private static void list(ObjectNode fields, List<DesignFile> files, String field, Predicate<DesignFile> which) {
        var paths = files.stream()
                .filter(which)
                .map(DesignFile::path)
                .limit(MOST_LISTED)
                .toList();
        if (!paths.isEmpty()) paths.forEach(fields.putArray(field)::add);
    }
}
