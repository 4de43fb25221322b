// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fabcommons.profile.Profile;

/**
 * The layers of a file, and each as a drawing. The file is read anew for each drawing, so that memory does not grow with
 * it.
 *
 * @param all from the bottom; a file that only cuts has one
 * @param work bounds of what is extruded or cut
 */
public record Layers(List<Layer> all, Optional<Bounds> work) {
    /** More would be noise: a lift of the nozzle is no layer. Millimetres. */
    private static final double SAME_HEIGHT_MM = 0.005;
    /** Files that print something else than layers, such as a vase's one long spiral, are cut up by this much. */
    private static final int MOST_LAYERS = 20_000;
    /** A drawn arc turns so far a piece. */
    private static final double ARC_STEP = Math.toRadians(5);

    public Layers {
        all = List.copyOf(all);
    }

    /**
     * Finds the layers.
     *
     * @throws IOException if the file cannot be read
     */
    public static Layers of(InputStream file, Profile profile) throws IOException {
        var finder = new Finder(profile.kind() == Profile.Kind.MILL_LASER);
        var found = ToolpathAnalysis.of(file, profile, finder);
        return new Layers(finder.layers(), found.toolpath().work());
    }

    /** Which layer this line belongs to, counted from 0: the last that has begun by then. */
    public int at(long line) {
        int at = 0;
        for (int i = 0; i < all.size(); i++) if (all.get(i).firstLine() <= line) at = i;
        return at;
    }

    /**
     * Draws one layer.
     *
     * @param most pieces; where there are more it becomes coarser
     * @throws IOException if the file cannot be read
     */
    public Drawing draw(InputStream file, Profile profile, int layer, int most) throws IOException {
        var wanted = all.get(layer);
        var pen = new Drawing.Pen(most);
        boolean cuts = profile.kind() == Profile.Kind.MILL_LASER;
        ToolpathAnalysis.of(file, profile, new StepListener() {
            @Override
            public void step(Step step) {
                var line = step.line();
                step.move().filter(move -> within(line.number())).ifPresent(move -> {
                    boolean works = cuts ? !move.rapid() : move.extrudedMm() > 0;
                    for (var place : move.between(ARC_STEP)) pen.draw(line.number(), place.x(), place.y(), works);
                    pen.draw(line.number(), move.to().x(), move.to().y(), works);
                });
            }

            @Override
            public void plain(PlainMove move) {
                if (!move.moves() || !within(move.line())) return;
                pen.draw(move.line(), move.to(0), move.to(1), cuts ? !move.rapid : move.extruded > 0);
            }

            private boolean within(long number) {
                return number >= wanted.firstLine() - 1 && number <= wanted.lastLine();
            }
        });
        return pen.done();
    }

    private static final class Finder implements StepListener {
        private final boolean cuts;
        private final List<Layer> layers = new ArrayList<>();

        Finder(boolean cuts) {
            this.cuts = cuts;
        }

        @Override
        public void step(Step step) {
            step.move().ifPresent(move -> {
                boolean works = cuts ? !move.rapid() : move.extrudedMm() > 0 && move.lengthMm() > 0;
                if (works) works(step.line().number(), move.to().z());
            });
        }

        @Override
        public void plain(PlainMove move) {
            boolean works = cuts ? !move.rapid : move.extruded > 0 && move.length > 0;
            if (move.moves() && works) works(move.line(), move.to(2));
        }

        private void works(long line, double z) {
            int last = layers.size() - 1;
            boolean same = last >= 0 && (cuts || Math.abs(layers.get(last).z() - z) < SAME_HEIGHT_MM);
            if (same || layers.size() == MOST_LAYERS)
                layers.set(
                        last, new Layer(layers.get(last).z(), layers.get(last).firstLine(), line));
            else layers.add(new Layer(z, line, line));
        }

        List<Layer> layers() {
            return layers;
        }
    }
}
