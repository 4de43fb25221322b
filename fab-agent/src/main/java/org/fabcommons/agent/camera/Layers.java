// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.gcode.Move;
import org.fabcommons.gcode.PlainMove;
import org.fabcommons.gcode.Step;
import org.fabcommons.gcode.StepListener;
import org.fabcommons.gcode.ToolpathAnalysis;
import org.fabcommons.profile.Profile;

/** At which lines of a file a layer begins: the first that extrudes higher than all before. */
final class Layers implements StepListener {
    /** A spiral rises with every line; a picture for less than this shows nothing new. Millimetres. */
    private static final double LEAST_MM = 0.04;

    private static final int MOST = 20_000;

    private final List<Long> lines = new ArrayList<>();
    private double height = Double.NEGATIVE_INFINITY;

    static List<Long> of(Path file, Profile profile) throws IOException {
        var layers = new Layers();
        try (var in = Files.newInputStream(file)) {
            ToolpathAnalysis.of(in, profile, layers);
        }
        return layers.lines;
    }

    @Override
    public void plain(PlainMove move) {
        if (move.moves() && move.to(2) > height + LEAST_MM) step(move.asStep());
    }

    @Override
    public void step(Step step) {
        step.move().ifPresent(move -> add(step.line().number(), move));
    }

    private void add(long line, Move move) {
        if (move.extrudedMm() <= 0 || move.lengthMm() <= 0 || move.to().z() <= height + LEAST_MM) return;
        height = move.to().z();
        if (lines.size() < MOST) lines.add(line);
    }
}
