// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.fabcommons.profile.Profile;

/** Adds up what a file amounts to, in one pass. */
public final class ToolpathAnalysis {
    /** After so many lines that are no text, the rest is not looked at. */
    private static final int BINARY_LINES = 20;

    /** The spindle, the homing and a person's stop wait for the motion before them. */
    private static final Set<String> STOPS =
            Set.of("G28", "M3", "M4", "M5", "M0", "M1", "M6", "M109", "M190", "M400", "M600");

    private static final StepListener NOBODY = new StepListener() {
        @Override
        public void step(Step step) {
            // Only the sums are wanted.
        }

        @Override
        public void plain(PlainMove move) {
            // Only the sums are wanted.
        }
    };

    private final boolean cuts;
    private final Interpreter interpreter;
    private final Rewriting rewriting;
    private final Estimate estimate;
    private final Timeline timeline = new Timeline();
    private long lines;
    private long sendable;
    private final Reach bounds = new Reach();
    private final Reach work = new Reach();
    private Optional<Double> maxNozzleC = Optional.empty();
    private Optional<Double> maxBedC = Optional.empty();
    private double maxFeed;
    private double maxSpindle;
    private double extruded;
    private double filament;
    private double cut;
    private int layers;
    private int tools;
    private double tool = Double.NaN;
    private double layerZ = Double.NEGATIVE_INFINITY;

    private ToolpathAnalysis(Profile profile) {
        cuts = profile.kind() == Profile.Kind.MILL_LASER;
        this.interpreter = new Interpreter(profile);
        rewriting = new Rewriting(profile, interpreter);
        this.estimate = new Estimate(profile);
    }

    /** The toolpath, and by which line how much of the time has passed. */
    public record Result(Toolpath toolpath, Timeline timeline) {}

    public static Result of(InputStream file, Profile profile) throws IOException {
        return of(file, profile, NOBODY);
    }

    /**
     * @param each is shown every line that is not blank, in order
     * @throws IOException if the file cannot be read
     */
    public static Result of(InputStream file, Profile profile, StepListener each) throws IOException {
        var analysis = new ToolpathAnalysis(profile);
        analysis.read(new LineScanner(file, profile.commands().text()), each);
        return analysis.result();
    }

    private void read(LineScanner scanner, StepListener each) throws IOException {
        var plain = new PlainMove();
        plain.source = scanner::line;
        int binary = 0;
        var kind = scanner.next(straightIsModal());
        for (; kind != LineScanner.Kind.END; kind = scanner.next(straightIsModal())) {
            lines = scanner.number();
            if (kind == LineScanner.Kind.PLAIN) {
                add(scanner, plain, each);
            } else if (kind == LineScanner.Kind.OTHER) {
                var line = scanner.line();
                for (var code : rewriting.leftOut(line)) each.leftOut(line.number(), code);
                var instead = rewriting.of(line);
                if (sends(instead)) sendable++;
                for (var one : instead) add(one, each);
                if (line.fault().filter(Line.Fault.BINARY::equals).isPresent() && ++binary == BINARY_LINES) return;
            }
            if (timeline.wants(lines)) timeline.add(lines, estimate.seconds());
            else timeline.passed(lines);
        }
    }

    private boolean straightIsModal() {
        return interpreter.straightIsModal() && !rewriting.inCycle();
    }

    private static boolean sends(List<Line> lines) {
        for (var line : lines) if (!line.blank() && line.fault().isEmpty()) return true;
        return false;
    }

    private void add(LineScanner scanner, PlainMove move, StepListener each) {
        sendable++;
        rewriting.straight();
        move.line = scanner.number();
        move.code = scanner.code();
        move.textLength = scanner.textLength();
        interpreter.plain(scanner, move);
        if (move.setsFeed && move.feed > maxFeed) maxFeed = move.feed;
        if (move.setsSpindle && move.spindle > maxSpindle) maxSpindle = move.spindle;
        if (move.moves) {
            extruded += move.extruded;
            if (extruded > filament) filament = extruded;
            estimate.move(
                    move.rapid,
                    move.to[0] - move.from[0],
                    move.to[1] - move.from[1],
                    move.to[2] - move.from[2],
                    move.length,
                    move.feed,
                    move.extruded);
            boolean works = works(move.extruded, move.length, move.rapid, move.to[2]);
            bounds.add(move.from, move.to);
            if (works) work.add(move.from, move.to);
        }
        each.plain(move);
    }

    private void add(Line line, StepListener each) {
        if (line.blank()) return;
        var step = interpreter.step(line);
        step.move().ifPresent(this::add);
        chooseTool(line);
        if (step.dwellSeconds() > 0 || stops(step)) estimate.rest(step.dwellSeconds());
        maxNozzleC = higher(maxNozzleC, step.nozzleC());
        maxBedC = higher(maxBedC, step.bedC());
        maxFeed = Math.max(maxFeed, step.feedMmPerMin().orElse(0));
        maxSpindle = Math.max(maxSpindle, step.spindle().orElse(0));
        each.step(step);
    }

    private void chooseTool(Line line) {
        var chosen = line.value('T');
        if (chosen.isEmpty() || chosen.getAsDouble() == tool) return;
        var codes = line.codes();
        // Beside another command T is that command's parameter, except beside a change of tool.
        if (!codes.get(0).startsWith("T") && !codes.contains("M6")) return;
        tool = chosen.getAsDouble();
        tools++;
    }

    /** Whether the firmware lets all motion end before it goes on. */
    private static boolean stops(Step step) {
        for (var code : step.line().codes()) if (STOPS.contains(code)) return true;
        return false;
    }

    private void add(Move move) {
        bounds.add(move.bounds());
        extruded += move.extrudedMm();
        filament = Math.max(filament, extruded);
        estimate.move(move);
        if (works(move.extrudedMm(), move.lengthMm(), move.rapid(), move.to().z())) work.add(move.bounds());
    }

    /** Whether a move prints or cuts; counts its layer, or its way. */
    private boolean works(double extrudedMm, double lengthMm, boolean rapid, double z) {
        boolean printing = extrudedMm > 0 && lengthMm > 0;
        boolean cutting = cuts && !rapid && interpreter.spindleOn();
        if (cutting) cut += lengthMm;
        if (printing && z > layerZ + 1e-4) {
            layerZ = z;
            layers++;
        }
        return printing || cutting;
    }

    private static Optional<Double> higher(Optional<Double> known, OptionalDouble target) {
        // One that cannot be read counts as infinite, and is refused.
        if (target.isEmpty() || Double.isInfinite(target.getAsDouble())) return known;
        return Optional.of(Math.max(known.orElse(0.0), target.getAsDouble()));
    }

    private Result result() {
        estimate.rest(0);
        timeline.end(estimate.seconds());
        var toolpath = new Toolpath(
                lines,
                sendable,
                bounds.all(),
                work.all(),
                maxNozzleC,
                maxBedC,
                maxFeed,
                maxSpindle,
                filament,
                cut,
                layers,
                Math.max(0, tools - 1),
                estimate.seconds());
        return new Result(toolpath, timeline);
    }
}
