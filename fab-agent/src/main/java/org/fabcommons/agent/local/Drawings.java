// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fabcommons.gcode.Drawing;
import org.fabcommons.gcode.Layers;
import org.fabcommons.plot.PlotDrawing;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * The layers of files, found once, and the last few drawings. One file is read at a time, so that many open pages do not
 * take the computer from the machines.
 */
final class Drawings {
    /** As many pieces as a screen can tell apart. */
    private static final int MOST_PIECES = 30_000;

    private static final int MOST_FILES = 4;
    private static final int MOST_DRAWINGS = 12;

    private final Map<String, Layers> layers = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<String, Drawing> drawings = new LinkedHashMap<>(16, 0.75f, true);

    /** @param sha256 of the file */
    synchronized Layers layers(String sha256, Path file, Profile profile) throws IOException {
        var known = layers.get(sha256 + profile.id());
        if (known != null) return known;
        try (var in = Files.newInputStream(file)) {
            var found = plotted(profile) ? PlotDrawing.layers(in, profile) : Layers.of(in, profile);
            keep(layers, sha256 + profile.id(), found, MOST_FILES);
            return found;
        }
    }

    /** @param layer from 0; it exists */
    synchronized Drawing drawing(String sha256, Path file, Profile profile, int layer) throws IOException {
        var key = sha256 + profile.id() + layer;
        var known = drawings.get(key);
        if (known != null) return known;
        var all = layers(sha256, file, profile);
        try (var in = Files.newInputStream(file)) {
            var drawn = plotted(profile)
                    ? PlotDrawing.of(in, profile, MOST_PIECES)
                    : all.draw(in, profile, layer, MOST_PIECES);
            keep(drawings, key, drawn, MOST_DRAWINGS);
            return drawn;
        }
    }

    private static boolean plotted(Profile profile) {
        return profile.language() == Language.PLOTTER;
    }

    private static <T> void keep(Map<String, T> map, String key, T value, int most) {
        map.put(key, value);
        if (map.size() > most) map.remove(map.keySet().iterator().next());
    }
}
