// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;

/** Where a source is laid out with just the files it reads, and where what was rendered is kept for a while. */
final class Desk {
    private static final long MAX_SOURCE_BYTES = 1_000_000;
    private static final long MAX_BYTES = 100_000_000;
    private static final int MAX_FILES = 200;
    private static final Pattern FOLDERS = Pattern.compile("/");

    private final Path working;
    private final Path kept;

    Desk(Path folder) {
        working = folder.resolve("working");
        kept = folder.resolve("kept");
        try {
            clear(working);
            Files.createDirectories(kept);
        } catch (IOException e) {
            throw new UncheckedIOException("no variants can be made in " + folder, e);
        }
    }

    /** Something about the sources that keeps them from being rendered: a code, and what it is about. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;
        private final String what;

        Unfit(String code, String what) {
            super(code + " " + what);
            this.code = code;
            this.what = what;
        }

        String code() {
            return code;
        }

        String what() {
            return what;
        }
    }

    static void clear(Path folder) throws IOException {
        if (Files.exists(folder))
            try (var all = Files.walk(folder)) {
                for (var file : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
            }
        Files.createDirectories(folder);
    }

    /** The text of a source. */
    static String source(Designs designs, Design design, String revision, DesignFile file) throws Unfit {
        if (file.sizeBytes() > MAX_SOURCE_BYTES) throw new Unfit("large", file.path());
        try (var in = designs.open(design, revision, file.path())) {
            return new String(in.readNBytes((int) MAX_SOURCE_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a source reads, all the way down, itself included: by path, in the design. */
    static Map<String, DesignFile> needed(Designs designs, Design design, String revision, String path) throws Unfit {
        Map<String, DesignFile> all = new LinkedHashMap<>();
        for (var file : designs.files(design, revision)) all.put(file.path(), file);
        Map<String, DesignFile> needed = new LinkedHashMap<>();
        var open = new ArrayDeque<String>();
        open.add(path);
        long bytes = 0;
        while (!open.isEmpty()) {
            var next = open.poll();
            // What is not in the design may be in OpenSCAD's own libraries.
            if (!all.containsKey(next) || needed.containsKey(next)) continue;
            var file = all.get(next);
            bytes += file.sizeBytes();
            if (bytes > MAX_BYTES || needed.size() >= MAX_FILES) throw new Unfit("large", next);
            needed.put(next, file);
            if (!next.toLowerCase(java.util.Locale.ROOT).endsWith(".scad")) continue;
            for (var read : read(source(designs, design, revision, file), next)) {
                // OpenSCAD looks beside the file that says so, then beside the one it began with.
                open.add(beside(next, read));
                open.add(beside(path, read));
            }
        }
        return needed;
    }

    private static Set<String> read(String source, String path) throws Unfit {
        try {
            return FileUse.of(source);
        } catch (FileUse.Refused refused) {
            throw new Unfit("files", path + ": " + refused.getMessage());
        }
    }

    private static String beside(String path, String other) {
        var folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) : "";
        var parts = new ArrayDeque<String>();
        for (var part : FOLDERS.split(folder + other)) if (!part.isEmpty() && !part.equals(".")) parts.add(part);
        return String.join("/", parts);
    }

    /** Lays them out in a folder of their own. */
    Path lay(String id, Designs designs, Design design, String revision, String path) throws IOException, Unfit {
        var run = working.resolve(id);
        clear(run);
        var folder = Files.createDirectories(OpenScad.source(run));
        for (var file : needed(designs, design, revision, path).values()) {
            var place = folder.resolve(file.path()).normalize();
            if (!place.startsWith(folder)) throw new Unfit("files", file.path());
            Files.createDirectories(place.getParent());
            try (var in = designs.open(design, revision, file.path())) {
                Files.copy(in, place);
            }
        }
        return run;
    }

    /** Keeps a result and takes the rest away. */
    void keep(String id, Path stl, byte[] png) throws IOException {
        Files.write(kept.resolve(id + ".png"), png);
        Files.move(stl, kept.resolve(id + ".stl"), StandardCopyOption.REPLACE_EXISTING);
    }

    void away(Path folder) throws IOException {
        clear(folder);
        Files.delete(folder);
    }

    Optional<Path> mesh(String id) {
        return find(id + ".stl");
    }

    Optional<Path> picture(String id) {
        return find(id + ".png");
    }

    private Optional<Path> find(String name) {
        return Optional.of(kept.resolve(name)).filter(Files::isRegularFile);
    }

    void drop(String id) throws IOException {
        Files.deleteIfExists(kept.resolve(id + ".png"));
        Files.deleteIfExists(kept.resolve(id + ".stl"));
    }
}
