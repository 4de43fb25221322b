// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.gcode.Bounds;
import org.fabcommons.gcode.Point;
import org.fabcommons.gcode.Timeline;
import org.fabcommons.gcode.Toolpath;
import org.fabcommons.gcode.ToolpathAnalysis;
import org.fabcommons.profile.Profile;

/** Adds up what a file of instructions amounts to, in one pass. */
public final class PlotAnalysis {
    /** After so many instructions that are none, the rest is not looked at. */
    private static final int FAULTS = 20;

    private static final double SECONDS_A_MINUTE = 60;

    private final Pace pace;
    private final Set<String> leftOut;
    private final Timeline timeline = new Timeline();
    private final Box all = new Box();
    private final Box work = new Box();
    private long count;
    private long sendable;
    private double seconds;
    private double drawn;
    private double fastest;
    private double spindle;
    private int tools;
    private double tool = Double.NaN;
    private boolean deviceControl;

    /** The box around all that was added. */
    private static final class Box {
        private double[] low = {};
        private double[] high = {};

        void add(Point p) {
            double[] at = {p.x(), p.y(), p.z()};
            if (low.length == 0) {
                low = at.clone();
                high = at.clone();
            }
            for (int i = 0; i < 3; i++) {
                low[i] = Math.min(low[i], at[i]);
                high[i] = Math.max(high[i], at[i]);
            }
        }

        Optional<Bounds> bounds() {
            return low.length == 0
                    ? Optional.empty()
                    : Optional.of(new Bounds(new Point(low[0], low[1], low[2]), new Point(high[0], high[1], high[2])));
        }
    }

    /**
     * What was found.
     *
     * @param deviceControl whether the file holds device-control instructions, which are not sent
     * @param spinning whether it leaves the spindle on
     */
    public record Result(ToolpathAnalysis.Result whole, boolean deviceControl, boolean spinning) {}

    private PlotAnalysis(Profile profile) {
        leftOut = profile.commands().leftOut().keySet();
        pace = new Pace(profile);
    }

    /**
     * @param each is shown every instruction
     * @throws IOException if the file cannot be read
     */
    public static Result of(InputStream file, Profile profile, PlotListener each) throws IOException {
        var analysis = new PlotAnalysis(profile);
        analysis.read(new InstructionReader(file, profile.wire().maxLineBytes()), each);
        return analysis.result();
    }

    private void read(InstructionReader reader, PlotListener each) throws IOException {
        int faults = 0;
        var strokes = new ArrayList<Stroke>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            var instruction = next.get();
            count = instruction.number();
            strokes.clear();
            if (instruction.fault().isPresent()) {
                each.instruction(instruction, strokes, 0);
                if (++faults == FAULTS) break;
                continue;
            }
            if (leftOut.contains(instruction.name())) {
                timeline.add(count, seconds);
                each.leftOut(instruction);
                continue;
            }
            sendable++;
            seconds += pace.seconds(instruction, strokes::add);
            timeline.add(count, seconds);
            for (var stroke : strokes) add(stroke);
            speeds(instruction);
            each.instruction(instruction, strokes, pace.pen().speedMmPerS());
        }
        deviceControl = reader.deviceControl();
    }

    private void add(Stroke stroke) {
        all.add(stroke.from());
        all.add(stroke.to());
        if (!stroke.down()) return;
        work.add(stroke.from());
        work.add(stroke.to());
        drawn += stroke.lengthMm();
    }

    private void speeds(Instruction instruction) {
        switch (instruction.name()) {
            case "VS", "V", "F" -> fastest = Math.max(fastest, pace.pen().speedMmPerS());
            case "!RC" -> spindle = Math.max(spindle, instruction.value(0, 0));
            case "SP" -> {
                double chosen = instruction.value(0, 0);
                if (chosen > 0 && chosen != tool) {
                    tools++;
                    tool = chosen;
                }
            }
            default -> {
                // No speed and no tool.
            }
        }
    }

    private Result result() {
        timeline.end(seconds);
        var toolpath = new Toolpath(
                count,
                sendable,
                all.bounds(),
                work.bounds(),
                Optional.empty(),
                Optional.empty(),
                fastest * SECONDS_A_MINUTE,
                spindle,
                0,
                drawn,
                0,
                Math.max(0, tools - 1),
                seconds);
        return new Result(
                new ToolpathAnalysis.Result(toolpath, timeline),
                deviceControl,
                pace.pen().spinning());
    }
}
