// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What lies on a simulated machine's table, and the tool that is in its spindle: when the one touches the other.
 *
 * @param board a surface all over the table
 * @param shapes what stands on it
 * @param tool a file in which a person writes which tool is in: how much longer it is than the first one and its diameter,
 *     in mm; without it the first one of no width
 */
public record Table(Workpiece board, List<Shape> shapes, Optional<Path> tool) {
    /** Nothing to touch. */
    public static final Table EMPTY = new Table(Workpiece.NONE, List.of(), Optional.empty());

    /** Looked at so often on the way, at least. */
    private static final int LOOKS = 2000;

    private static final int HALVINGS = 40;

    public Table {
        shapes = List.copyOf(shapes);
    }

    /** A rod, by its length and radius. */
    private record Rod(double longerMm, double radiusMm) {}

    /** Whether what is in the spindle touches anything when that stands there. */
    boolean touches(double[] at) {
        return touches(at, rod());
    }

    private boolean touches(double[] at, Rod rod) {
        double tip = at[2] - rod.longerMm();
        if (tip <= board.height(at[0], at[1])) return true;
        for (var shape : shapes) if (shape.touches(at[0], at[1], tip, rod.radiusMm())) return true;
        return false;
    }

    /** Where a straight way first touches something, or with {@code away} first touches nothing any more. */
    Optional<double[]> contact(double[] from, double[] to, boolean away) {
        var rod = rod();
        for (int i = 1; i <= LOOKS; i++) {
            if (touches(between(from, to, (double) i / LOOKS), rod) == away) continue;
            double before = (double) (i - 1) / LOOKS;
            double after = (double) i / LOOKS;
            for (int half = 0; half < HALVINGS; half++) {
                double middle = (before + after) / 2;
                if (touches(between(from, to, middle), rod) == away) before = middle;
                else after = middle;
            }
            return Optional.of(between(from, to, after));
        }
        return Optional.empty();
    }

    private static double[] between(double[] from, double[] to, double share) {
        var at = from.clone();
        for (int i = 0; i < 3; i++) at[i] += (to[i] - from[i]) * share;
        return at;
    }

    private Rod rod() {
        if (tool.isEmpty()) return new Rod(0, 0);
        try {
            var words = Files.readString(tool.get()).strip().split("\\s+");
            return new Rod(
                    words[0].isEmpty() ? 0 : Double.parseDouble(words[0]),
                    words.length > 1 ? Double.parseDouble(words[1]) / 2 : 0);
        } catch (NoSuchFileException first) {
            return new Rod(0, 0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
