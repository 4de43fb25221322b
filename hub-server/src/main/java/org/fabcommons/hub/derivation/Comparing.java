// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.FileKind;
import org.fabcommons.hub.vault.Lines;

/** Compares the files of two revisions, also of two designs. */
public final class Comparing {
    private static final int MAX_TEXTS = 40;
    private static final int MAX_SHAPES = 40;

    private final Designs designs;
    private final Shapes shapes;

    Comparing(Designs designs, Shapes shapes) {
        this.designs = designs;
        this.shapes = shapes;
    }

    /** A revision of a design. */
    public record Side(Design design, String revision) {}

    /** The files of a revision by path. */
    Map<String, DesignFile> files(Side side) {
        Map<String, DesignFile> files = new TreeMap<>();
        for (var file : designs.files(side.design(), side.revision())) files.put(file.path(), file);
        return files;
    }

    /** What differs, in the order of the paths. */
    List<FileChange> between(Side before, Side after) {
        return between(before, files(before), after, files(after));
    }

    /** The same for a revision before which there was nothing. */
    List<FileChange> first(Side revision) {
        return between(revision, Map.of(), revision, files(revision));
    }

    private List<FileChange> between(
            Side before, Map<String, DesignFile> earlier, Side after, Map<String, DesignFile> later) {
        var paths = new TreeSet<>(earlier.keySet());
        paths.addAll(later.keySet());
        List<FileChange> changes = new ArrayList<>();
        int texts = 0;
        int models = 0;
        for (var path : paths) {
            var was = Optional.ofNullable(earlier.get(path));
            var is = Optional.ofNullable(later.get(path));
            if (was.map(DesignFile::sha256).equals(is.map(DesignFile::sha256))) continue;
            var text = texts < MAX_TEXTS ? text(before, was, after, is) : Optional.<Lines.Difference>empty();
            if (text.isPresent()) texts++;
            var measured = models < MAX_SHAPES;
            var shapeBefore = was.filter(file -> measured).flatMap(shapes::of);
            var shapeAfter = is.filter(file -> measured).flatMap(shapes::of);
            if (shapeBefore.isPresent() || shapeAfter.isPresent()) models++;
            changes.add(new FileChange(path, was, is, text, shapeBefore, shapeAfter));
        }
        return changes;
    }

    private Optional<Lines.Difference> text(
            Side before, Optional<DesignFile> was, Side after, Optional<DesignFile> is) {
        if (!is.or(() -> was).map(file -> byLine(file.kind())).orElse(false)) return Optional.empty();
        var earlier = was.isEmpty() ? Optional.of("") : text(before, was.get());
        var later = is.isEmpty() ? Optional.of("") : text(after, is.get());
        return earlier.isPresent() && later.isPresent()
                ? Optional.of(Lines.compare(earlier.get(), later.get()))
                : Optional.empty();
    }

    /** A file's text, where it is one that people read. */
    Optional<String> text(Side side, DesignFile file) {
        if (file.sizeBytes() > Lines.MAX_BYTES || !byLine(file.kind())) return Optional.empty();
        try (var in = designs.open(side.design(), side.revision(), file.path())) {
            return Lines.text(in.readNBytes(Lines.MAX_BYTES + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether lines mean something to people in such a file. Two toolpaths or meshes put together by line would be
     * neither of both, and could break a machine.
     */
    private static boolean byLine(FileKind kind) {
        return switch (kind) {
            case SOURCE, TEXT, MARKDOWN, JSON, OTHER -> true;
            case MESH, OTHER_MESH, TOOLPATH, PLOT, PNG, JPEG, WEBP, GIF, SVG, PDF, STEP, DXF -> false;
        };
    }
}
