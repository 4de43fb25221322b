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
    /** How far a drawn arc may be from the arc, in parts of its radius: 5 degrees a piece. */
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
                    arc(line, move, works, pen);
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

    /** The pieces of an arc but the last; nothing where it has no centre in this plane. */
    private static void arc(Line line, Move move, boolean works, Drawing.Pen pen) {
        boolean clockwise = line.codes().contains("G2");
        if (!clockwise && !line.codes().contains("G3")) return;
        if (!line.has('I') && !line.has('J')) return;
        double cx = move.from().x() + line.value('I').orElse(0);
        double cy = move.from().y() + line.value('J').orElse(0);
        double radius = Math.hypot(move.from().x() - cx, move.from().y() - cy);
        double start = Math.atan2(move.from().y() - cy, move.from().x() - cx);
        double end = Math.atan2(move.to().y() - cy, move.to().x() - cx);
        double sweep = clockwise ? start - end : end - start;
        if (sweep <= 1e-9) sweep += 2 * Math.PI;
        for (double along = ARC_STEP; along < sweep; along += ARC_STEP) {
            double angle = clockwise ? start - along : start + along;
            pen.draw(line.number(), cx + radius * Math.cos(angle), cy + radius * Math.sin(angle), works);
        }
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
