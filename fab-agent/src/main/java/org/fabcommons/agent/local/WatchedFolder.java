// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.job.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder whose toolpaths (G-code, HPGL, RML) wait for a machine as soon as they lie there. A file is taken when it has not changed
 * between two looks, so that one that is still being copied is left alone; the folder itself is never changed. It is
 * looked at rather than listened to, since network drives tell nothing.
 */
public final class WatchedFolder {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);
    private static final Set<String> ENDINGS =
            Set.of("gcode", "gco", "g", "nc", "ngc", "tap", "cnc", "plt", "hpgl", "hpg", "rml", "prn");
    /** Whoever watches a folder with more files than this chose the wrong one. */
    private static final int MOST = 1_000;

    private final Path folder;
    private final String machine;
    private final Shelf shelf;
    private final FileCache files;
    private Map<Path, String> seen = Map.of();
    private boolean complained;

    /** @param machine whose queue the files join */
    public WatchedFolder(Path folder, String machine, Shelf shelf, FileCache files) {
        this.folder = folder.toAbsolutePath().normalize();
        this.machine = machine;
        this.shelf = shelf;
        this.files = files;
    }

    /** Looks once; call it every few seconds, from one thread. A folder that cannot be read is told once. */
    public void look() {
        Map<Path, String> now = new HashMap<>();
        try {
            for (var file : list()) now.put(file, stamp(file));
            for (var file : new HashSet<>(now.keySet()))
                if (now.get(file).equals(seen.get(file)) && shelf.take(file.toString(), now.get(file))) bring(file);
            complained = false;
        } catch (IOException | RuntimeException e) {
            if (!complained) LOG.warn("the watched folder {} cannot be read; looking again", folder, e);
            complained = true;
        }
        seen = now;
    }

    private List<Path> list() throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(file -> ENDINGS.contains(ending(file)))
                    // A link would bring what lies elsewhere to everybody who sees the page.
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST)
                    .toList();
        }
    }

    private static String ending(Path file) {
        var name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String stamp(Path file) throws IOException {
        return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
    }

    private void bring(Path file) throws IOException {
        var name = MultipartForm.withoutFolders(file.getFileName().toString());
        try (var in = Files.newInputStream(file)) {
            var kept = files.keep(in, Shop.MAX_FILE);
            shelf.put(name, kept);
            shelf.await(machine, shelf.file(name).orElseThrow(), Waiting.Source.FOLDER);
            LOG.info("{} waits for machine {}", file, machine);
        } catch (FileCache.NotFetched e) {
            LOG.warn("{} was not taken: {}", file, e.getMessage());
        }
    }
}
