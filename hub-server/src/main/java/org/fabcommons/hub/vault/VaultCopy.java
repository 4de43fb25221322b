// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Copies repositories and blobs of a hub that goes on working. Of a repository first the branch is copied, then the
 * objects, which are only ever added: so what the branch leads to is in the copy. Blobs come last, and a blob that a
 * revision names was there before the revision.
 */
public final class VaultCopy {
    private static final int TRIES = 5;

    private final Path from;
    private final Path to;

    /** From the data folder of a hub, or of a copy, to another one. */
    public VaultCopy(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /** How much was copied. */
    public record Copied(int repositories, int blobs, long bytes) {}

    /** The repositories that are there now, by their ids. */
    public List<String> repositories() throws IOException {
        var folder = from.resolve("designs");
        List<String> ids = new ArrayList<>();
        if (!Files.isDirectory(folder)) return ids;
        try (var all = Files.newDirectoryStream(folder, "*.git")) {
            for (var one : all) ids.add(String.valueOf(one.getFileName()).replaceAll("\\.git$", ""));
        }
        return ids;
    }

    /** Copies these repositories as far as they are there, and all blobs. */
    public Copied copy(Collection<String> ids) throws IOException {
        Files.createDirectories(to.resolve("designs"));
        int repositories = 0;
        for (var id : new TreeSet<>(ids)) if (repository(id)) repositories++;
        return blobs(repositories);
    }

    private boolean repository(String id) throws IOException {
        var source = from.resolve("designs").resolve(id + ".git");
        var target = to.resolve("designs").resolve(id + ".git");
        NoSuchFileException moved = new NoSuchFileException(source.toString());
        for (int i = 0; i < TRIES && Files.isDirectory(source); i++) {
            try {
                Beginning.delete(target);
                Files.createDirectories(target);
                // A branch that is packed meanwhile is found in packed-refs, so that is read after the others.
                for (var part : List.of("HEAD", "config", "refs", "packed-refs", "objects")) tree(source, target, part);
                return true;
            } catch (NoSuchFileException packed) {
                // The repository is being packed: its files change their names, not what is in them.
                moved = packed;
            }
        }
        Beginning.delete(target);
        if (Files.isDirectory(source)) throw moved;
        return false;
    }

    private static void tree(Path source, Path target, String part) throws IOException {
        if (!Files.exists(source.resolve(part))) return;
        try (var files = Files.walk(source.resolve(part))) {
            for (var file : (Iterable<Path>) files::iterator) {
                var copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(copy);
                else if (!isPassing(file)) Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (java.io.UncheckedIOException walked) {
            throw walked.getCause();
        }
    }

    /** Whether a file is there only while something is being written. */
    private static boolean isPassing(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.endsWith(".lock") || name.endsWith(".tmp") || name.startsWith("incoming_") || name.equals("gc.pid");
    }

    private Copied blobs(int repositories) throws IOException {
        var source = from.resolve("blobs");
        int count = 0;
        long bytes = 0;
        Files.createDirectories(to.resolve("blobs"));
        if (!Files.isDirectory(source)) return new Copied(repositories, 0, 0);
        try (var folders = Files.newDirectoryStream(source, "[0-9a-f][0-9a-f]")) {
            for (var folder : folders) {
                var target = Files.createDirectories(to.resolve("blobs").resolve(String.valueOf(folder.getFileName())));
                try (var files = Files.newDirectoryStream(folder)) {
                    for (var file : files) {
                        try {
                            Files.copy(
                                    file,
                                    target.resolve(String.valueOf(file.getFileName())),
                                    StandardCopyOption.COPY_ATTRIBUTES);
                        } catch (NoSuchFileException collected) {
                            // Nothing named it any more.
                            continue;
                        }
                        count++;
                        bytes += Files.size(file);
                    }
                }
            }
        }
        return new Copied(repositories, count, bytes);
    }
}
