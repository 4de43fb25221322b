// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.fabcommons.profile.Profile;

/** Adds up what a file amounts to, in one pass. */
public final class ToolpathAnalysis {
    /** After so many lines that are no text, the rest is not looked at. */
    private static final int BINARY_LINES = 20;

    private final Profile profile;
    private final Interpreter interpreter;
    private final Estimate estimate;
    private final Timeline timeline = new Timeline();
    private long lines;
    private long sendable;
    private Optional<Bounds> bounds = Optional.empty();
    private Optional<Bounds> work = Optional.empty();
    private Optional<Double> maxNozzleC = Optional.empty();
    private Optional<Double> maxBedC = Optional.empty();
    private double maxFeed;
    private double maxSpindle;
    private double extruded;
    private double filament;
    private double cut;
    private int layers;
    private double layerZ = Double.NEGATIVE_INFINITY;

    private ToolpathAnalysis(Profile profile) {
        this.profile = profile;
        this.interpreter = new Interpreter(profile);
        this.estimate = new Estimate(profile);
    }

    /** The toolpath, and by which line how much of the time has passed. */
    public record Result(Toolpath toolpath, Timeline timeline) {}

    public static Result of(InputStream file, Profile profile) throws IOException {
        return of(file, profile, step -> {});
    }

    /**
     * @param each is shown every line that is not blank, in order
     * @throws IOException if the file cannot be read
     */
    public static Result of(InputStream file, Profile profile, Consumer<Step> each) throws IOException {
        var analysis = new ToolpathAnalysis(profile);
        var reader = new LineReader(file, profile.commands().text());
        int binary = 0;
        for (var line = reader.next(); line.isPresent() && binary < BINARY_LINES; line = reader.next()) {
            if (line.get().fault().filter(Line.Fault.BINARY::equals).isPresent()) binary++;
            analysis.add(line.get(), each);
        }
        return analysis.result();
    }

    private void add(Line line, Consumer<Step> each) {
        lines = line.number();
        if (!line.blank()) {
            var step = interpreter.step(line);
            if (line.fault().isEmpty()) sendable++;
            step.move().ifPresent(this::add);
            if (step.dwellSeconds() > 0) estimate.rest(step.dwellSeconds());
            maxNozzleC = higher(maxNozzleC, step.nozzleC());
            maxBedC = higher(maxBedC, step.bedC());
            maxFeed = Math.max(maxFeed, step.feedMmPerMin().orElse(0));
            maxSpindle = Math.max(maxSpindle, step.spindle().orElse(0));
            each.accept(step);
        }
        timeline.add(line.number(), estimate.seconds());
    }

    private void add(Move move) {
        bounds = Optional.of(bounds.map(all -> all.with(move.bounds())).orElse(move.bounds()));
        extruded += move.extrudedMm();
        filament = Math.max(filament, extruded);
        estimate.move(move);
        boolean printing = move.extrudedMm() > 0 && move.lengthMm() > 0;
        boolean cutting = profile.kind() == Profile.Kind.MILL_LASER && !move.rapid() && interpreter.spindleOn();
        if (cutting) cut += move.lengthMm();
        if (!printing && !cutting) return;
        work = Optional.of(work.map(all -> all.with(move.bounds())).orElse(move.bounds()));
        if (printing && move.to().z() > layerZ + 1e-4) {
            layerZ = move.to().z();
            layers++;
        }
    }

    private static Optional<Double> higher(Optional<Double> known, OptionalDouble target) {
        if (target.isEmpty()) return known;
        return Optional.of(Math.max(known.orElse(0.0), target.getAsDouble()));
    }

    private Result result() {
        estimate.rest(0);
        timeline.end(estimate.seconds());
        var toolpath = new Toolpath(
                lines,
                sendable,
                bounds,
                work,
                maxNozzleC,
                maxBedC,
                maxFeed,
                maxSpindle,
                filament,
                cut,
                layers,
                estimate.seconds());
        return new Result(toolpath, timeline);
    }
}
