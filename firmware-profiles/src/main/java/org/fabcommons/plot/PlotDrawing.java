// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.fabcommons.gcode.Drawing;
import org.fabcommons.gcode.Layer;
import org.fabcommons.gcode.Layers;
import org.fabcommons.gcode.Point;
import org.fabcommons.profile.Profile;

/** A file of instructions as it is drawn, seen from above: all of it is one layer. */
public final class PlotDrawing {
    private PlotDrawing() {}

    /** Its one layer, from the first instruction that draws or cuts to the last; none where nothing does. */
    public static Layers layers(InputStream file, Profile profile) throws IOException {
        var bounds = new long[] {0, 0};
        var found = PlotAnalysis.of(file, profile, (instruction, strokes, speed) -> {
            if (strokes.stream().noneMatch(Stroke::down)) return;
            if (bounds[0] == 0) bounds[0] = instruction.number();
            bounds[1] = instruction.number();
        });
        var layers = bounds[0] == 0 ? List.<Layer>of() : List.of(new Layer(0, bounds[0], bounds[1]));
        return new Layers(layers, found.whole().toolpath().work());
    }

    /** @param most pieces; where there are more it becomes coarser */
    public static Drawing of(InputStream file, Profile profile, int most) throws IOException {
        var pen = new Drawing.Pen(most);
        var begun = new boolean[1];
        PlotAnalysis.of(file, profile, (instruction, strokes, speed) -> {
            if (!begun[0] && !strokes.isEmpty()) {
                // Where the first piece begins.
                var from = strokes.get(0).from();
                pen.draw(instruction.number(), from.x(), from.y(), false);
                begun[0] = true;
            }
            for (var stroke : strokes)
                pen.draw(instruction.number(), stroke.to().x(), stroke.to().y(), stroke.down());
        });
        return pen.done();
    }

    /**
     * What holds after an instruction.
     *
     * @param at where the tool is, millimetres
     * @param pen which one; 0 for none
     * @param mmPerS how fast it goes; 0 where the file has not said
     */
    public record Then(Point at, boolean down, int pen, double mmPerS) {}

    public static Then after(InputStream file, Profile profile, long number) throws IOException {
        var last = new Stroke[1];
        var pen = new double[] {0};
        var speed = new double[] {0};
        PlotAnalysis.of(file, profile, (instruction, strokes, mmPerS) -> {
            if (instruction.number() > number) return;
            if (!strokes.isEmpty()) last[0] = strokes.get(strokes.size() - 1);
            if (instruction.name().equals("SP")) pen[0] = instruction.value(0, 0);
            speed[0] = mmPerS;
        });
        var at = last[0] == null ? new Point(0, 0, 0) : last[0].to();
        boolean down = last[0] != null && last[0].down();
        return new Then(at, down, (int) pen[0], speed[0]);
    }
}
