// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fabcommons.hub.mesh.ModelFormat;

/** Which of its files stands for a design, in lists and first on its page. */
public final class Cover {
    /** Where steps are, whatever their files are called. */
    private static final Pattern ASSEMBLY = Pattern.compile("(docs/)?assembly/.*");
    /** A text in a row of texts, such as {@code guide/02-glue.md}. */
    private static final Pattern STEP = Pattern.compile(".+/\\d[^/]*\\.(?i:md|markdown)");

    /** Folders of steps, with the slash behind. */
    private final Set<String> guides;

    private Cover(List<String> paths) {
        guides = paths.stream()
                .filter(path -> STEP.matcher(path).matches())
                .map(path -> path.substring(0, path.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
    }

    /** Tells them apart among the files of a revision. */
    static Cover among(List<String> paths) {
        return new Cover(paths);
    }

    /** Whether it is a picture of one step, which does not show what the design is. */
    boolean step(String path) {
        return ASSEMBLY.matcher(path).matches() || guides.stream().anyMatch(path::startsWith);
    }

    /** Pictures of the whole: first those called cover or preview, then the nearest to the root. */
    public static List<String> pictures(List<String> paths) {
        var steps = among(paths);
        return paths.stream()
                .filter(path -> drawable(path) && !steps.step(path))
                .sorted(Comparator.comparing(Cover::order)
                        .thenComparing(
                                path -> path.chars().filter(c -> c == '/').count())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /**
     * A picture that its manifest names, otherwise the first of the whole, otherwise a model that the hub draws.
     *
     * @param named pictures that a manifest names; the first that is there counts
     */
    static Optional<String> of(List<String> paths, List<String> named) {
        return named.stream()
                .filter(path -> drawable(path) && paths.contains(path))
                .findFirst()
                .or(() -> pictures(paths).stream().findFirst())
                .or(() -> paths.stream()
                        .filter(path -> ModelFormat.named(path)
                                .map(ModelFormat::measured)
                                .orElse(false))
                        .min(Comparator.naturalOrder()));
    }

    private static boolean drawable(String path) {
        return FileKind.of(path).picture() && FileKind.of(path) != FileKind.SVG;
    }

    private static int order(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (name.startsWith("cover.")) return 0;
        if (name.startsWith("cover") || name.startsWith("preview.")) return 1;
        return 2;
    }
}
